//! What a schema is at a glance.

use crate::source::Cursor;
use crate::texts::scalar;

/// How deep compositions are looked into.
const DEPTH: usize = 12;

/// What a schema describes.
#[derive(Debug, Clone)]
pub(crate) enum Shape<'a> {
    /// Text, number or boolean; or nobody knows.
    Plain,
    /// A list.
    List,
    /// An object: its members, and whether each is required; none if they are not told.
    Object(Vec<(String, Cursor<'a>, bool)>),
    /// An object, or something else.
    Either(Vec<(String, Cursor<'a>, bool)>, Cursor<'a>),
}

impl<'a> Shape<'a> {
    /// The shape of a schema.
    pub fn of(schema: Cursor<'a>) -> Self {
        shape(schema, DEPTH)
    }
}

fn shape(schema: Cursor<'_>, depth: usize) -> Shape<'_> {
    let (Some(schema), Some(depth)) = (schema.resolve(), depth.checked_sub(1)) else {
        return Shape::Plain;
    };
    let all = schema.get("allOf");
    let mut members = members(schema);
    let mut is_object = is(schema, "object") || !members.is_empty();
    for part in all.into_iter().flat_map(|all| all.items()) {
        match shape(part, depth) {
            Shape::Object(more) => {
                is_object = true;
                members.extend(more);
            }
            Shape::Plain => {}
            other => return other,
        }
    }
    if is_object {
        return Shape::Object(members);
    }
    if is(schema, "array") || schema.get("items").is_some() {
        return Shape::List;
    }
    let variants = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|key| schema.get(key));
    let variants: Vec<_> = variants.flat_map(|list| list.items()).collect();
    let shapes: Vec<_> = variants
        .iter()
        .map(|one| (*one, shape(*one, depth)))
        .collect();
    let object = shapes.iter().find_map(|(_, shape)| match shape {
        Shape::Object(members) => Some(members.clone()),
        _ => None,
    });
    let plain = shapes
        .iter()
        .find(|(one, shape)| matches!(shape, Shape::Plain) && !is(*one, "null"));
    match (object, plain) {
        (Some(members), Some((plain, _))) => Shape::Either(members, *plain),
        (Some(members), None) => Shape::Object(members),
        (None, _) if shapes.iter().any(|(_, shape)| matches!(shape, Shape::List)) => Shape::List,
        (None, _) => Shape::Plain,
    }
}

fn members(schema: Cursor<'_>) -> Vec<(String, Cursor<'_>, bool)> {
    let required = schema
        .get("required")
        .into_iter()
        .flat_map(|list| list.items());
    let required: Vec<_> = required.filter_map(|name| scalar(name.node())).collect();
    let properties = schema.get("properties").into_iter();
    properties
        .flat_map(|properties| properties.entries())
        .map(|(entry, value)| (entry.key.clone(), value, required.contains(&entry.key)))
        .collect()
}

/// Whether a schema says this type.
fn is(schema: Cursor<'_>, kind: &str) -> bool {
    let Some(types) = schema.get("type") else {
        return false;
    };
    types.node().text() == Some(kind) || types.items().any(|one| one.node().text() == Some(kind))
}

/// Whether a schema is bytes.
pub(crate) fn is_bytes(schema: Cursor<'_>) -> bool {
    schema.resolve().is_some_and(|schema| {
        let is_file = is(schema, "file");
        is_file || (is(schema, "string") && schema.text_of("format") == Some("binary"))
    })
}

/// The type of a scalar; `string` for all else.
pub(crate) fn scalar_type(schema: Cursor<'_>) -> &'static str {
    let Some(schema) = schema.resolve() else {
        return "string";
    };
    let known = ["integer", "number", "boolean"];
    known
        .into_iter()
        .find(|kind| is(schema, kind))
        .unwrap_or("string")
}
