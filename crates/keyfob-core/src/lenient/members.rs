//! Objects, member by member.

mod place;
mod values;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

use self::place::{Name, Place};
use self::values::{Found, Values};
use super::habit::Order;
use super::plain::{OBJECT, Plain};
use super::raw::{Ask, Raw};
use super::rows::{Entries, Read, Rows, read_plain, read_value};
use super::state::{self, Level, Step};
use super::text::is_same;
use super::walk::{Walk, members_in};
use crate::Other;

/// The members that a type knows, each with the other names that the vendor gives it. Sorted by the first names, they are found sooner.
pub(super) type Known = &'static [&'static [&'static str]];

/// The members of one object as they came.
pub struct Members<'de> {
    known: Known,
    values: Values<'de>,
    /// The place of the member that is likely to be asked for next.
    next: usize,
    other: Map<String, Value>,
    /// Whether its type knows nothing but what errors have, too: then these count.
    is_plain: bool,
    /// Whether a member that counts has been seen in this object.
    has_seen: bool,
    /// Whether it is the answer itself, which some of its members prove.
    may_prove: bool,
}

/// Decodes an object of an answer: `build` takes the members that it knows.
///
/// # Errors
/// If it is no object, or nests deeper than [`DEEPEST`](super::DEEPEST).
pub fn object<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    known: Known,
    build: impl FnOnce(&mut Members<'de>) -> T,
) -> Result<T, D::Error> {
    let Some(level) = Level::enter() else {
        return Err(D::Error::custom("it nests too deep"));
    };
    let before = state::faults();
    let mut members = deserializer.deserialize_struct(OBJECT, &[], Members::new(known))?;
    // With members of an error that its type does not have, it is one.
    members.is_plain &= state::faults() == before;
    let value = build(&mut members);
    drop(level);
    match state::is_over() {
        true => Err(D::Error::custom("decoding has ended")),
        false => Ok(value),
    }
}

impl<'de> Members<'de> {
    fn new(known: Known) -> Self {
        let mut names = known.iter().filter_map(|names| names.first());
        let is_plain = names.all(|name| state::is_fault(name));
        Self {
            known,
            values: Values::None,
            next: 0,
            other: Map::new(),
            is_plain,
            has_seen: false,
            may_prove: state::may_prove(),
        }
    }

    /// A member that may be left out.
    pub fn field<T: DeserializeOwned + Default>(&mut self, name: &'static str) -> T {
        match self.take(name) {
            Some(raw) => self.read(name, &raw).unwrap_or_default(),
            None => T::default(),
        }
    }

    /// Reads the value of a member.
    pub(super) fn read<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        raw: &Raw<'de>,
    ) -> Option<T> {
        let plain = raw.plain();
        let before = Seen::before(plain);
        let value = read_plain(plain)?;
        if plain.says_something() && before.is_none_or(|before| before.is_full()) {
            self.saw(name);
        }
        Some(value)
    }

    /// A member of which nothing is known but its name.
    pub fn any(&mut self, name: &'static str) -> Option<Value> {
        let raw = self.take(name)?;
        let value = serde_json::from_str(raw.text()).ok()?;
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
        let Some(raw) = self.take(name).filter(|raw| raw.text() != "null") else {
            return Vec::new();
        };
        let text = raw.text();
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
        let mut entries = Entries::of(raw.text().len(), read);
        let is_map = serde_json::Deserializer::from_str(raw.text())
            .deserialize_map(&mut entries)
            .is_ok();
        if is_map && entries.came == 0 {
            self.saw_empty(name);
        } else if is_map && entries.good > 0 {
            self.saw(name);
        } else if raw.text() != "null" {
            state::left_out(std::any::type_name::<T>(), raw.text());
        }
        entries.read
    }

    /// The members that its type does not know, as far as they fit.
    pub fn other(&mut self) -> Other {
        std::mem::take(&mut self.other).into()
    }

    /// Keeps a member that its type does not know. One that is too large or nests too deep is passed over, and counted.
    fn keep(&mut self, name: String, text: &str) {
        let values = text.bytes().filter(|byte| b",[".contains(byte)).count() + 1;
        let objects = text.bytes().filter(|byte| *byte == b'{').count();
        // Beside the first member there is room for more.
        let objects = objects + usize::from(self.other.is_empty());
        let cost = name.len() + text.len() + values * MEMBER + objects * EMPTY_OBJECT;
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

    /// Takes the members of an object from its text; `None` if it is none.
    fn walk(mut self, json: &'de str) -> Option<Self> {
        let mut members = members_in(json);
        let mut places = vec![Found::default(); self.known.len()];
        let mut order = Order::of_last(self.known);
        loop {
            // Most come as they came last.
            while let Some((place, found)) = self.likely(&mut members, order.next()) {
                order.came(place);
                if let Some(known) = places.get_mut(place) {
                    *known = found;
                }
            }
            let Some(member) = members.member() else {
                break;
            };
            let likely = Place(self.known, order.next());
            let (place, decoded) = match member.name() {
                Some(name) => (likely.of(name), None),
                None => {
                    let name = format!("\"{}\"", member.written);
                    let name: String = serde_json::from_str(&name).ok()?;
                    (likely.of(&name), Some(name))
                }
            };
            match place {
                Some(place) => {
                    order.came(place);
                    if let Some(known) = places.get_mut(place) {
                        let end = member.value_at + member.value.len();
                        *known = Found::of(member.value_at, end, member.is_plain)?;
                    }
                }
                None => {
                    order.came(usize::MAX);
                    let name = decoded.unwrap_or_else(|| member.written.to_owned());
                    note_stranger(&name);
                    self.keep(name, member.value);
                }
            }
        }
        order.keep();
        self.values = Values::Places(json, places);
        members.ends_whole().then_some(self)
    }

    /// The next member, if it is plain and the known one in this place.
    #[inline]
    fn likely(&self, members: &mut Walk<'de>, place: usize) -> Option<(usize, Found)> {
        let name = self.known.get(place)?.first()?;
        let (start, end) = members.plain(name)?;
        Some((place, Found::of(start, end, true)?))
    }

    pub(super) fn take(&mut self, name: &'static str) -> Option<Raw<'de>> {
        state::at_member(name);
        let is_it = |names: &&[&str]| {
            let first = names.first().map(|first| first.as_bytes());
            first.is_some_and(|first| is_same(first, name.as_bytes()))
        };
        // They are asked for in their own order.
        let place = match self.known.get(self.next) {
            Some(names) if is_it(names) => self.next,
            _ => self.known.iter().position(is_it)?,
        };
        self.next = place + 1;
        self.values.take(place)
    }

    fn saw_empty(&self, name: &'static str) {
        if self.may_prove && state::proves(name) {
            state::proved_empty();
        }
    }

    /// Notes that a member has a value. In which objects any has one is all that is asked later.
    #[inline]
    pub(super) fn saw(&mut self, name: &'static str) {
        if !self.has_seen && (self.is_plain || !state::is_fault(name)) {
            self.has_seen = true;
            state::saw();
        }
        if self.may_prove && state::proves(name) {
            state::proved();
        }
    }
}

/// What had been seen before an object was read.
struct Seen {
    known: usize,
    strangers: usize,
    faults: usize,
}

impl Seen {
    /// Of any value; only in objects something is seen.
    #[inline]
    fn before(value: Plain<'_>) -> Option<Self> {
        value.text.starts_with('{').then(|| Self {
            known: state::seen(),
            strangers: state::strangers(),
            faults: state::faults(),
        })
    }

    /// Whether anything in it was worth reading. Members that nobody knows say something only where none of an error is beside them.
    fn is_full(&self) -> bool {
        state::seen() > self.known
            || (state::strangers() > self.strangers && state::faults() == self.faults)
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

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    /// The text of an object.
    fn visit_borrowed_str<E: serde::de::Error>(self, json: &'de str) -> Result<Self, E> {
        let walked = self.walk(json);
        walked.ok_or_else(|| E::custom("it is no object"))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        let mut values = Vec::new();
        values.resize_with(self.known.len(), || None);
        while let Some(name) = map.next_key_seed(Place(self.known, self.next))? {
            let raw = map.next_value_seed(Ask)?;
            match name {
                Name::Known(place) => {
                    self.next = place + 1;
                    if let Some(value) = values.get_mut(place) {
                        *value = Some(raw);
                    }
                }
                Name::Unknown(name) => self.keep(name, raw.text()),
            }
        }
        self.next = 0;
        self.values = Values::Single(values);
        Ok(self)
    }
}

/// What a member that is not described takes in memory beside its text, at most.
const MEMBER: usize = 128;

/// What an object takes in memory beside its members, at most: its map has room for eleven.
const EMPTY_OBJECT: usize = 768;

/// Notes that a member came which its type does not know.
fn note_stranger(name: &str) {
    match state::is_fault(name) {
        true => state::saw_fault(),
        false => state::saw_stranger(),
    }
}

#[cfg(test)]
mod tests;
