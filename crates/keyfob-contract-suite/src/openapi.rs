//! Schemas of OpenAPI 3.0 as JSON Schema, for a real validator.

use jsonschema::Validator;
use keyfob_codegen::load::{Document, Node};
use serde_json::{Map, Value, json};

/// What checks a value against a schema of the document.
pub fn validator(document: &Document, schema: &Node) -> Validator {
    let schema = closed(&schema.to_json());
    let mut needed = Map::new();
    add(document, &schema, &mut needed);
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "components": {"schemas": needed},
        "allOf": [schema],
    });
    jsonschema::validator_for(&schema).unwrap()
}

/// The components that a schema needs: with all of them, each validator would take as long as all.
fn add(document: &Document, schema: &Value, needed: &mut Map<String, Value>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| add(document, item, needed)),
        Value::Object(members) => members
            .values()
            .for_each(|member| add(document, member, needed)),
        Value::String(text) => {
            if let Some(name) = text.strip_prefix("#/components/schemas/")
                && !needed.contains_key(name)
            {
                let schema = closed(&document.at(&text[1..]).unwrap().to_json());
                needed.insert(name.to_owned(), schema.clone());
                add(document, &schema, needed);
            }
        }
        _ => {}
    }
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
            let drift = members.get("x-drift").and_then(Value::as_array);
            let nullable = members.get("nullable") == Some(&Value::Bool(true));
            if let Some(kind) = members.get("type")
                && (drift.is_some() || nullable)
            {
                let others = drift.into_iter().flatten().cloned();
                let null = nullable.then(|| Value::from("null"));
                let types = std::iter::once(kind.clone()).chain(others).chain(null);
                kept.insert("type".to_owned(), types.collect());
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn is_text(value: Option<&Value>) -> bool {
    value.is_some_and(Value::is_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_drifts_may_be_null_too() {
        let schema = json!({"type": "integer", "x-drift": ["string"], "nullable": true});
        assert_eq!(
            closed(&schema).get("type"),
            Some(&json!(["integer", "string", "null"]))
        );
    }
}
