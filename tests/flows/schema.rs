//! The specs' schemas for a JSON Schema library, strict: a member that the spec does not know is an error.

use jsonschema::Validator;
use keyfob_codegen::load::Document;
use serde_json::{Map, Value, json};

/// A validator for one component schema.
pub fn validator(document: &Document, name: &str) -> Validator {
    let mut schemas = document
        .at("/components/schemas")
        .expect("schemas")
        .to_json();
    convert(&mut schemas);
    let root =
        json!({"$ref": format!("#/components/schemas/{name}"), "components": {"schemas": schemas}});
    jsonschema::validator_for(&root).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// OpenAPI 3.0's dialect as JSON Schema: `nullable` and `x-drift` become types, and objects are closed unless they say otherwise.
fn convert(value: &mut Value) {
    match value {
        Value::Object(members) => {
            close(members);
            let null =
                (members.remove("nullable") == Some(Value::Bool(true))).then(|| json!("null"));
            let drift = members.remove("x-drift");
            let others: Vec<Value> = drift
                .as_ref()
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .cloned()
                .chain(null)
                .collect();
            if let Some(kind) = members.get_mut("type")
                && !others.is_empty()
            {
                *kind = std::iter::once(kind.take()).chain(others).collect();
            }
            members.values_mut().for_each(convert);
        }
        Value::Array(items) => items.iter_mut().for_each(convert),
        _ => {}
    }
}

fn close(members: &mut Map<String, Value>) {
    let typed = members.get("type").is_some_and(|kind| kind == "object");
    if typed && members.contains_key("properties") && !members.contains_key("additionalProperties")
    {
        members.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}
