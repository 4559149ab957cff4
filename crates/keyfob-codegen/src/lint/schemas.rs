//! Schemas: the shapes that become Rust types.

use super::context::{Context, list, place_of};
use super::rule::{Report, Rule};
use super::sites::{Role, properties};
use crate::load::{Kind, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "composition",
        "the generator panics on it, or takes the first variant that fits",
        composition,
    ),
    Rule::new(
        "type-missing",
        "what has no type can only be decoded as anything at all",
        missing,
    ),
    Rule::new("type-unknown", "the generator panics on it", unknown),
    Rule::new(
        "array-items",
        "a list of nothing in particular can only be decoded as anything at all",
        items,
    ),
    Rule::new(
        "required-unknown",
        "it is most likely a slip of the pen",
        required,
    ),
    Rule::new(
        "schema-both",
        "requests are strict and answers tolerant, and one type cannot be both",
        both,
    ),
    Rule::new(
        "schema-unused",
        "what no operation reaches is checked by nobody and still generated",
        unused,
    ),
];

const COMPOSITION: [&str; 5] = ["oneOf", "anyOf", "allOf", "not", "discriminator"];

fn composition(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        for key in COMPOSITION {
            // Beside a member's `allOf` of one reference more can be said than beside the reference itself.
            let within = matches!(site.role, Role::Property(_) | Role::Part);
            let is_reference = key == "allOf" && within && site.node.component().is_some();
            if site.node.get(key).is_some() && !is_reference {
                report.add(
                    place_of(site.node, key),
                    format!("`{key}` is not to be used"),
                    "write one object with the members of all; or no type, and a description; `allOf: [$ref]` is for members",
                );
            }
        }
    }
}

/// Keys that say nothing about the shape of a value.
fn is_remark(key: &str) -> bool {
    ["description", "title", "example", "nullable", "deprecated"].contains(&key)
        || key.starts_with("x-")
}

fn missing(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        let node = site.node;
        if ["$ref", "type"]
            .iter()
            .chain(&COMPOSITION)
            .any(|key| node.get(key).is_some())
        {
            continue;
        }
        let inner = matches!(site.role, Role::Property(_) | Role::Part);
        let remarked = node.get("description").is_some()
            && node.entries().iter().all(|entry| is_remark(&entry.key));
        if !(inner && remarked) {
            let fix = report.add(
                site.place,
                format!("the schema {}has no type", named(site.name)),
                "write `type:`; if nothing is known of it, a description that says so and no more",
            );
            if let Some(kind) = implied_type(node) {
                fix.set_after(node, "description", "type", kind);
            }
        }
    }
}

/// The type that the other keywords tell.
fn implied_type(node: &Node) -> Option<&'static str> {
    let values = list(node, "enum");
    let texts = !values.is_empty() && values.iter().all(|value| value.text().is_some());
    let told = [
        ("object", node.get("properties").is_some()),
        ("array", node.get("items").is_some()),
        ("string", texts),
    ];
    let mut kinds = told.into_iter().filter(|(_, told)| *told);
    let kind = kinds.next().map(|(kind, _)| kind);
    kind.filter(|_| kinds.next().is_none())
}

fn named(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        format!("`{name}` ")
    }
}

fn unknown(context: &Context<'_>, report: &mut Report) {
    let known = ["string", "number", "integer", "boolean", "object", "array"];
    for site in &context.sites {
        if let Some(kind) = site.node.get("type")
            && !kind.text().is_some_and(|kind| known.contains(&kind))
        {
            report.add(
                kind.place,
                "there is no such type in OpenAPI 3.0",
                format!("the types are: {}", known.join(", ")),
            );
        }
    }
}

fn items(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        if site.is("array")
            && !site
                .node
                .get("items")
                .is_some_and(|items| matches!(items.kind, Kind::Map(_)))
        {
            report.add(
                site.place,
                "a list does not say what it holds",
                "write `items:` with a schema",
            );
        }
    }
}

fn required(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        for name in list(site.node, "required") {
            let known = |text| properties(site.node).iter().any(|entry| entry.key == text);
            if !name.text().is_some_and(known) {
                report.add(
                    name.place,
                    "`required` names what is no property",
                    "mend the name, or declare the property",
                );
            }
        }
    }
}

fn both(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        if matches!(site.role, Role::Component) && site.asked && site.answered {
            report.add(
                site.place,
                format!("`{}` is used in requests and in answers", site.name),
                "write two schemas, as `OrderRequest` and `Order`",
            );
        }
    }
}

fn unused(context: &Context<'_>, report: &mut Report) {
    for site in &context.sites {
        if matches!(site.role, Role::Component) && !site.asked && !site.answered {
            report.add(
                site.place,
                format!("no operation uses `{}`", site.name),
                "take it away, or refer to it",
            );
        }
    }
}
