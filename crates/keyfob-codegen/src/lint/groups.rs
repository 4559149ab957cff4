//! Groups: the client's methods, and the methods that these lead to.

use std::collections::BTreeMap;

use super::context::{Context, list};
use super::rule::{Report, Rule};
use crate::load::Node;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "group-name",
        "it becomes a method of the client and a type of its own",
        group,
    ),
    Rule::new("method-name", "it becomes a method of its group", method),
    Rule::new(
        "method-clash",
        "two methods or two builders would have one name; the generated code would not compile",
        clash,
    ),
];

/// Methods that the client has itself, or will have.
const OF_CLIENTS: [&str; 4] = ["clone", "handle", "new", "request"];

/// Whether no group can be called so, as the client has a method or Rust's prelude a type of that name.
#[must_use]
pub fn is_reserved_group(name: &str) -> bool {
    OF_CLIENTS.contains(&name) || names::is_in_prelude(&names::builder(name))
}

/// Whether no method of a group can be called so.
#[must_use]
pub fn is_reserved_method(name: &str) -> bool {
    names::is_keyword(name) || name == "clone"
}

/// The tags and what the client's method is called that leads to each.
fn groups<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Node, String)> {
    let tags = list(&context.document.root, "tags").iter();
    tags.filter_map(|tag| {
        let node = tag.get("x-name").or_else(|| tag.get("name"))?;
        let name = match tag.text_of("x-name") {
            Some(name) => name.to_owned(),
            None => names::argument(node.text()?),
        };
        Some((node, name))
    })
}

fn group(context: &Context<'_>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for (node, name) in groups(context) {
        let ty = names::builder(&name);
        let first = seen.insert(ty.clone(), node.place.line);
        let what = if OF_CLIENTS.contains(&name.as_str()) {
            "is a method that every client has".to_owned()
        } else if names::is_in_prelude(&ty) {
            format!("has a type `{ty}`, as Rust's prelude does")
        } else if let Some(line) = first {
            format!("is called as the group in line {line}")
        } else {
            continue;
        };
        report.add(
            node.place,
            format!("the group `{name}` {what}"),
            "write `x-name` with another word at the tag",
        );
    }
}

fn method(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        let Some(name) = operation.method_name() else {
            continue;
        };
        if is_reserved_method(name) {
            report.add(
                operation.name_place(),
                format!("{} cannot have a method `{name}`", operation.label()),
                "write `x-name` with a word more",
            );
        }
    }
}

fn clash(context: &Context<'_>, report: &mut Report) {
    let tags: BTreeMap<&str, String> = list(&context.document.root, "tags")
        .iter()
        .filter_map(|tag| {
            let name = tag.text_of("name")?;
            let own = tag.text_of("x-name").map(str::to_owned);
            Some((name, own.unwrap_or_else(|| names::argument(name))))
        })
        .collect();
    let mut seen = BTreeMap::new();
    for operation in &context.operations {
        let group = operation.tag().and_then(|tag| tags.get(tag));
        let (Some(group), Some(name)) = (group, operation.method_name()) else {
            continue;
        };
        let builder = names::builder(&format!("{group}_{name}"));
        let first = seen.insert(builder.clone(), operation.label());
        let what = match first {
            Some(first) => format!("{} and {first} have", operation.label()),
            None if names::is_in_prelude(&builder) => {
                format!("Rust's prelude and {} have", operation.label())
            }
            None => continue,
        };
        report.add(
            operation.name_place(),
            format!("{what} one builder, `{builder}`"),
            "write `x-name` with another word",
        );
    }
}
