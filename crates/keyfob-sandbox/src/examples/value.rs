//! Values that come as text: parameters and the members of forms.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::document::{members, text};
use super::schema::Schemas;

/// What text is to be read as.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    List(Box<Kind>),
    /// An object with the kinds of its members: a form.
    Form(BTreeMap<String, Kind>),
}

impl Kind {
    /// The kind of a schema. The members of members are text: forms have no deeper ones.
    pub(super) fn of(schemas: &Schemas<'_>, schema: &Value) -> Self {
        Self::below(schemas, schema, true)
    }

    fn below(schemas: &Schemas<'_>, schema: &Value, is_top: bool) -> Self {
        let schema = schemas.resolve(schema);
        match text(schema, "type") {
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "array" => {
                let items = schema.get("items").unwrap_or(&Value::Null);
                Self::List(Box::new(Self::below(schemas, items, false)))
            }
            _ if is_top => {
                let properties = members(schema, "properties");
                let kinds: BTreeMap<_, _> = properties
                    .map(|(name, schema)| (name.clone(), Self::below(schemas, schema, false)))
                    .collect();
                match kinds.is_empty() && text(schema, "type") != "object" {
                    true => Self::Text,
                    false => Self::Form(kinds),
                }
            }
            _ => Self::Text,
        }
    }

    /// The value of these texts under one name; what cannot be read stays a text, which then does not fit the schema.
    pub(super) fn read(&self, texts: &[String]) -> Value {
        match (self, texts) {
            (Self::List(each), _) => texts.iter().map(|text| each.scalar(text)).collect(),
            (_, [text]) => self.scalar(text),
            // A name that came twice is a list, which then does not fit the schema.
            _ => texts.iter().map(|text| self.scalar(text)).collect(),
        }
    }

    /// The object of a form's pairs.
    pub(super) fn form(&self, pairs: &[(String, String)]) -> Value {
        let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, text) in pairs {
            texts.entry(name).or_default().push(text.clone());
        }
        let members = texts.into_iter().map(|(name, texts)| {
            let kind = match self {
                Self::Form(kinds) => kinds.get(name),
                _ => None,
            };
            (name.to_owned(), kind.unwrap_or(&Self::Text).read(&texts))
        });
        Value::Object(members.collect::<Map<_, _>>())
    }

    fn scalar(&self, text: &str) -> Value {
        let read = match self {
            Self::Integer => text.parse::<i64>().ok().map(Value::from),
            Self::Number => text.parse::<Number>().ok().map(Value::Number),
            Self::Boolean => text.parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        read.unwrap_or_else(|| Value::from(text))
    }
}

/// The pairs of a query or of a form.
pub(super) fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn text_is_read_as_the_schema_says() {
        let texts =
            |texts: &[&str]| -> Vec<String> { texts.iter().map(|&text| text.to_owned()).collect() };
        assert_eq!(Kind::Integer.read(&texts(&["12"])), json!(12));
        assert_eq!(Kind::Integer.read(&texts(&["12.5"])), json!("12.5"));
        assert_eq!(Kind::Number.read(&texts(&["12.5"])), json!(12.5));
        assert_eq!(Kind::Boolean.read(&texts(&["true"])), json!(true));
        assert_eq!(Kind::Text.read(&texts(&["12"])), json!("12"));
        assert_eq!(Kind::Text.read(&texts(&["1", "2"])), json!(["1", "2"]));
        let list = Kind::List(Box::new(Kind::Integer));
        assert_eq!(list.read(&texts(&["1"])), json!([1]));
        let form = Kind::Form(BTreeMap::from([("n".to_owned(), Kind::Integer)]));
        let pairs = pairs(b"n=1&other=a+b%26");
        assert_eq!(form.form(&pairs), json!({"n": 1, "other": "a b&"}));
    }
}
