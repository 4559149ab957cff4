//! Lower: the spec as progenitor is to see it.
//!
//! progenitor panics on some honest specs and reads others wrongly. The spec stays honest; what it cannot take is changed here,
//! on a copy, and only here.

use openapiv3::OpenAPI;
use serde_json::{Map, Value};

use crate::finding::{Finding, Place};
use crate::load::Document;

/// The lowered spec.
///
/// # Errors
/// What is not OpenAPI 3.0, in the parser's words.
pub fn lower(document: &Document) -> Result<OpenAPI, Finding> {
    let mut spec = document.root.to_json();
    let shared = spec
        .pointer("/components/responses")
        .cloned()
        .unwrap_or_default();
    for operation in operations(&mut spec) {
        keep_one_success(operation, &shared);
        operation.remove("security");
    }
    name_embedded(&mut spec);
    strip_extensions(&mut spec, false);
    for part in ["components", "paths"] {
        spec.get_mut(part)
            .into_iter()
            .for_each(|part| forget_titles(part, false));
    }
    serde_json::from_value(spec).map_err(|error| {
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

fn operations(spec: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let paths = spec.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut);
    items
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
        .filter(|o| o.contains_key("operationId"))
}

/// Errors are read by the runtime, whatever their status and their body; so progenitor sees none of them. Of the
/// successes it sees one: the runtime takes any 2xx for it, and answers without a body panic beside ones with.
fn keep_one_success(operation: &mut Map<String, Value>, shared: &Value) {
    let Some(responses) = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    let mut successes: Vec<Value> = responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .map(|(_, response)| resolved(response, shared).clone())
        .collect();
    responses.clear();
    successes.sort_by_key(|response| response.get("content").is_none());
    if let Some(Value::Object(mut kept)) = successes.into_iter().next() {
        // Response headers are read from the answer itself.
        kept.remove("headers");
        responses.insert("200".to_owned(), Value::Object(kept));
    }
}

fn resolved<'a>(response: &'a Value, shared: &'a Value) -> &'a Value {
    let reference = response.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    name.and_then(|name| shared.get(name)).unwrap_or(response)
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
