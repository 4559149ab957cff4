//! The text of a value that is read later.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, Visitor};
use serde_json::de::StrRead;
use serde_json::value::RawValue;

use super::plain::Plain;

/// A value as it came: borrowed where the whole answer is a text in memory.
pub(crate) enum Raw<'de> {
    Sent(Plain<'de>),
    Copied(Box<RawValue>),
}

/// By this name [`Plain`](super::plain::Plain) is asked for its text. To others it is the name of a type.
pub(super) const TEXT: &str = "keyfob_core::lenient::Raw";

impl<'de> Raw<'de> {
    /// Reads any value.
    pub(crate) fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT, Ask)
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Sent(value) => value.text,
            Self::Copied(raw) => raw.get(),
        }
    }

    /// The same, to be read.
    pub(super) fn plain(&self) -> Plain<'_> {
        match self {
            Self::Sent(value) => *value,
            Self::Copied(raw) => Plain::of(raw.get()),
        }
    }
}

/// Asks for a value as it came.
pub(super) struct Ask;

impl<'de> DeserializeSeed<'de> for Ask {
    type Value = Raw<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw<'de>, D::Error> {
        Raw::read(deserializer)
    }
}

impl<'de> Visitor<'de> for Ask {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Raw<'de>, E> {
        Ok(Raw::Sent(Plain::of(text)))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Raw<'de>, D::Error> {
        match is_text::<D>() {
            true => {
                <&RawValue>::deserialize(deserializer).map(|raw| Raw::Sent(Plain::of(raw.get())))
            }
            false => Box::<RawValue>::deserialize(deserializer).map(Raw::Copied),
        }
    }
}

/// Whether this deserializer reads a text in memory, from which values can be borrowed. Others cannot lend them: a reader, a
/// `serde_json::Value`, one that wraps another. What is not recognised is copied, which is right too.
fn is_text<D>() -> bool {
    use std::any::type_name;

    type_name::<D>() == type_name::<&mut serde_json::Deserializer<StrRead<'static>>>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a value is borrowed or copied from.
    struct Probe(bool);

    impl<'de> Deserialize<'de> for Probe {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let raw = Raw::read(deserializer)?;
            assert_eq!(raw.text(), "7");
            Ok(Self(matches!(raw, Raw::Sent(_))))
        }
    }

    #[test]
    fn a_value_is_borrowed_from_a_text_and_copied_from_anything_else() {
        assert!(serde_json::from_str::<Probe>(" 7 ").unwrap().0);
        assert!(Probe::deserialize(Plain::of("7")).unwrap().0);
        assert!(!serde_json::from_slice::<Probe>(b"7").unwrap().0);
        assert!(!serde_json::from_reader::<_, Probe>(&b"7"[..]).unwrap().0);
        assert!(!serde_json::from_value::<Probe>(7.into()).unwrap().0);
    }
}
