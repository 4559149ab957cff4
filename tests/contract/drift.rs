//! Members that vendors send as another type than they should: what the types make of them.

use keyfob_codegen::load::Node;
use serde_json::{Number, Value};

use crate::contract::json::text;
use crate::contract::spec::Described;

impl Described {
    /// An answer as its type keeps it: what is of another type, and says so with `x-drift`, is converted.
    pub fn settled(&self, schema: &str, value: &Value) -> Value {
        self.converted(self.schema(schema), value)
    }

    fn converted(&self, schema: &Node, value: &Value) -> Value {
        let schema = self.document.resolve(schema).unwrap();
        match value {
            _ if schema.get("x-drift").is_some() && !value.is_null() => of_type(schema, value),
            Value::Array(items) => match schema.get("items") {
                Some(of_item) => items
                    .iter()
                    .map(|item| self.converted(of_item, item))
                    .collect(),
                None => value.clone(),
            },
            Value::Object(members) => {
                let properties = schema.get("properties");
                let members = members.iter().map(|(name, member)| {
                    let property = properties.and_then(|all| all.get(name));
                    let property = property.or_else(|| schema.get("additionalProperties"));
                    let of_member = property.filter(|it| !it.entries().is_empty());
                    let member =
                        of_member.map_or_else(|| member.clone(), |it| self.converted(it, member));
                    (name.clone(), member)
                });
                Value::Object(members.collect())
            }
            _ => value.clone(),
        }
    }
}

/// The same scalar as the type that the schema says; nothing, if it is none of that type.
fn of_type(schema: &Node, value: &Value) -> Value {
    let text = text(value);
    match schema.text_of("type") {
        Some("string") => text.into(),
        Some("integer" | "number") => text.parse::<Number>().map_or(Value::Null, Value::Number),
        Some("boolean") => match text.as_str() {
            "true" | "1" => true.into(),
            "false" | "0" => false.into(),
            _ => Value::Null,
        },
        _ => value.clone(),
    }
}
