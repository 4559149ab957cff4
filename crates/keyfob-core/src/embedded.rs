//! JSON inside a text, as some vendors' forms carry it.

use std::ops::Deref;

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

impl<T: Serialize> Serialize for Embedded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(&self.0)
            .map_err(|_| S::Error::custom("cannot be written as JSON"))?;
        serializer.serialize_str(&text)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Embedded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // The parser's own message would quote values.
        serde_json::from_str(&text)
            .map(Self)
            .map_err(|_| D::Error::custom("the text is not the JSON expected"))
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
