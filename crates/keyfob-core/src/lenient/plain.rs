//! Reading one JSON value from its text, quickly where it is a plain scalar.
//!
//! Most members of answers are short texts and numbers. They are read here without a parser's state, and what cannot be read costs no
//! error message, since nobody asks for one. Everything else is `serde_json`'s to read.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde_json::de::StrRead;

use super::raw::TEXT;
use super::text::plain_end;

/// By this name [`Plain`] is asked for its text by who reads an object member by member. To others it is the name of a type.
pub(super) const OBJECT: &str = "keyfob_core::lenient::Members";

/// It is not a value of the type.
#[derive(Debug)]
pub(crate) struct Unread;

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a value of this type")
    }
}

impl std::error::Error for Unread {}

impl Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The text of one value, without white space around it.
#[derive(Clone, Copy)]
pub(crate) struct Plain<'a> {
    pub(super) text: &'a str,
    /// Whether it is known to be a text without escapes, a number or a word.
    is_known: bool,
}

/// Reads a value from a text that is known to be JSON, and does not tell what is wrong.
pub(crate) fn read_sound<T: DeserializeOwned>(json: &str) -> Option<T> {
    T::deserialize(Plain::of(json)).ok()
}

impl<'a> Plain<'a> {
    /// A value of which nothing is known.
    pub(super) fn of(text: &'a str) -> Self {
        Self::known(text, false)
    }

    /// A value, and whether it is known to be a text without escapes, a number or a word.
    pub(super) fn known(text: &'a str, is_known: bool) -> Self {
        Self { text, is_known }
    }

    /// Whether it is more than a null or an empty text.
    #[inline]
    pub(super) fn says_something(self) -> bool {
        !matches!(self.text, "null" | "\"\"")
    }

    /// What stands between the quotation marks of a text without escapes.
    #[inline]
    pub(super) fn quoted(self) -> Option<&'a str> {
        let [b'"', inner @ .., b'"'] = self.text.as_bytes() else {
            return None;
        };
        let is_plain = self.is_known || plain_end(inner, 0) == inner.len();
        self.text.get(1..=inner.len()).filter(|_| is_plain)
    }

    fn full<T>(
        self,
        read: impl FnOnce(&mut serde_json::Deserializer<StrRead<'a>>) -> serde_json::Result<T>,
    ) -> Result<T, Unread> {
        let mut reader = serde_json::Deserializer::from_str(self.text);
        let value = read(&mut reader).map_err(|_| Unread)?;
        reader.end().map_err(|_| Unread)?;
        Ok(value)
    }

    fn text<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.quoted() {
            Some(text) => visitor.visit_borrowed_str(text),
            None if self.text.starts_with('"') => {
                self.full(|reader| reader.deserialize_str(visitor))
            }
            None => Err(Unread),
        }
    }

    /// A number may stand in a text, too.
    fn whole<V: Visitor<'a>>(
        self,
        visitor: V,
        full: impl FnOnce(Self, V) -> Result<V::Value, Unread>,
    ) -> Result<V::Value, Unread> {
        let quoted = self.quoted();
        match (whole(quoted.unwrap_or(self.text)), quoted) {
            (Some((false, number)), _) => visitor.visit_u64(number.unsigned_abs()),
            (Some((true, number)), _) => visitor.visit_i64(-number),
            (None, Some(text)) => visitor.visit_borrowed_str(text),
            (None, None) => full(self, visitor),
        }
    }
}

/// The sign and the digits of a whole number as JSON writes it, if these are few.
fn whole(text: &str) -> Option<(bool, i64)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_negative = digits.len() < text.len();
    let is_canonical = match digits.as_bytes() {
        [b'0'] => !is_negative,
        [b'1'..=b'9', ..] => digits.len() <= 18,
        _ => false,
    };
    if !is_canonical {
        return None;
    }
    let number = digits.bytes().try_fold(0_i64, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    });
    Some((is_negative, number?))
}

macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
                self.whole(visitor, |it, visitor| it.full(|reader| reader.$method(visitor)))
            }
        )*
    };
}

macro_rules! by_the_parser {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {
        $(
            fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, Unread> {
                self.full(|reader| reader.$method($($argument,)* visitor))
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Plain<'de> {
    type Error = Unread;

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.text {
            "null" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unread> {
        match name {
            TEXT => visitor.visit_borrowed_str(self.text),
            _ => self.full(|reader| reader.deserialize_newtype_struct(name, visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unread> {
        match name {
            OBJECT => visitor.visit_borrowed_str(self.text),
            _ => self.full(|reader| reader.deserialize_struct(name, fields, visitor)),
        }
    }

    by_the_parser! {
        deserialize_any()
        deserialize_bool()
        deserialize_i128()
        deserialize_u128()
        deserialize_f32()
        deserialize_f64()
        deserialize_char()
        deserialize_bytes()
        deserialize_byte_buf()
        deserialize_unit()
        deserialize_unit_struct(name: &'static str)
        deserialize_seq()
        deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_map()
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
        deserialize_identifier()
        deserialize_ignored_any()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Option<T> {
        T::deserialize(Plain::of(text)).ok()
    }

    #[test]
    fn what_a_parser_reads_is_read_alike() {
        for text in [
            "0",
            "-0",
            "7",
            "-7",
            "007",
            "1e2",
            "1.0",
            "123456789012345678901",
            "null",
            "true",
            "\"\"",
            "\"a\"",
            "\"a\\n\"",
            "\"\\u0061\"",
            "{}",
            "[]",
            "[1]",
            "{\"a\":1}",
        ] {
            assert_eq!(
                read::<String>(text),
                serde_json::from_str(text).ok(),
                "{text}"
            );
            assert_eq!(
                read::<Option<i64>>(text),
                serde_json::from_str(text).ok(),
                "{text}"
            );
            assert_eq!(read::<u8>(text), serde_json::from_str(text).ok(), "{text}");
            assert_eq!(
                read::<serde_json::Value>(text),
                serde_json::from_str(text).ok(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_whole_number_may_stand_in_a_text() {
        assert_eq!(read::<i64>("\"-12\""), Some(-12));
        for text in ["\"007\"", "\" 7\"", "\"7.0\"", "\"\"", "\"x\""] {
            assert_eq!(read::<i64>(text), None, "{text}");
        }
    }
}
