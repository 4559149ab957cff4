//! Lower: the component schemas as progenitor is to see them.
//!
//! progenitor makes the types and nothing else: operations, builders and mocks are the generator's own. The spec stays honest; what
//! progenitor cannot take is changed here, on a copy, and only here.

mod decimals;
mod mark;

use openapiv3::OpenAPI;
use serde_json::{Map, Value, json};

use crate::finding::{Finding, Place};
use crate::load::Document;

use self::decimals::Reach;
pub(crate) use self::decimals::WITHIN;
pub(crate) use self::mark::TIME;

/// The lowered spec.
///
/// # Errors
/// What is not OpenAPI 3.0, in the parser's words.
pub fn lower(document: &Document) -> Result<OpenAPI, Finding> {
    let spec = document.root.to_json();
    let mut schemas = spec
        .pointer("/components/schemas")
        .cloned()
        .unwrap_or_else(|| json!({}));
    for schema in schemas
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
    {
        mark::mark(schema);
        decimals::rename(schema, Reach::None);
    }
    name_embedded(&mut schemas);
    strip_extensions(&mut schemas, true);
    forget_titles(&mut schemas, true);
    let lowered = json!({
        "openapi": spec.get("openapi"),
        "info": {"title": document.name, "version": "0"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    serde_json::from_value(lowered).map_err(|error| {
        Finding::new(
            "openapi",
            Place::start(),
            format!("is not OpenAPI 3.0: {error}"),
        )
    })
}

/// The format under which a text with JSON of this schema in it is known below.
pub(crate) fn embedded_format(schema: &str) -> String {
    format!("json:{schema}")
}

/// A text that carries JSON says so by its format, which is converted to a type.
fn name_embedded(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(schema) = members.get("x-json").and_then(Value::as_str) {
                let format = embedded_format(schema);
                members.insert("format".to_owned(), Value::String(format));
            }
            members.values_mut().for_each(name_embedded);
        }
        Value::Array(items) => items.iter_mut().for_each(name_embedded),
        _ => {}
    }
}

/// A title would name a type, and name it twice where it is another's name, too: types are named by where they stand.
fn forget_titles(value: &mut Value, names: bool) {
    match value {
        Value::Object(members) => {
            if !names {
                members.remove("title");
            }
            for (name, member) in members {
                forget_titles(member, !names && name == "properties");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| forget_titles(item, false)),
        _ => {}
    }
}

/// Extensions are for us; examples are for the tests. Where `names` are the vendor's own, as below `properties`, nothing is an extension.
fn strip_extensions(value: &mut Value, names: bool) {
    match value {
        Value::Object(members) => {
            if !names {
                members.retain(|name, _| {
                    !name.starts_with("x-") && name != "example" && name != "examples"
                });
            }
            for (name, member) in members {
                strip_extensions(member, !names && name == "properties");
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| strip_extensions(item, false)),
        _ => {}
    }
}
