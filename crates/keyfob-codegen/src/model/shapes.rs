//! Reading what the types are made of: the component schemas, and the schemas that stand within them.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;

use super::schemas::time;
use super::{Member, Shape};
use crate::load::{Document, Node};
use crate::names;

pub(super) fn shapes(document: &Document) -> BTreeMap<String, Shape> {
    let mut shapes = BTreeMap::new();
    let schemas = document.at("/components/schemas");
    for schema in schemas.map(Node::entries).unwrap_or_default() {
        add(
            &schema.key.to_upper_camel_case(),
            &schema.value,
            &mut shapes,
        );
    }
    shapes
}

/// Adds the type of a schema, and those within, which are called by where they stand.
fn add(name: &str, schema: &Node, shapes: &mut BTreeMap<String, Shape>) {
    let wires = schema.get("enum").map(Node::items).unwrap_or_default();
    let variants = schema.get("x-enum-varnames").map(Node::items);
    let variants = variants.unwrap_or_default();
    let values = wires.iter().enumerate().filter_map(|(at, wire)| {
        let wire = wire.text()?.to_owned();
        let variant = variants.get(at).and_then(Node::text);
        let variant = variant.map_or_else(|| names::variant(&wire), str::to_owned);
        Some((wire, variant))
    });
    let mut shape = Shape {
        values: values.collect(),
        has_required: schema
            .get("required")
            .is_some_and(|required| !required.items().is_empty()),
        is_struct: schema.get("properties").is_some()
            || schema.get("additionalProperties").and_then(Node::boolean) == Some(false),
        members: Vec::new(),
    };
    for property in schema
        .get("properties")
        .map(Node::entries)
        .unwrap_or_default()
    {
        let rust = property.value.text_of("x-name").unwrap_or(&property.key);
        let inline = format!("{name}{}", rust.to_upper_camel_case());
        let (node, inline) = match property.value.get("items") {
            Some(items) => (items, format!("{inline}Item")),
            None => (&property.value, inline),
        };
        let is_type = node.get("properties").is_some() || node.get("enum").is_some();
        if is_type {
            add(&inline, node, shapes);
        }
        let referenced = node.component().map(ToUpperCamelCase::to_upper_camel_case);
        shape.members.push(Member {
            wire: property.key.clone(),
            rust: names::field(rust),
            schema: referenced.or_else(|| is_type.then_some(inline)),
            json: property.value.text_of("x-json").map(str::to_owned),
            is_decimal: node.text_of("format") == Some("decimal") && time(node).is_none(),
            time: time(node),
        });
    }
    shapes.insert(name.to_owned(), shape);
}
