//! Names: members get those that Rust shows, and what the spec says of them travels in their descriptions.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::mark::{Mark, MarkedValue};
use crate::times;

/// Renames the members of a schema and of those within, and marks them.
pub(super) fn mark(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    mark_enum(schema);
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get_mut(key) {
            mark(inner);
        }
    }
    let Some(Value::Object(properties)) = schema.remove("properties") else {
        return;
    };
    let mut renamed = Map::new();
    let mut names = BTreeMap::new();
    for (wire, mut property) in properties {
        mark(&mut property);
        let name = match property.get("x-name").and_then(Value::as_str) {
            Some(name) => name.to_owned(),
            None => wire.clone(),
        };
        if let Some(property) = property.as_object_mut() {
            // What stands beside a reference counts for nothing in OpenAPI 3.0; beside an `allOf` of it, it does.
            if let Some(reference) = property.remove("$ref") {
                property.insert("allOf".to_owned(), json!([{"$ref": reference}]));
            }
            let time = time(property);
            let mark = Mark {
                time,
                wire: (name != wire).then(|| wire.clone()),
                alias: texts(property.get("x-alias")),
                known: text(property.get("x-known-values")),
                decimal: decimal(property),
                ..read(property)
            };
            write(property, &mark);
        }
        names.insert(wire, name.clone());
        renamed.insert(name, property);
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        for entry in required {
            let name = entry.as_str().and_then(|wire| names.get(wire));
            if let Some(name) = name {
                *entry = Value::String(name.clone());
            }
        }
    }
    schema.insert("properties".to_owned(), Value::Object(renamed));
}

/// Marks an enum with the names and descriptions of its values.
fn mark_enum(schema: &mut Map<String, Value>) {
    let values = texts(schema.get("enum"));
    if values.is_empty() {
        return;
    }
    let names = texts(schema.get("x-enum-varnames"));
    let descriptions = texts(schema.get("x-enum-descriptions"));
    let values = values
        .into_iter()
        .enumerate()
        .map(|(at, wire)| MarkedValue {
            wire,
            name: names.get(at).cloned(),
            description: descriptions.get(at).cloned(),
        });
    let aliases = schema.get("x-aliases").and_then(Value::as_object);
    let aliases = aliases.into_iter().flatten();
    let mark = Mark {
        values: values.collect(),
        aliases: aliases
            .filter_map(|(alias, value)| Some((alias.clone(), value.as_str()?.to_owned())))
            .collect(),
        ..Mark::default()
    };
    write(schema, &mark);
}

/// The format under which a point in time is known below.
pub(crate) const TIME: &str = "time";

/// How a point in time is read and written, or the points in time of a list. The number becomes one of a format that is converted.
fn time(schema: &mut Map<String, Value>) -> Option<String> {
    let schema = match schema.contains_key("items") {
        true => schema.get_mut("items")?.as_object_mut()?,
        false => schema,
    };
    let said = |key: &str| schema.get(key).and_then(Value::as_str);
    let form = times::form(said("x-time")?, said("type")?)?;
    schema.insert("type".to_owned(), json!("number"));
    schema.insert("format".to_owned(), json!(TIME));
    Some(form.to_owned())
}

/// The form of a decimal, or of the decimals of a list.
fn decimal(schema: &Map<String, Value>) -> Option<String> {
    let items = schema.get("items").and_then(Value::as_object);
    let schema = items.unwrap_or(schema);
    let is_decimal = schema.get("format").and_then(Value::as_str) == Some("decimal");
    let is_text = schema.get("type").and_then(Value::as_str) == Some("string");
    is_decimal.then(|| if is_text { "text" } else { "number" }.to_owned())
}

/// The mark that a schema has already.
fn read(schema: &Map<String, Value>) -> Mark {
    let description = schema.get("description").and_then(Value::as_str);
    description.and_then(Mark::of).unwrap_or_default()
}

/// Puts a mark that says something into the description, in place of the one that is there.
fn write(schema: &mut Map<String, Value>, mark: &Mark) {
    if *mark != Mark::default() {
        let text = text(schema.get("description")).unwrap_or_default();
        let text = mark.put(Mark::rest(&text));
        schema.insert("description".to_owned(), Value::String(text));
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
