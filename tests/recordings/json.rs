//! JSON as it was written: numbers by their digits, members that are there twice, twice.

use std::fmt;

use keyfob_codegen::load::{Document, Kind, Node};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// A value. The order of members and blanks between them do not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Json {
    /// `null`, a boolean or a number, as written.
    Plain(String),
    Text(String),
    List(Vec<Json>),
    /// Sorted.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads JSON; nothing if it is none.
    pub fn read(text: &str) -> Option<Self> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        let text = raw.get();
        Some(match text.as_bytes().first()? {
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
                let items = items.into_iter().map(|item| Self::read(item.get()));
                Self::List(items.collect::<Option<_>>()?)
            }
            b'{' => {
                let Members(members) = serde_json::from_str(text).ok()?;
                let members = members
                    .into_iter()
                    .map(|(name, member)| Some((name, Self::read(member.get())?)));
                Self::object(members.collect::<Option<_>>()?)
            }
            _ => Self::Plain(text.to_owned()),
        })
    }

    /// The value that a YAML node stands for. Its numbers are taken as they stand in the file.
    pub fn of(node: &Node, document: &Document) -> Self {
        match &node.kind {
            Kind::Text(text) => Self::Text(text.clone()),
            Kind::List(items) => {
                Self::List(items.iter().map(|item| Self::of(item, document)).collect())
            }
            Kind::Map(entries) => {
                let members = entries.entries().iter();
                let members =
                    members.map(|entry| (entry.key.clone(), Self::of(&entry.value, document)));
                Self::object(members.collect())
            }
            Kind::Number(_) => Self::Plain(written(node, document)),
            Kind::Null | Kind::Bool(_) => Self::Plain(node.to_json().to_string()),
        }
    }

    pub fn object(mut members: Vec<(String, Self)>) -> Self {
        members.sort();
        Self::Object(members)
    }

    /// The same with one member more, in every object.
    pub fn with(self, name: &str) -> Self {
        match self {
            Self::Object(members) => {
                let members = members.into_iter();
                let mut members: Vec<_> = members
                    .map(|(name_of, member)| (name_of, member.with(name)))
                    .collect();
                members.push((name.to_owned(), Self::Plain("1".to_owned())));
                Self::object(members)
            }
            other => other,
        }
    }

    /// Puts a text in the place of another, in every member of this name.
    pub fn mend(&mut self, member: &str, recorded: &str, ours: &str) {
        match self {
            Self::Object(members) => {
                for (name, value) in members {
                    match value {
                        Self::Text(text) if name == member && text == recorded => {
                            ours.clone_into(text);
                        }
                        other => other.mend(member, recorded, ours),
                    }
                }
            }
            Self::List(items) => {
                for item in items {
                    item.mend(member, recorded, ours);
                }
            }
            Self::Plain(_) | Self::Text(_) => {}
        }
    }

    /// Takes the zeros behind a number's decimals away, but for one, in every member of this name of an object.
    pub fn shorten(&mut self, member: &str) {
        let Self::Object(members) = self else {
            return;
        };
        let mut named = members.iter_mut().filter(|(name, _)| name == member);
        if let Some((_, Self::Plain(number))) = named.next()
            && number.contains('.')
        {
            let short = number.trim_end_matches('0');
            let zero = if short.ends_with('.') { "0" } else { "" };
            *number = format!("{short}{zero}");
        }
    }

    /// The same to be given to a client.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.to_string()).unwrap()
    }
}

/// The digits at a node's place.
fn written(node: &Node, document: &Document) -> String {
    let mut lines = document.text.lines();
    let line = lines.nth(node.place.line - 1).unwrap_or_default();
    let rest = line.chars().skip(node.place.column - 1);
    rest.take_while(|c| c.is_ascii_alphanumeric() || "+-.".contains(*c))
        .collect()
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| Value::from(text).to_string();
        match self {
            Self::Plain(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(Self::to_string).collect();
                write!(f, "[{}]", items.join(","))
            }
            Self::Object(members) => {
                let members = members.iter();
                let members: Vec<_> = members
                    .map(|(name, member)| format!("{}:{member}", quoted(name)))
                    .collect();
                write!(f, "{{{}}}", members.join(","))
            }
        }
    }
}

struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Each)
    }
}
