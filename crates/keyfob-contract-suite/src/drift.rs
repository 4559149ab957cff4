//! What the types make of members that vendors send as another type than they should, as an empty text, or by another word.

use keyfob_codegen::load::Node;
use serde_json::{Number, Value};

use crate::json::text;
use crate::spec::Described;

impl Described {
    /// An answer as its type keeps it: what is of another type, and says so with `x-drift`, is converted; another word for a known
    /// value is that value; and an empty text in the place of a decimal or of a known value is nothing.
    pub fn settled(&self, schema: &str, value: &Value) -> Value {
        self.converted(self.schema(schema), value)
    }

    /// Whether the members of what stands at this place of an answer have names of the vendor's choice, and one type.
    pub fn is_map(&self, schema: &str, at: &str) -> bool {
        let mut found = Some(self.schema(schema));
        for step in at.split('/').skip(1) {
            found = found.and_then(|it| {
                let it = self.document.resolve(it)?;
                let property = it.get("properties").and_then(|all| all.get(step));
                let property = property.or_else(|| it.get("items"));
                property.or_else(|| it.get("additionalProperties"))
            });
        }
        let found = found.and_then(|it| self.document.resolve(it));
        found.is_some_and(|it| it.get("additionalProperties").is_some())
    }

    fn converted(&self, schema: &Node, value: &Value) -> Value {
        let schema = self.document.resolve(schema).unwrap();
        match value {
            Value::String(text) if schema.get("x-known-values").is_some() => {
                self.known(schema, text)
            }
            Value::String(text) if is_decimal(schema) && text.trim().is_empty() => Value::Null,
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

    /// A text in the place of a known value: the one that requests have, or the text as it came.
    fn known(&self, schema: &Node, text: &str) -> Value {
        let words = self.schema(schema.text_of("x-known-values").unwrap());
        let of = |key: &str| -> Vec<&str> {
            let items = words.get(key).map(Node::items).unwrap_or_default();
            items.iter().filter_map(Node::text).collect()
        };
        let (wires, names) = (of("enum"), of("x-enum-varnames"));
        let plain = text.trim();
        let place = |all: &[&str]| all.iter().position(|one| one.eq_ignore_ascii_case(plain));
        let exact = wires.iter().position(|wire| *wire == plain);
        let found = exact.or_else(|| place(&wires)).or_else(|| place(&names));
        let aliases = words.get("x-aliases").map(Node::entries);
        let mut aliases = aliases.unwrap_or_default().iter();
        let mut alias = || aliases.find(|alias| alias.key.eq_ignore_ascii_case(plain));
        match found {
            _ if plain.is_empty() => Value::Null,
            Some(place) => wires[place].into(),
            None => alias().map_or_else(|| text.into(), |alias| alias.value.to_json()),
        }
    }
}

fn is_decimal(schema: &Node) -> bool {
    schema.text_of("format") == Some("decimal")
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
