//! Values without places, to be made and written: maps keep the order in which they were made.

use std::fmt;

use serde_json::{Number, Value};

use super::scalar::Quotes;
use super::write;
use crate::load::{Kind, Node};

/// A value without a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// A map; no key is there twice.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// An empty map.
    pub fn map() -> Self {
        Self::Map(Vec::new())
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value)
    }

    /// The value under a key of a map, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match self {
            Self::Map(entries) => {
                let found = entries.iter_mut().find(|(known, _)| known == key);
                found.map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Puts a value under a key of a map: in its place if the key is there, else at the end. Anything else than a map stays as it is.
    pub fn set(&mut self, key: &str, value: impl Into<Self>) {
        let Self::Map(entries) = self else { return };
        let value = value.into();
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => *old = value,
            None => entries.push((key.to_owned(), value)),
        }
    }

    /// The same map with one more entry.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Self>) -> Self {
        self.set(key, value);
        self
    }

    /// Takes an entry out of a map.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        let Self::Map(entries) = self else {
            return None;
        };
        let at = entries.iter().position(|(known, _)| known == key)?;
        Some(entries.remove(at).1)
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a YAML document, as people write it. It reads back as the same value.
    pub fn to_yaml(&self) -> String {
        write::document(self)
    }

    /// The same value as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::String(text.clone()),
            Self::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Self::Map(entries) => Value::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.to_json()))
                    .collect(),
            ),
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// In one line, as YAML.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write::flow(self, Quotes::Needed))
    }
}

impl From<&Node> for Tree {
    fn from(node: &Node) -> Self {
        match &node.kind {
            Kind::Null => Self::Null,
            Kind::Bool(value) => Self::Bool(*value),
            Kind::Number(number) => Self::Number(number.clone()),
            Kind::Text(text) => Self::Text(text.clone()),
            Kind::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Kind::Map(map) => Self::Map(
                map.entries()
                    .iter()
                    .map(|entry| (entry.key.clone(), Self::from(&entry.value)))
                    .collect(),
            ),
        }
    }
}

impl From<&Value> for Tree {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Map(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.into()))
                    .collect(),
            ),
        }
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<Tree>> for Tree {
    fn from(items: Vec<Tree>) -> Self {
        Self::List(items)
    }
}
