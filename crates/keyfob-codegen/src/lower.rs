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
    for operation in operations(&mut spec) {
        keep_one_success(operation);
        operation.remove("security");
    }
    strip_extensions(&mut spec);
    serde_json::from_value(spec).map_err(|error| {
        Finding::new(
            "openapi",
            Place::start(),
            format!("is not OpenAPI 3.0: {error}"),
        )
    })
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
fn keep_one_success(operation: &mut Map<String, Value>) {
    let Some(responses) = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    let successes = responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'));
    let with_body = successes
        .clone()
        .find(|(_, response)| response.get("content").is_some());
    let kept = with_body
        .or_else(|| successes.clone().next())
        .map(|(_, response)| response.clone());
    responses.clear();
    if let Some(mut kept) = kept {
        // Response headers are read from the answer itself.
        kept.as_object_mut()
            .map(|response| response.remove("headers"));
        responses.insert("200".to_owned(), kept);
    }
}

/// Extensions are for us; examples are for the tests.
fn strip_extensions(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| {
                !name.starts_with("x-") && name != "example" && name != "examples"
            });
            members.values_mut().for_each(strip_extensions);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_extensions),
        _ => {}
    }
}
