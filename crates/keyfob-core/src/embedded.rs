//! JSON inside a text, as some vendors' forms carry it.
//!
//! At a field, so that the caller holds the value itself:
//!
//! ```
//! #[derive(serde::Serialize)]
//! struct Form {
//!     #[serde(rename = "jData", with = "keyfob_core::embedded")]
//!     order: Vec<i64>,
//! }
//!
//! let form = Form { order: vec![1, 2] };
//! assert_eq!(serde_json::to_string(&form)?, r#"{"jData":"[1,2]"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! `serde_with::json::JsonString` does the same; its errors quote what it could not read, and a dependency for two functions is none
//! that a user should compile.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::{call, members};

/// A value that travels as a text with JSON in it.
///
/// ```
/// use keyfob_core::Embedded;
///
/// let field = Embedded(vec![1, 2]);
/// assert_eq!(serde_json::to_string(&field).unwrap(), "\"[1,2]\"");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedded<T>(pub T);

impl<T> Deref for Embedded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Embedded<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// Writes a value as a text with JSON in it.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = call::embedded(|| serde_json::to_string(value).ok())
        .ok_or_else(|| S::Error::custom("cannot be written as JSON"))?;
    serializer.serialize_str(&text)
}

/// Reads a value from a text with JSON in it.
///
/// # Errors
/// If it is no text, or not the JSON of such a value.
pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    // The parser's own message would quote values.
    serde_json::from_str(&text).map_err(|_| D::Error::custom("the text is not the JSON expected"))
}

/// How it is written and read as a member.
#[doc(hidden)]
#[derive(Debug)]
pub enum Form {}

impl<T: Serialize + DeserializeOwned> members::Form<T> for Form {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(value, serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserialize(deserializer)
    }
}

impl<T: Serialize> Serialize for Embedded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Embedded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

/// Whether a body is this form: the same fields, and JSON in them compared as JSON. A member that is null is like one that is not
/// there: which of them go depends on the environment.
#[doc(hidden)]
pub fn is_form(form: &Value, body: &[u8]) -> bool {
    let Ok(sent) = serde_urlencoded::from_bytes::<BTreeMap<String, String>>(body) else {
        return false;
    };
    let wanted = form.as_object().into_iter().flatten();
    let wanted = wanted
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), read(&text))
        });
    let sent: BTreeMap<String, Value> = sent
        .into_iter()
        .map(|(name, text)| (name, read(&text)))
        .collect();
    wanted.collect::<BTreeMap<_, _>>() == sent
}

/// An object in a text without its nulls; any other text as it is.
fn read(text: &str) -> Value {
    match serde_json::from_str::<Map<String, Value>>(text) {
        Ok(mut members) => {
            members.retain(|_, value| !value.is_null());
            Value::Object(members)
        }
        Err(_) => Value::String(text.to_owned()),
    }
}

#[cfg(feature = "schemars")]
impl<T> schemars::JsonSchema for Embedded<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Embedded".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "contentMediaType": "application/json"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Form {
        #[serde(with = "super")]
        inner: Vec<i64>,
    }

    #[test]
    fn a_field_travels_as_json_in_a_text_and_its_errors_quote_nothing() {
        let form = Form { inner: vec![1, 2] };
        let json = serde_json::to_string(&form).unwrap();
        assert_eq!(json, r#"{"inner":"[1,2]"}"#);
        assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
        let error = serde_json::from_str::<Form>(r#"{"inner":"[\"S3CR3T\"]"}"#).unwrap_err();
        assert!(!error.to_string().contains("S3CR3T"), "{error}");
    }

    #[test]
    fn forms_are_compared_by_what_they_say() {
        let form = json!({"jData": r#"{"a":"1","b":null}"#, "x": "y z", "n": null});
        let is = |fields: &[(&str, &str)]| {
            is_form(
                &form,
                serde_urlencoded::to_string(fields).unwrap().as_bytes(),
            )
        };
        assert!(is(&[("x", "y z"), ("jData", r#"{ "a": "1" }"#)]));
        assert!(is(&[("x", "y z"), ("jData", r#"{"b":null,"a":"1"}"#)]));
        assert!(!is(&[("x", "y z"), ("jData", r#"{"a":"2"}"#)]));
        assert!(!is(&[("x", "y z"), ("jData", r#"{"a":"1","c":"3"}"#)]));
        assert!(!is(&[("jData", r#"{"a":"1"}"#)]));
        assert!(!is(&[
            ("x", "y z"),
            ("jData", r#"{"a":"1"}"#),
            ("more", "")
        ]));
    }
}
