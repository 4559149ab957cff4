//! Objects, member by member.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::rows::{Entries, Read, Rows, read_value};
use super::state::{self, Level, Step};
use crate::Other;

/// The members that a type knows, each with the other names that the vendor gives it.
type Known = &'static [&'static [&'static str]];

/// The members of one object as they came.
pub struct Members {
    known: Known,
    values: Vec<Option<Box<RawValue>>>,
    other: Map<String, Value>,
    /// Whether its type knows nothing but what errors have, too: then these count.
    is_plain: bool,
}

/// Decodes an object of an answer: `build` takes the members that it knows.
///
/// # Errors
/// If it is no object, or nests deeper than [`DEEPEST`](super::DEEPEST).
pub fn object<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    known: Known,
    build: impl FnOnce(&mut Members) -> T,
) -> Result<T, D::Error> {
    let Some(level) = Level::enter() else {
        return Err(D::Error::custom("it nests too deep"));
    };
    let mut names = known.iter().filter_map(|names| names.first());
    let is_plain = names.all(|name| state::is_fault(name));
    let before = state::faults();
    let mut members = deserializer.deserialize_map(Members {
        known,
        values: vec![None; known.len()],
        other: Map::new(),
        is_plain,
    })?;
    // With members of an error that its type does not have, it is one.
    members.is_plain &= state::faults() == before;
    let value = build(&mut members);
    drop(level);
    match state::is_over() {
        true => Err(D::Error::custom("decoding has ended")),
        false => Ok(value),
    }
}

impl Members {
    /// A member that may be left out.
    pub fn field<T: DeserializeOwned + Default>(&mut self, name: &'static str) -> T {
        let Some(raw) = self.take(name) else {
            return T::default();
        };
        let text = raw.get();
        let (seen, strangers, faults) = (state::seen(), state::strangers(), state::faults());
        let value = read_value::<T>(text);
        // Members that nobody knows say something only where none of an error is beside them.
        let is_full = state::seen() > seen
            || (state::strangers() > strangers && state::faults() == faults)
            || !text.starts_with('{');
        if value.is_some() && says_something(text) && is_full {
            self.saw(name);
        }
        value.unwrap_or_default()
    }

    /// A member of which nothing is known but its name.
    pub fn any(&mut self, name: &'static str) -> Option<Value> {
        let raw = self.take(name)?;
        let value = serde_json::from_str(raw.get()).ok()?;
        match &value {
            Value::Array(items) if items.is_empty() => self.saw_empty(name),
            Value::Object(members) if members.is_empty() => self.saw_empty(name),
            value if is_no_error(value) => self.saw(name),
            _ => {}
        }
        Some(value).filter(|value| !value.is_null())
    }

    /// A list, read element by element. A lone value is a list of one, null an empty one.
    pub fn list<T: DeserializeOwned>(&mut self, name: &'static str) -> Vec<T> {
        self.list_by(name, read_value)
    }

    /// A list of lists or maps: `read` reads an element.
    pub fn list_by<T>(&mut self, name: &'static str, read: Read<T>) -> Vec<T> {
        let Some(raw) = self.take(name).filter(|raw| raw.get() != "null") else {
            return Vec::new();
        };
        let text = raw.get();
        let rows = Rows::read(text, read);
        // A sentence in the place of a list says why there is none.
        let is_sentence = text.starts_with('"') && text.contains(' ');
        match rows.is_list() && !is_sentence {
            true if rows.is_empty() => self.saw_empty(name),
            true => self.saw(name),
            false => {}
        }
        rows.read
    }

    /// A map, read member by member.
    pub fn map<T: DeserializeOwned>(&mut self, name: &'static str) -> BTreeMap<String, T> {
        self.map_by(name, read_value)
    }

    /// A map of lists or maps: `read` reads a member.
    pub fn map_by<T>(&mut self, name: &'static str, read: Read<T>) -> BTreeMap<String, T> {
        let Some(raw) = self.take(name) else {
            return BTreeMap::new();
        };
        let mut entries = Entries::of(raw.get().len(), read);
        let is_map = serde_json::Deserializer::from_str(raw.get())
            .deserialize_map(&mut entries)
            .is_ok();
        if is_map && entries.came == 0 {
            self.saw_empty(name);
        } else if is_map && entries.good > 0 {
            self.saw(name);
        } else if raw.get() != "null" {
            state::left_out(std::any::type_name::<T>(), raw.get());
        }
        entries.read
    }

    /// The members that its type does not know, as far as they fit.
    pub fn other(&mut self) -> Other {
        std::mem::take(&mut self.other).into()
    }

    /// Keeps a member that its type does not know. One that is too large or nests too deep is passed over, and counted.
    fn keep(&mut self, name: String, raw: &RawValue) {
        let text = raw.get();
        let values = text.bytes().filter(|byte| b",[".contains(byte)).count() + 1;
        let objects = text.bytes().filter(|byte| *byte == b'{').count();
        // Beside the first member there is room for more.
        let objects = objects + usize::from(self.other.is_empty());
        let cost = name.len() + text.len() + values * MEMBER + objects * OBJECT;
        let value = match state::take_spare(cost) {
            true => serde_json::from_str(text).ok(),
            false => None,
        };
        match value {
            Some(value) => drop(self.other.insert(name, value)),
            None => state::at(Step::Key(name), || {
                state::left_out("a member that is not described", text);
            }),
        }
    }

    fn take(&mut self, name: &'static str) -> Option<Box<RawValue>> {
        state::at_member(name);
        let place = self
            .known
            .iter()
            .position(|names| names.first() == Some(&name))?;
        self.values.get_mut(place)?.take()
    }

    fn saw_empty(&self, name: &'static str) {
        if state::proves(name) {
            state::proved_empty();
        }
    }

    fn saw(&self, name: &'static str) {
        if self.is_plain || !state::is_fault(name) {
            state::saw();
        }
        if state::proves(name) {
            state::proved();
        }
    }
}

/// Whether a value of unknown shape may be what was asked for: no sentence, and not made of an error's members alone.
fn is_no_error(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            members.is_empty() || members.keys().any(|name| !state::is_fault(name))
        }
        Value::Array(items) => items.is_empty() || items.iter().any(is_no_error),
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty() && !text.contains(' '),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Whether a value is more than a null or an empty text.
fn says_something(text: &str) -> bool {
    !matches!(text, "null" | "\"\"")
}

impl<'de> Visitor<'de> for Members {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(place) = map.next_key_seed(Place(self.known))? {
            match place {
                Name::Known(place) => {
                    let raw = map.next_value()?;
                    if let Some(value) = self.values.get_mut(place) {
                        *value = Some(raw);
                    }
                }
                Name::Unknown(name) => {
                    let raw = map.next_value::<Box<RawValue>>()?;
                    self.keep(name, &raw);
                }
            }
        }
        Ok(self)
    }
}

/// What a member that is not described takes in memory beside its text, at most.
const MEMBER: usize = 128;

/// What an object takes in memory beside its members, at most: its map has room for eleven.
const OBJECT: usize = 768;

/// A name.
enum Name {
    /// Of the member in this place.
    Known(usize),
    /// Of none that its type knows.
    Unknown(String),
}

/// Which known member a name is.
struct Place(Known);

impl<'de> DeserializeSeed<'de> for Place {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        let place = self.0.iter().position(|names| names.contains(&name));
        let Some(place) = place else {
            match state::is_fault(name) {
                true => state::saw_fault(),
                false => state::saw_stranger(),
            }
            return Ok(Name::Unknown(name.to_owned()));
        };
        Ok(Name::Known(place))
    }
}

#[cfg(test)]
mod tests;
