//! A string that is never shown.

use std::fmt;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A password, code, token or key.
///
/// `Debug` shows `[redacted]`, there is no `Display`, and the memory is wiped when the last copy is dropped.
/// `Serialize` writes the value, because that is how it goes into a request; so do not serialize one into a log.
///
/// ```
/// use keyfob_core::Secret;
///
/// let password = Secret::new("correct horse");
/// assert_eq!(format!("{password:?}"), "[redacted]");
/// assert_eq!(password.expose(), "correct horse");
/// ```
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes the string over.
    pub fn new(value: impl Into<String>) -> Self {
        let value: String = value.into();
        if value.capacity() == value.len() {
            return Self(SecretString::from(value));
        }
        // A string with room to spare is moved when that is cut off, and leaves its text behind: so it is wiped here.
        let value = Zeroizing::new(value);
        Self(SecretString::from(Box::<str>::from(value.as_str())))
    }

    /// The value itself: for sending it, never for showing it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SecretString::deserialize(deserializer).map(Self)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Secret {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Secret".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "password"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_nothing() {
        let secret = Secret::new("S3CR3T");
        assert_eq!(format!("{secret:?} {secret:#?}"), "[redacted] [redacted]");
        assert_eq!(format!("{:?}", Some(&secret)), "Some([redacted])");
        assert!(!secret.is_empty() && Secret::new("").is_empty());
    }

    #[test]
    fn travels_as_a_plain_string() {
        let secret: Secret = serde_json::from_str("\"S3CR3T\"").unwrap();
        assert_eq!(secret, Secret::from("S3CR3T"));
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"S3CR3T\"");
    }

    #[test]
    fn a_value_of_another_type_is_not_quoted_in_the_error() {
        let error = serde_json::from_str::<Secret>("[\"S3CR3T\"]").unwrap_err();
        assert!(!error.to_string().contains("S3CR3T"));
    }
}
