//! Schemas of OpenAPI 3.0 as JSON Schema, for a real validator.

use jsonschema::Validator;
use keyfob_codegen::load::{Document, Node};
use serde_json::{Map, Value, json};

/// What checks a value against a schema of the document.
pub fn validator(document: &Document, schema: &Node) -> Validator {
    let components = document.at("/components/schemas").unwrap().to_json();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "components": {"schemas": closed(&components)},
        "allOf": [closed(&schema.to_json())],
    });
    jsonschema::validator_for(&schema).unwrap()
}

/// The same schema in the words of JSON Schema, with `nullable` and the types that the vendor is known to drift to.
///
/// Objects take no members but their own, unless they say otherwise: answers are read tolerantly, but their examples
/// are ours, and a strange member in one is a slip of the pen.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(closed).collect(),
        Value::Object(members) => {
            let kept = members
                .iter()
                .filter(|(name, _)| !name.starts_with("x-") && *name != "nullable");
            let mut kept: Map<_, _> = kept
                .map(|(name, member)| (name.clone(), closed(member)))
                .collect();
            if members.get("properties").is_some_and(|it| it.is_object())
                && is_text(members.get("type"))
            {
                kept.entry("additionalProperties")
                    .or_insert(Value::Bool(false));
            }
            if let Some(Value::Array(drift)) = members.get("x-drift") {
                let types = std::iter::once(&members["type"]).chain(drift).cloned();
                kept.insert("type".to_owned(), types.collect());
            }
            if members.get("nullable") == Some(&Value::Bool(true)) {
                kept.insert("type".to_owned(), json!([members["type"], "null"]));
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn is_text(value: Option<&Value>) -> bool {
    value.is_some_and(Value::is_string)
}
