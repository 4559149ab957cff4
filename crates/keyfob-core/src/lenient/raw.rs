//! The text of a value that is read later.

use serde::de::{Deserialize, Deserializer, MapAccess};
use serde_json::de::StrRead;
use serde_json::value::RawValue;

use super::plain::Plain;

/// A value as it came: borrowed where the whole answer is a text in memory.
pub(super) enum Raw<'de> {
    Sent(&'de RawValue),
    Copied(Box<RawValue>),
}

impl<'de> Raw<'de> {
    /// Reads any value.
    pub(super) fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match is_text::<D>() {
            true => <&RawValue>::deserialize(deserializer).map(Self::Sent),
            false => Box::<RawValue>::deserialize(deserializer).map(Self::Copied),
        }
    }

    /// Reads the value of a member.
    pub(super) fn next<A: MapAccess<'de>>(map: &mut A, is_text: bool) -> Result<Self, A::Error> {
        match is_text {
            true => map.next_value().map(Self::Sent),
            false => map.next_value().map(Self::Copied),
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Sent(raw) => raw.get(),
            Self::Copied(raw) => raw.get(),
        }
    }
}

/// Whether this deserializer reads a text in memory, from which values can be borrowed. Others cannot lend them: a reader, a
/// `serde_json::Value`, one that wraps another. What is not recognised is copied, which is right too.
pub(super) fn is_text<D>() -> bool {
    use std::any::type_name;

    let name = type_name::<D>();
    name == type_name::<&mut serde_json::Deserializer<StrRead<'static>>>()
        || name == type_name::<Plain<'static>>()
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
        assert!(Probe::deserialize(Plain("7")).unwrap().0);
        assert!(!serde_json::from_slice::<Probe>(b"7").unwrap().0);
        assert!(!serde_json::from_reader::<_, Probe>(&b"7"[..]).unwrap().0);
        assert!(!serde_json::from_value::<Probe>(7.into()).unwrap().0);
    }
}
