//! Lists, row by row, and maps, member by member, in memory that fits what was sent.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::plain::Plain;
use super::raw::Raw;
use super::scalars::convert;
use super::state::{self, Step};
use super::walk::items_in;

/// Decodes an answer that is a bare list, row by row; null is an empty one, and nothing else is a list.
///
/// # Errors
/// If it is no list, or its rows would take far more memory than was sent.
pub fn rows<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    rows_by(deserializer, read_value)
}

/// The same, of rows that are lists or maps themselves: `read` reads one.
///
/// # Errors
/// As [`rows`].
pub fn rows_by<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: Read<T>,
) -> Result<Vec<T>, D::Error> {
    let is_root = state::is_root();
    let raw = Raw::read(deserializer)?;
    let text = raw.text();
    let mut rows = Rows::of(text.len(), read);
    if text != "null" && !rows.add_all(text) {
        return Err(D::Error::custom("it is no list"));
    }
    if is_root && (text == "null" || !rows.is_list()) {
        state::no_list();
    }
    match state::is_over() {
        true => Err(D::Error::custom("decoding has ended")),
        false => Ok(rows.read),
    }
}

/// Decodes an answer that is a bare map, member by member; null is an empty one.
///
/// # Errors
/// If it is no object, or its members would take far more memory than was sent.
pub fn entries<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    entries_by(deserializer, read_value)
}

/// The same, of members that are lists or maps themselves: `read` reads one.
///
/// # Errors
/// As [`entries`].
pub fn entries_by<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: Read<T>,
) -> Result<BTreeMap<String, T>, D::Error> {
    let raw = Raw::read(deserializer)?;
    let text = raw.text();
    let mut entries = Entries::of(text.len(), read);
    if text != "null" {
        serde_json::Deserializer::from_str(text)
            .deserialize_map(&mut entries)
            .map_err(D::Error::custom)?;
    }
    match state::is_over() {
        true => Err(D::Error::custom("decoding has ended")),
        false => Ok(entries.read),
    }
}

/// What a list may take in memory: so many times the bytes that were sent for it, and a little.
///
/// A row of sixty members takes about as much as its text; one of which the vendor leaves nearly everything out takes ten
/// times as much.
pub(crate) fn most_memory(sent: usize) -> usize {
    sent.saturating_mul(16).saturating_add(1 << 20)
}

const OUT_OF_PROPORTION: &str = "its rows would take far more memory than the bytes that were sent";

/// Reads one row of a list or one member of a map; `None` is one that is left out.
pub type Read<T> = fn(&str) -> Option<T>;

/// Reads a list that is a row or a member itself. A lone value is a list of one, null an empty one.
pub fn read_list<T>(text: &str, read: Read<T>) -> Option<Vec<T>> {
    let rows = Rows::read(text, read);
    let is_list = text == "null" || text.starts_with('[');
    (is_list || !rows.read.is_empty()).then_some(rows.read)
}

/// Reads a map that is a row or a member itself; null is an empty one.
pub fn read_map<T>(text: &str, read: Read<T>) -> Option<BTreeMap<String, T>> {
    let mut entries = Entries::of(text.len(), read);
    if text != "null" {
        let mut reader = serde_json::Deserializer::from_str(text);
        if reader.deserialize_map(&mut entries).is_err() {
            state::left_out(std::any::type_name::<T>(), text);
            return None;
        }
    }
    if entries.good > 0 {
        state::saw();
    }
    Some(entries.read)
}

/// The rows of one list.
pub(super) struct Rows<T> {
    pub(super) read: Vec<T>,
    by: Read<T>,
    /// How many rows had anything in them that their type knows.
    good: usize,
    came: usize,
    most: usize,
}

impl<T> Rows<T> {
    pub(super) fn of(sent: usize, by: Read<T>) -> Self {
        Self {
            read: Vec::new(),
            by,
            good: 0,
            came: 0,
            most: most_memory(sent) / size_of::<T>().max(1),
        }
    }

    /// The rows of a list, or a lone value as the only one.
    pub(super) fn read(text: &str, by: Read<T>) -> Self {
        let mut rows = Self::of(text.len(), by);
        match text {
            "null" => {}
            _ if text.starts_with('[') => drop(rows.add_all(text)),
            _ => rows.add(text),
        }
        rows
    }

    /// Adds the items of a list. Whether it is one.
    fn add_all(&mut self, text: &str) -> bool {
        let mut items = items_in(text);
        while let Some(item) = items.item() {
            self.add(item);
        }
        items.ends_whole()
    }

    fn add(&mut self, text: &str) {
        self.came += 1;
        if self.read.len() >= self.most {
            state::fatal(OUT_OF_PROPORTION);
        }
        if state::is_over() {
            return;
        }
        let before = state::seen();
        match state::at(Step::Row(self.came - 1), || (self.by)(text)) {
            Some(row) if state::take_memory(size_of::<T>()) => {
                let is_good = !text.starts_with('{') || state::seen() > before;
                self.good += usize::from(is_good);
                self.make_room();
                self.read.push(row);
            }
            Some(_) => state::fatal(OUT_OF_PROPORTION),
            None => state::row_left_out(),
        }
    }

    /// Room for another row: twice as many as there are, but never for more than may come.
    fn make_room(&mut self) {
        let length = self.read.len();
        if length == self.read.capacity() {
            let most = self.most.saturating_sub(length).max(1);
            self.read.reserve_exact(length.max(1).min(most));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.came == 0
    }

    /// Whether it can be taken for the list that was asked for: it is empty, or some row of it says something.
    pub(super) fn is_list(&self) -> bool {
        self.came == 0 || self.good > 0
    }
}

/// The members of one map.
pub(super) struct Entries<T> {
    pub(super) read: BTreeMap<String, T>,
    by: Read<T>,
    /// How many had anything in them that their type knows.
    pub(super) good: usize,
    pub(super) came: usize,
    most: usize,
}

impl<T> Entries<T> {
    pub(super) fn of(sent: usize, by: Read<T>) -> Self {
        Self {
            read: BTreeMap::new(),
            by,
            good: 0,
            came: 0,
            most: most_memory(sent) / size_of::<(String, T)>().max(1),
        }
    }
}

impl<'de, T> Visitor<'de> for &mut Entries<T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let raw = map.next_value::<&RawValue>()?;
            if self.read.len() >= self.most {
                state::fatal(OUT_OF_PROPORTION);
            }
            if state::is_over() {
                continue;
            }
            self.came += 1;
            let before = state::seen();
            let step = Step::Key(name.clone());
            if let Some(value) = state::at(step, || (self.by)(raw.get())) {
                let is_good = !raw.get().starts_with('{') || state::seen() > before;
                self.good += usize::from(is_good);
                self.read.insert(name, value);
            }
        }
        Ok(())
    }
}

/// A value, as it is or converted; `None` is counted as left out.
pub fn read_value<T: DeserializeOwned>(text: &str) -> Option<T> {
    read_plain(Plain::of(text))
}

/// The same, of a value of which something may be known.
#[inline]
pub(super) fn read_plain<T: DeserializeOwned>(text: Plain<'_>) -> Option<T> {
    let value = convert(text);
    if value.is_none() {
        state::left_out(std::any::type_name::<T>(), text.text);
    }
    value
}
