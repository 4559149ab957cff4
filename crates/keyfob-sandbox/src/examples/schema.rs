//! Schemas of OpenAPI 3.0 as JSON Schema, and what checks values against them.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::document::{Document, items, members, says, text};

/// Where the component schemas are, for references.
const COMPONENTS: &str = "json-schema:///components";

/// Keywords that mean the same in both, and hold no schemas.
const PLAIN: [&str; 13] = [
    "enum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "required",
    "type",
    "uniqueItems",
];

/// The component schemas.
pub(super) struct Schemas<'a> {
    document: &'a Document,
    registry: Registry<'static>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(document: &'a Document) -> Result<Self, String> {
        let components = document.0.get("components").unwrap_or(&Value::Null);
        let components: Map<_, _> = members(components, "schemas")
            .map(|(name, schema)| (name.clone(), json_schema(schema)))
            .collect();
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(COMPONENTS, json!({ "schemas": components }))
            .and_then(|registry| registry.prepare());
        Ok(Self {
            document,
            registry: registry.map_err(|error| error.to_string())?,
        })
    }

    /// What checks a value against a schema of the document.
    pub(super) fn validator(&self, schema: &Value) -> Result<Validator, String> {
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(false)
            .build(&json_schema(schema))
            .map_err(|error| error.masked().to_string())
    }

    /// The schema itself, where this one only leads to it: by a reference, or by an `allOf` of that alone.
    pub(super) fn resolve<'b>(&'b self, schema: &'b Value) -> &'b Value {
        let schema = self.document.resolve(schema).unwrap_or(schema);
        match items(schema, "allOf") {
            [only] => self.document.resolve(only).unwrap_or(schema),
            _ => schema,
        }
    }
}

/// The same schema in the words of JSON Schema, with the types that the vendor is known to drift to (`x-drift`).
fn json_schema(schema: &Value) -> Value {
    if let Some(name) = text(schema, "$ref").strip_prefix("#/components/") {
        return json!({ "$ref": format!("{COMPONENTS}#/{name}") });
    }
    let Value::Object(object) = schema else {
        // `true` and `false` are schemas, too.
        return schema.clone();
    };
    let mut made = Map::new();
    for (key, value) in object {
        let value = match key.as_str() {
            "properties" => Value::Object(
                members(schema, "properties")
                    .map(|(name, schema)| (name.clone(), json_schema(schema)))
                    .collect(),
            ),
            "items" | "additionalProperties" | "not" => json_schema(value),
            "allOf" | "anyOf" | "oneOf" => items(schema, key).iter().map(json_schema).collect(),
            "minimum" | "maximum" => {
                let exclusive = match key.as_str() {
                    "minimum" => "exclusiveMinimum",
                    _ => "exclusiveMaximum",
                };
                let key = if says(schema, exclusive) {
                    exclusive
                } else {
                    key
                };
                made.insert(key.to_owned(), value.clone());
                continue;
            }
            plain if PLAIN.contains(&plain) => value.clone(),
            _ => continue,
        };
        made.insert(key.clone(), value);
    }
    let drift = items(schema, "x-drift").iter().cloned();
    let null = says(schema, "nullable").then(|| Value::from("null"));
    let more: Vec<Value> = drift.chain(null.clone()).collect();
    if let Some(one @ Value::String(_)) = made.get("type").cloned()
        && !more.is_empty()
    {
        made.insert(
            "type".to_owned(),
            std::iter::once(one).chain(more).collect(),
        );
    }
    if let (Some(_), Some(Value::Array(values))) = (&null, made.get_mut("enum")) {
        values.push(Value::Null);
    }
    match null {
        Some(_) if !made.contains_key("type") => json!({"anyOf": [made, {"type": "null"}]}),
        _ => Value::Object(made),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(schema: Value, fits: &[Value], does_not: &[Value]) {
        let document = Document(json!({"components": {"schemas": {
            "Way": {"type": "string", "enum": ["a", "b"]},
            "Tree": {"type": "object", "properties": {"id": {"type": "string"}, "in": {"$ref": "#/components/schemas/Tree"}}},
        }}}));
        let schemas = Schemas::new(&document).unwrap();
        let validator = schemas.validator(&schema).unwrap();
        for value in fits {
            assert!(validator.is_valid(value), "{value}");
        }
        for value in does_not {
            assert!(!validator.is_valid(value), "{value}");
        }
    }

    #[test]
    fn null_is_taken_where_the_spec_says_so() {
        check(json!({"type": "string"}), &[json!("")], &[Value::Null]);
        let text = json!({"type": "string", "nullable": true, "enum": ["x"]});
        check(text, &[json!("x"), Value::Null], &[json!("y"), json!(1)]);
        let way = json!({"allOf": [{"$ref": "#/components/schemas/Way"}], "nullable": true});
        check(way, &[json!("a"), Value::Null], &[json!("c")]);
    }

    #[test]
    fn bounds_drift_and_recursion_are_those_of_openapi() {
        let above = json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true});
        check(above, &[json!(2)], &[json!(1)]);
        let drift = json!({"type": "integer", "x-drift": ["string"]});
        check(drift, &[json!(1), json!("1")], &[json!(true)]);
        let tree = json!({"$ref": "#/components/schemas/Tree"});
        check(
            tree,
            &[json!({"in": {"in": {"id": "x"}}})],
            &[json!({"in": {"in": 1}})],
        );
    }

    #[test]
    fn a_member_that_is_called_like_a_keyword_is_a_member() {
        let schema = json!({"type": "object", "properties": {"nullable": {"type": "boolean"}, "$ref": {"type": "string"}}});
        check(
            schema,
            &[json!({"nullable": true, "$ref": "x"})],
            &[json!({"nullable": 1})],
        );
    }
}
