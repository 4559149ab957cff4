//! Answers that hold themselves.

use std::collections::BTreeSet;

use super::context::Context;
use super::rule::{Report, Rule};
use super::sites::{parts, properties};
use crate::load::Node;

pub(super) const RULES: &[Rule] = &[Rule::new(
    "answer-recursive",
    "decoders go down with it as deep as the vendor's answer says, and read what is within once for each level",
    recursive,
)];

fn recursive(context: &Context<'_>, report: &mut Report) {
    let answered: BTreeSet<&str> = context
        .sites
        .iter()
        .filter(|site| site.answered)
        .map(|site| site.name)
        .collect();
    let mut done = BTreeSet::new();
    for schema in context.schemas {
        if answered.contains(schema.key.as_str()) {
            let mut way = vec![schema.key.as_str()];
            walk(context, &schema.value, &mut way, &mut done, report);
            done.insert(schema.key.as_str());
        }
    }
}

/// Goes down from a schema; `way` is the components above it, `done` those in which everything has been told.
fn walk<'a>(
    context: &Context<'a>,
    node: &'a Node,
    way: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
    report: &mut Report,
) {
    if let Some(name) = node.referenced() {
        let shown = |from: usize| way.get(from..).unwrap_or_default().join("`, `");
        if let Some(at) = way.iter().position(|above| *above == name) {
            let what = match shown(at) {
                own if own == name => format!("`{name}` holds itself"),
                all => format!("`{name}` holds itself, by way of `{all}`"),
            };
            report.add(
                node.place,
                what,
                "write no type here, and a description: `{description: The same once more, as JSON.}`",
            );
        } else if !done.contains(name)
            && let Some(next) = context.schemas.iter().find(|schema| schema.key == name)
        {
            way.push(name);
            walk(context, &next.value, way, done, report);
            way.pop();
            done.insert(name);
        }
        return;
    }
    for property in properties(node) {
        walk(context, &property.value, way, done, report);
    }
    for part in parts(node) {
        walk(context, part, way, done, report);
    }
}
