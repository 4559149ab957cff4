//! Names that become Rust names.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::context::{Context, list};
use super::rule::{Report, Rule};
use super::sites::{Role, properties};
use crate::load::{Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "property-clash",
        "a struct cannot have two fields of one name; the generated code would not compile",
        properties_clash,
    ),
    Rule::new(
        "alias",
        "it names the same member once more, and only that",
        alias,
    ),
    Rule::new(
        "schema-name-case",
        "it is the type's name as it stands",
        schema_case,
    ),
    Rule::new(
        "schema-name-clash",
        "two types would have one name; the generated code would not compile",
        schema_clash,
    ),
];

fn properties_clash(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let mut seen = BTreeMap::new();
        for property in properties(site.node) {
            let first = seen.insert(property.key.to_snake_case(), &property.key);
            if let Some(first) = first {
                report.add(
                    property.place,
                    format!("`{first}` and `{}` are one name in Rust", property.key),
                    format!("keep `{first}` and give it `x-alias: [{}]`", property.key),
                );
            }
        }
    }
}

fn alias(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let (Role::Property(owner), Some(aliases)) = (site.role, site.node.get("x-alias")) else {
            continue;
        };
        let mut wrong = |place, what: &str| {
            report.add(
                place,
                format!("an alias of `{}` {what}", site.name),
                "write `x-alias: [otherName]` with names that no other property has",
            );
        };
        if !matches!(aliases.kind, Kind::List(_)) {
            wrong(aliases.place, "stands outside of a list");
        }
        for alias in list(site.node, "x-alias") {
            match alias.text() {
                None | Some("") => wrong(alias.place, "is no name"),
                Some(name) if taken(name, owner, site.name) => {
                    wrong(alias.place, "belongs to another property");
                }
                Some(name) if name == site.name => wrong(alias.place, "is its own name"),
                Some(_) => {}
            }
        }
    }
}

/// Whether another property, or an alias of one, has this name.
fn taken(name: &str, owner: &Node, of: &str) -> bool {
    properties(owner)
        .iter()
        .filter(|other| other.key != of)
        .any(|other| {
            let mut aliases = list(&other.value, "x-alias").iter();
            other.key == name || aliases.any(|alias| alias.text() == Some(name))
        })
}

fn schema_case(context: &Context<'_>, report: &mut Report) {
    for schema in context.schemas {
        let camel = schema.key.to_upper_camel_case();
        if schema.key != camel || !camel.starts_with(|c: char| c.is_ascii_uppercase()) {
            report.add(
                schema.place,
                format!("`{}` is not PascalCase", schema.key),
                format!("write `{camel}`"),
            );
        }
    }
}

fn schema_clash(context: &Context<'_>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for schema in context.schemas {
        let first = seen.insert(schema.key.to_upper_camel_case(), &schema.key);
        if let Some(first) = first {
            report.add(
                schema.place,
                format!("`{first}` and `{}` are one name in Rust", schema.key),
                "rename one of them",
            );
        }
    }
}
