//! The members of an answer that are not described.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// The members of an answer that its type does not know, as they came.
///
/// It can be read like a map. `Debug` shows their names alone: what nobody has described may be a token. Numbers are as `serde_json`
/// reads them; where every digit counts, take the body: `Settings::with_bodies`. A member of many small parts, thousands of them, is left
/// out for its memory's sake, and told by `ResponseValue::drift`.
///
/// ```
/// let other: keyfob_core::Other = serde_json::from_str(r#"{"newField": 7}"#)?;
/// assert_eq!(other["newField"], 7);
/// assert_eq!(format!("{other:?}"), r#"{"newField"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Other(Map<String, Value>);

impl Other {
    /// The map itself.
    pub fn into_inner(self) -> Map<String, Value> {
        self.0
    }
}

impl Deref for Other {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl From<Map<String, Value>> for Other {
    fn from(members: Map<String, Value>) -> Self {
        Self(members)
    }
}

impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Serialize for Other {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Other {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Other {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Other".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object", "additionalProperties": true})
    }
}
