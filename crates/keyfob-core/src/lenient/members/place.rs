//! Names of members, and which member of a type each is.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::{Known, note_stranger};

/// A name.
pub(super) enum Name {
    /// Of the member in this place.
    Known(usize),
    /// Of none that its type knows.
    Unknown(String),
}

/// Which known member a name is; the one in this place is looked at first.
pub(super) struct Place(pub(super) Known, pub(super) usize);

impl Place {
    pub(super) fn of(&self, name: &str) -> Option<usize> {
        let Self(known, next) = *self;
        let is_first = |names: &&[&str]| names.first() == Some(&name);
        if known.get(next).is_some_and(is_first) {
            return Some(next);
        }
        let first = |names: &&[&'static str]| names.first().copied().unwrap_or_default();
        // In a type that is not sorted this may miss it.
        let found = known.binary_search_by(|names| first(names).cmp(name)).ok();
        found.or_else(|| known.iter().position(|names| names.contains(&name)))
    }
}

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
        if let Some(place) = self.of(name) {
            return Ok(Name::Known(place));
        }
        note_stranger(name);
        Ok(Name::Unknown(name.to_owned()))
    }
}
