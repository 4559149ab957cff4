//! Enums of the vendors' values: closed where they are sent, open where they are answered.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Error;

/// An enum whose values are texts on the wire. The generator implements it.
pub trait Enumeration: Copy + PartialEq + Sized + 'static {
    /// What it is called.
    const NAME: &'static str;
    /// Its values: on the wire, in Rust, and itself.
    const VALUES: &'static [(&'static str, &'static str, Self)];
    /// Other words for them.
    const ALIASES: &'static [(&'static str, Self)];

    /// The value on the wire.
    fn as_str(self) -> &'static str {
        let mut values = Self::VALUES.iter();
        let found = values.find(|(_, _, value)| *value == self);
        found.map_or("", |(wire, _, _)| wire)
    }

    /// The value of a text: as it is on the wire, as it is called in Rust, or by another word for it; any case.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] names the text and the choices.
    fn from_text(text: &str) -> Result<Self, Error> {
        find(text).ok_or_else(|| Error::InvalidInput(refusal::<Self>(text)))
    }
}

/// Says that a text is no value, and which the choices are.
fn refusal<T: Enumeration>(text: &str) -> String {
    let choices: Vec<String> = T::VALUES
        .iter()
        .map(|(wire, name, _)| match wire == name {
            true => format!("`{wire}`"),
            false => format!("`{wire}` ({name})"),
        })
        .collect();
    // What was meant for another member may be secret: no more than a word of it is shown.
    let shown: String = text.chars().take(16).collect();
    let shown = shown.escape_debug();
    let (name, choices) = (T::NAME, choices.join(", "));
    format!("`{shown}` is no {name}: it is one of {choices}")
}

/// Writes a value of a request, as the generated types do.
///
/// # Errors
/// Those of the serializer.
#[doc(hidden)]
pub fn write<T: Enumeration, S: Serializer>(value: T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_str())
}

/// Reads a value of a request, which is exactly as it is on the wire.
///
/// # Errors
/// Those of the deserializer, and any other text.
#[doc(hidden)]
pub fn read<'de, T: Enumeration, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Closed(PhantomData))
}

/// Takes the text of a value.
struct Closed<T>(PhantomData<T>);

impl<T: Enumeration> Visitor<'_> for Closed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        let mut values = T::VALUES.iter();
        let found = values.find(|(wire, ..)| *wire == text);
        let value = found.map(|(.., value)| *value);
        value.ok_or_else(|| E::custom(refusal::<T>(text)))
    }
}

fn find<T: Enumeration>(text: &str) -> Option<T> {
    let wire = |is: &dyn Fn(&str) -> bool| {
        let mut values = T::VALUES.iter();
        values.find(|(wire, ..)| is(wire)).map(|(.., value)| *value)
    };
    let alias = |is: &dyn Fn(&str) -> bool| {
        let mut aliases = T::ALIASES.iter();
        aliases
            .find(|(alias, _)| is(alias))
            .map(|(_, value)| *value)
    };
    let name = || {
        let mut values = T::VALUES.iter();
        let found = values.find(|(_, name, _)| name.eq_ignore_ascii_case(text));
        found.map(|(.., value)| *value)
    };
    let exactly = |other: &str| other == text;
    let alike = |other: &str| other.eq_ignore_ascii_case(text);
    // What the vendor writes comes before what Rust calls it: the name of one value may be another one's word.
    wire(&exactly)
        .or_else(|| alias(&exactly))
        .or_else(|| wire(&alike))
        .or_else(|| alias(&alike))
        .or_else(name)
}

/// A value of an answer: one that is known, or the vendor's text as it came.
///
/// ```
/// # use keyfob_core::{Enumeration, OpenEnum};
/// # #[derive(Clone, Copy, Debug, PartialEq)]
/// # enum Side { Buy, Sell }
/// # impl Enumeration for Side {
/// #     const NAME: &'static str = "Side";
/// #     const VALUES: &'static [(&'static str, &'static str, Self)] = &[("B", "Buy", Self::Buy), ("S", "Sell", Self::Sell)];
/// #     const ALIASES: &'static [(&'static str, Self)] = &[];
/// # }
/// let side: OpenEnum<Side> = serde_json::from_str("\"B\"")?;
/// assert_eq!(side, Side::Buy);
/// let other: OpenEnum<Side> = serde_json::from_str("\"SHORT\"")?;
/// assert_eq!((other.known(), other.as_str()), (None, "SHORT"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OpenEnum<T> {
    /// A value that is known.
    Known(T),
    /// Another one.
    Unknown(String),
}

impl<T: Enumeration> OpenEnum<T> {
    /// The value of a text.
    pub fn of(text: &str) -> Self {
        find(text.trim()).map_or_else(|| Self::Unknown(text.to_owned()), Self::Known)
    }

    /// The value, if it is known.
    pub fn known(&self) -> Option<T> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Unknown(_) => None,
        }
    }

    /// The text: of a known value, the one that requests have.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.as_str(),
            Self::Unknown(text) => text,
        }
    }
}

impl<T: Enumeration> PartialEq<T> for OpenEnum<T> {
    fn eq(&self, other: &T) -> bool {
        self.known().as_ref() == Some(other)
    }
}

impl<T: Enumeration> OpenEnum<T> {
    /// The value, for a request.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is none that is known: a request has no other.
    pub fn require(&self) -> Result<T, Error> {
        match self {
            Self::Known(value) => Ok(*value),
            Self::Unknown(text) => T::from_text(text),
        }
    }
}

impl<T: Enumeration> fmt::Display for OpenEnum<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<T: Enumeration> Serialize for OpenEnum<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, T: Enumeration> Deserialize<'de> for OpenEnum<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Open(PhantomData))
    }
}

/// Takes a text that is not empty.
struct Open<T>(PhantomData<T>);

impl<T: Enumeration> Visitor<'_> for Open<T> {
    type Value = OpenEnum<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        match text.trim().is_empty() {
            true => Err(E::custom("an empty text is no value")),
            false => Ok(OpenEnum::of(text)),
        }
    }
}

#[cfg(feature = "schemars")]
impl<T> schemars::JsonSchema for OpenEnum<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OpenEnum".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Kind {
        Limit,
        Market,
    }

    impl Enumeration for Kind {
        const NAME: &'static str = "OrderType";
        const VALUES: &'static [(&'static str, &'static str, Self)] =
            &[("L", "Limit", Self::Limit), ("MKT", "Market", Self::Market)];
        const ALIASES: &'static [(&'static str, Self)] = &[("at market", Self::Market)];
    }

    #[test]
    fn a_text_is_known_by_wire_name_or_alias() {
        for text in ["MKT", "mkt", "Market", "AT MARKET"] {
            assert_eq!(Kind::from_text(text).unwrap(), Kind::Market, "{text}");
        }
        assert_eq!(Kind::Market.as_str(), "MKT");
    }

    #[test]
    fn a_wrong_text_and_the_choices_are_named() {
        let error = Kind::from_text("STOP").unwrap_err().to_string();
        assert_eq!(
            error,
            "`STOP` is no OrderType: it is one of `L` (Limit), `MKT` (Market)"
        );
    }

    #[test]
    fn a_request_has_a_value_exactly_as_it_is_on_the_wire() {
        let mut text = Vec::new();
        write(Kind::Market, &mut serde_json::Serializer::new(&mut text)).unwrap();
        assert_eq!(text, b"\"MKT\"");
        let read = |json| read::<Kind, _>(&mut serde_json::Deserializer::from_str(json));
        assert_eq!(read("\"MKT\"").unwrap(), Kind::Market);
        for other in [
            "\"mkt\"",
            "\"Market\"",
            "\"at market\"",
            "\"\"",
            "1",
            "null",
        ] {
            assert!(read(other).is_err(), "{other}");
        }
        let error = read("\"a-secret-of-many-letters\"")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("`a-secret-of-many` is no OrderType: it is one of"),
            "{error}"
        );
    }

    /// `Limit` is the name of one value and, in another case, a word for the other.
    #[test]
    fn the_vendors_words_come_before_names() {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Product {
            Intraday,
            Other,
        }
        impl Enumeration for Product {
            const NAME: &'static str = "Product";
            const VALUES: &'static [(&'static str, &'static str, Self)] = &[
                ("MIS", "Intraday", Self::Intraday),
                ("INTRADAY", "Other", Self::Other),
            ];
            const ALIASES: &'static [(&'static str, Self)] = &[("intraday", Self::Other)];
        }
        for text in ["INTRADAY", "intraday", "Intraday"] {
            assert_eq!(Product::from_text(text).unwrap(), Product::Other, "{text}");
        }
        assert_eq!(Product::from_text("mis").unwrap(), Product::Intraday);
    }

    #[test]
    fn a_value_of_an_answer_goes_into_a_request_if_it_is_known() {
        let known: OpenEnum<Kind> = OpenEnum::of("MKT");
        assert_eq!(known.require().unwrap(), Kind::Market);
        let error = OpenEnum::<Kind>::of("2L\n").require().unwrap_err();
        assert!(
            error.to_string().starts_with("`2L\\n` is no OrderType"),
            "{error}"
        );
    }

    #[test]
    fn an_answer_keeps_what_is_not_known() {
        let read = |json: &str| serde_json::from_str::<OpenEnum<Kind>>(json);
        assert_eq!(read("\"l\"").unwrap(), Kind::Limit);
        assert_eq!(read("\"2L\"").unwrap(), OpenEnum::Unknown("2L".into()));
        assert!(read("\" \"").is_err());
        assert_eq!(
            serde_json::to_string(&read("\"2L\"").unwrap()).unwrap(),
            "\"2L\""
        );
    }
}
