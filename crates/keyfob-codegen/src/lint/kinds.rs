//! What stands in a schema: keys that are of another type's, and values that are none of such a key.

use super::context::Context;
use super::rule::{Report, Rule};
use crate::load::{Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "keyword-type",
        "the generator takes one of the two for the type, and says nothing of the other",
        foreign,
    ),
    Rule::new(
        "keyword-value",
        "the generator refuses the whole document, or takes the key for one that is not there",
        value,
    ),
];

/// Keys that say what a value of one type is made of, and that type.
const OWNED: [(&str, &str); 5] = [
    ("additionalProperties", "object"),
    ("enum", "string"),
    ("items", "array"),
    ("properties", "object"),
    ("required", "object"),
];

fn foreign(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let Some(kind) = site.node.text_of("type") else {
            continue;
        };
        for (key, owner) in OWNED {
            if let Some(entry) = site.node.entry(key)
                && kind != owner
            {
                report.add(
                    entry.place,
                    format!("`{key}` stands beside `type: {kind}`"),
                    format!("write `type: {owner}`, or take `{key}` away"),
                );
            }
        }
    }
}

/// A key, what its value is to be, and whether it is that.
type Wanted = (&'static str, &'static str, fn(&Node) -> bool);

/// What the values of keys are to be.
const VALUES: [Wanted; 7] = [
    (
        "additionalProperties",
        "a schema, or true or false",
        |node| is_map(node) || node.boolean().is_some(),
    ),
    ("enum", "a list", is_list),
    ("format", "a text", |node| node.text().is_some()),
    ("items", "a schema", is_map),
    ("nullable", "true or false", |node| node.boolean().is_some()),
    ("properties", "a map of schemas", |node| {
        is_map(node) && node.entries().iter().all(|one| is_map(&one.value))
    }),
    ("required", "a list", is_list),
];

fn value(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        for (key, what, is_fine) in VALUES {
            if let Some(entry) = site.node.entry(key)
                && !is_fine(&entry.value)
            {
                let message = format!("`{key}` is not {what}");
                report.add(
                    entry.place,
                    message,
                    format!("write {what}, or take it away"),
                );
            }
        }
    }
}

fn is_map(node: &Node) -> bool {
    matches!(node.kind, Kind::Map(_))
}

fn is_list(node: &Node) -> bool {
    matches!(node.kind, Kind::List(_))
}
