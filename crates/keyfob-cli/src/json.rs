//! JSON as it came: members in their order, numbers digit by digit.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// What a secret is shown as.
const MASK: &str = "[redacted]";

/// A value of JSON.
#[derive(Debug)]
pub enum Json {
    /// A text, a number, true, false or null, as it is written.
    Plain(Box<RawValue>),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text; none if it is no JSON.
    pub fn parse(text: &str) -> Option<Self> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        Self::of(raw)
    }

    fn of(raw: &RawValue) -> Option<Self> {
        let text = raw.get();
        Some(match text.as_bytes().first()? {
            b'{' => {
                let members: Members = read(text)?;
                let read = |(name, raw): (String, Box<RawValue>)| Some((name, Self::of(&raw)?));
                Self::Object(members.0.into_iter().map(read).collect::<Option<_>>()?)
            }
            b'[' => {
                let items: Vec<Box<RawValue>> = read(text)?;
                Self::List(
                    items
                        .iter()
                        .map(|raw| Self::of(raw))
                        .collect::<Option<_>>()?,
                )
            }
            _ => Self::Plain(raw.to_owned()),
        })
    }

    /// Whether it is an object that has this member.
    pub fn has(&self, member: &str) -> bool {
        matches!(self, Self::Object(members) if members.iter().any(|(name, _)| name == member))
    }

    /// The first of these names that a member has, however deep.
    pub fn first_of<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        match self {
            Self::Plain(_) => None,
            Self::List(items) => items.iter().find_map(|item| item.first_of(names)),
            Self::Object(members) => members.iter().find_map(|(name, value)| {
                let own = names.iter().find(|known| *known == name).copied();
                own.or_else(|| value.first_of(names))
            }),
        }
    }

    /// Puts a mask in place of every text and number under one of these names; whether there was any.
    pub fn mask(&mut self, names: &BTreeSet<String>) -> bool {
        match self {
            Self::Plain(_) => false,
            Self::List(items) => items
                .iter_mut()
                .fold(false, |masked, item| item.mask(names) | masked),
            Self::Object(members) => {
                let mut masked = false;
                for (name, value) in members {
                    masked |= match value {
                        Self::Plain(raw) if names.contains(name) => hide(raw),
                        other => other.mask(names),
                    };
                }
                masked
            }
        }
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// Whether there was something to hide.
fn hide(raw: &mut Box<RawValue>) -> bool {
    let is_empty = matches!(raw.get(), "null" | "\"\"" | "true" | "false");
    if let (false, Ok(mask)) = (is_empty, serde_json::value::to_raw_value(MASK)) {
        *raw = mask;
        return true;
    }
    false
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(raw) => raw.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// The members of an object in their order.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_it_changes() {
        let text = r#"{"z":0.10000000000000000001,"a":[1e3,{"b":null}],"n":9007199254740993,"z":"\u00e9"}"#;
        let json = Json::parse(text).unwrap();
        assert_eq!(serde_json::to_string(&json).unwrap(), text);
        assert!(json.has("a") && !json.has("b"));
        assert_eq!(json.first_of(&["x", "b"]), Some("b"));
        for text in ["", "{", "[1,]", "{\"a\" 1}"] {
            assert!(Json::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn secrets_are_masked_however_deep() {
        let names = BTreeSet::from(["token".to_owned()]);
        let mut json = Json::parse(
            r#"{"token":"S3CR3T","rows":[{"token":5,"id":5}],"other":{"token":null},"list":{"token":["x"]}}"#,
        )
        .unwrap();
        assert!(json.mask(&names));
        let shown = serde_json::to_string(&json).unwrap();
        assert_eq!(
            shown,
            r#"{"token":"[redacted]","rows":[{"token":"[redacted]","id":5}],"other":{"token":null},"list":{"token":["x"]}}"#
        );
        assert!(!Json::parse(r#"{"id":5}"#).unwrap().mask(&names));
    }
}
