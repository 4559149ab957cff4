//! Names of types: those that schemas give, and those that the generator makes up for schemas that have none.

use std::collections::BTreeMap;

use super::context::Context;
use super::rule::{Report, Rule};
use super::sites::properties;
use crate::finding::Place;
use crate::load::Node;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "schema-name-reserved",
        "generated code and its readers mean another thing by it, and one of them would not compile",
        reserved,
    ),
    Rule::new(
        "type-name-clash",
        "the generated code would not compile, or would take the first of them for both in silence",
        clash,
    ),
];

fn reserved(context: &Context<'_>, report: &mut Report) {
    for schema in context.schemas {
        if names::PRELUDE.contains(&schema.key.as_str()) {
            report.add(
                schema.place,
                format!("`{}` is a name of Rust's prelude", schema.key),
                format!("write what it is of, as `Order{}`", schema.key),
            );
        }
    }
}

/// A schema that becomes a type: its name, where it stands, and what it is to a reader.
struct Named {
    name: String,
    place: Place,
    what: String,
}

fn clash(context: &Context<'_>, report: &mut Report) {
    let mut found = Vec::new();
    for schema in context.schemas {
        let what = format!("`{}`", schema.key);
        within(&schema.value, &schema.key, schema.place, &what, &mut found);
    }
    let components = context.schemas.iter();
    let mut seen: BTreeMap<String, (Place, String)> = components
        .map(|schema| {
            let named = (schema.place, format!("`{}`", schema.key));
            (names::variant(&schema.key), named)
        })
        .collect();
    for operation in &context.operations {
        let id = operation.id().and_then(Node::text).unwrap_or_default();
        for parameter in &operation.parameters {
            if let Some(schema) = parameter.node.get("schema") {
                let name = names::builder(&format!("{id}-{}", parameter.name));
                let what = format!("the parameter `{}` of `{id}`", parameter.name);
                whole(schema, &name, parameter.place, &what, &mut found);
            }
        }
    }
    for Named { name, place, what } in found {
        match seen.get(&name) {
            None => drop(seen.insert(name, (place, what))),
            Some((first, other)) => report.add(
                place,
                format!(
                    "the type of {what} is called `{name}`, as is that of {other} in line {}",
                    first.line
                ),
                "rename one, or move the schema to `components.schemas` under a name of its own",
            ),
        }
    }
}

/// A schema that may be a type itself, and what is within it.
fn whole(node: &Node, name: &str, place: Place, what: &str, found: &mut Vec<Named>) {
    if node.get("$ref").is_some() {
        return;
    }
    let limits = ["enum", "minLength", "maxLength", "pattern"];
    let limited = limits.iter().any(|key| node.get(key).is_some());
    if node.get("properties").is_some() || limited {
        found.push(Named {
            name: names::variant(name),
            place,
            what: what.to_owned(),
        });
    }
    within(node, name, place, what, found);
}

/// The schemas within one, each by the name of what it stands in.
fn within(node: &Node, name: &str, place: Place, what: &str, found: &mut Vec<Named>) {
    for property in properties(node) {
        let name = names::variant(&format!("{name}_{}", property.key));
        let what = format!("`{}` in {what}", property.key);
        whole(&property.value, &name, property.place, &what, found);
    }
    for (key, end) in [("items", "Item"), ("additionalProperties", "Value")] {
        if let Some(part) = node.get(key) {
            let (name, what) = (format!("{name}{end}"), format!("`{key}` in {what}"));
            whole(part, &name, place, &what, found);
        }
    }
}
