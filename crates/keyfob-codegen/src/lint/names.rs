//! Names that become Rust names.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;

use super::context::{Context, list};
use super::rule::{Report, Rule};
use super::sites::{Role, properties, rust_name};
use crate::load::{Entry, Kind, Node};
use crate::names;

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
        "aliases",
        "each is another word for one of the enum's values, and only that",
        aliases,
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
        let rest = site.node.get("additionalProperties");
        let open = rest.is_some_and(|rest| rest.boolean().is_none());
        for property in properties(site.node) {
            let rust = names::field(rust_name(&property.value, &property.key));
            if rust == "extra" && open {
                report.add(
                    property.place,
                    format!(
                        "`{}` and the field of unnamed members are one name in Rust",
                        property.key
                    ),
                    "take `additionalProperties` away: what is not named is passed over",
                );
            }
            let first = seen.insert(rust, &property.key);
            if let Some(first) = first {
                report.add(
                    property.place,
                    format!("`{first}` and `{}` are one name in Rust", property.key),
                    format!(
                        "keep `{first}` and give it `x-alias: [{0}]`, or give `{0}` an `x-name` of its own",
                        property.key
                    ),
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
            let fix = report.add(
                place,
                format!("an alias of `{}` {what}", site.name),
                "write `x-alias: [otherName]` with names that no other property has",
            );
            if let Kind::Text(name) = &aliases.kind {
                fix.replace(aliases, vec![name.as_str().into()]);
            }
        };
        if !site.answered {
            wrong(aliases.place, "is not read: it is asked");
        }
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

fn aliases(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        for alias in site.node.get("x-aliases").map_or(&[][..], Node::entries) {
            let mut values = list(site.node, "enum").iter();
            let known =
                values.any(|value| value.text().is_some() && value.text() == alias.value.text());
            if !known || !matches!(site.role, Role::Component) {
                report.add(
                    alias.place,
                    format!(
                        "`{}` is another word for no value of `{}`",
                        alias.key, site.name
                    ),
                    "write `{Word: value}` at a component schema that is an enum, with one of its values",
                );
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

/// Where schemas are named: by references, and by our own extensions.
fn uses<'a>(context: &Context<'a>) -> BTreeMap<&'a str, Vec<&'a Entry>> {
    let mut uses: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for keyword in &context.keywords {
        let text = keyword.entry.value.text().unwrap_or_default();
        let name = match keyword.entry.key.as_str() {
            "$ref" => text.strip_prefix("#/components/schemas/"),
            "x-json" | "x-known-values" => Some(text),
            _ => None,
        };
        if let Some(name) = name {
            uses.entry(name).or_default().push(keyword.entry);
        }
    }
    uses
}

fn schema_case(context: &Context<'_>, report: &mut Report) {
    let uses = uses(context);
    let mut camels: BTreeMap<String, usize> = BTreeMap::new();
    for schema in context.schemas {
        *camels.entry(schema.key.to_upper_camel_case()).or_default() += 1;
    }
    for schema in context.schemas {
        let camel = schema.key.to_upper_camel_case();
        if schema.key != camel || !camel.starts_with(|c: char| c.is_ascii_uppercase()) {
            let fix = report.add(
                schema.place,
                format!("`{}` is not PascalCase", schema.key),
                format!("write `{camel}`"),
            );
            let lone = camels.get(&camel).is_some_and(|count| *count == 1);
            let starts = camel.starts_with(|c: char| c.is_ascii_uppercase());
            if let Some(schemas) = context.document.at("/components/schemas")
                && lone
                && starts
            {
                fix.rename(schemas, &schema.key, &camel);
                for entry in uses.get(schema.key.as_str()).into_iter().flatten() {
                    let text = entry.value.text().unwrap_or_default();
                    let before = text.strip_suffix(schema.key.as_str()).unwrap_or_default();
                    fix.replace(&entry.value, format!("{before}{camel}"));
                }
            }
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
