//! Exact decimals: prices and amounts never pass through a binary float.
//!
//! [`Decimal`] is that of `rust_decimal`, the type that programs which trade already hold. How it travels is said at the field:
//!
//! | on the wire | one | may be left out | a list |
//! |---|---|---|---|
//! | number, `101.25` | [`number`] | [`number_option`] | [`number_list`] |
//! | text, `"101.25"` | [`text`] | [`text_option`] | [`text_list`] |
//!
//! ```
//! use keyfob_core::decimal::{self, Decimal};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Order {
//!     #[serde(with = "decimal::number")]
//!     price: Decimal,
//!     #[serde(default, skip_serializing_if = "Option::is_none", with = "decimal::text_option")]
//!     trigger: Option<Decimal>,
//! }
//!
//! let order: Order = serde_json::from_str(r#"{"price": 0.10}"#)?;
//! assert_eq!(order.price, Decimal::new(10, 2));
//! assert_eq!(serde_json::to_string(&order)?, r#"{"price":0.10}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! In a list of lists, and wherever else no such line reaches, it is a [`DecimalNumber`] or a [`DecimalText`].
//!
//! Each writes every digit and reads either form digit by digit; what has more than 28 digits is an error, not rounded. The modules
//! are for JSON.
//!
//! `rust_decimal` has modules like these. The one for numbers, `serde::arbitrary_precision`, switches `serde_json`'s feature of that
//! name on, which changes how the whole program reads numbers; without it a number passes through `f64`. Those for text refuse a
//! number, which vendors send now and then. So they are not used, and neither is its own `Deserialize`.

mod within;

#[doc(no_inline)]
pub use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::lenient::Raw;
use crate::members::form;

pub use self::within::{DecimalNumber, DecimalText};

const NO_DECIMAL: &str = "not a decimal number of at most 28 digits";

/// The number that a text spells, if it can be held without rounding.
pub(crate) fn exact(text: &str) -> Option<Decimal> {
    if let Some(short) = short(text) {
        return Some(short);
    }
    let exact = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
    exact.ok()
}

/// The number, if it is written as most prices are: digits, few enough for a machine word, perhaps with a point among them.
fn short(text: &str) -> Option<Decimal> {
    let mut number = 0_i64;
    let mut point = None;
    if text.len() > 18 {
        return None;
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => number = number * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() && at > 0 => point = Some(at + 1),
            _ => return None,
        }
    }
    let scale = text.len() - point.unwrap_or(text.len());
    let has_digits = !text.is_empty() && point != Some(text.len());
    has_digits
        .then(|| Decimal::try_new(number, u32::try_from(scale).ok()?).ok())
        .flatten()
}

/// A decimal read from a JSON number, or from a text that holds one, digit by digit.
pub(crate) struct Exact(pub(crate) Decimal);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::read(deserializer)?;
        let text = raw.text().trim_matches('"').trim();
        exact(text)
            .map(Self)
            .ok_or_else(|| D::Error::custom(NO_DECIMAL))
    }
}

/// A decimal that is written as a JSON number.
struct Number<'a>(&'a Decimal);

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

/// A decimal that is written as text.
struct Text<'a>(&'a Decimal);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// The functions that serde's `with` and schemars' `schema_with` look for in a module.
macro_rules! modules {
    ($form:ident, $json:literal, $(#[$one:meta])* $name:ident, $(#[$optional:meta])* $option:ident, $(#[$many:meta])* $list:ident) => {
        $(#[$one])*
        pub mod $name {
            use super::*;

            /// Writes it.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
                $form(value).serialize(serializer)
            }

            /// Reads it from either form.
            ///
            /// # Errors
            /// If it is no number of at most 28 digits.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
                Exact::deserialize(deserializer).map(|exact| exact.0)
            }

            /// Its JSON Schema.
            #[cfg(feature = "schemars")]
            pub fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": $json, "format": "decimal"})
            }

            form!(Decimal);
        }

        $(#[$optional])*
        pub mod $option {
            use super::*;

            /// Writes it; null is none.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
                value.as_ref().map($form).serialize(serializer)
            }

            /// Reads it from either form; null is none.
            ///
            /// # Errors
            /// If it is neither null nor a number of at most 28 digits.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
                Option::<Exact>::deserialize(deserializer).map(|exact| exact.map(|exact| exact.0))
            }

            /// Its JSON Schema.
            #[cfg(feature = "schemars")]
            pub fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": [$json, "null"], "format": "decimal"})
            }

            form!(Option<Decimal>);
        }

        $(#[$many])*
        pub mod $list {
            use super::*;

            /// Writes them.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(values: &[Decimal], serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(values.iter().map($form))
            }

            /// Reads them from either form.
            ///
            /// # Errors
            /// If it is no list, or one of them is no number of at most 28 digits.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Decimal>, D::Error> {
                let exact = Vec::<Exact>::deserialize(deserializer)?;
                Ok(exact.into_iter().map(|exact| exact.0).collect())
            }

            /// Their JSON Schema.
            #[cfg(feature = "schemars")]
            pub fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "array", "items": {"type": $json, "format": "decimal"}})
            }

            form!(Vec<Decimal>);
        }
    };
}

modules! {
    Number, "number",
    /// A decimal that is a number on the wire, `101.25`.
    number,
    /// A decimal that is a number on the wire, where there may be none.
    number_option,
    /// Decimals that are numbers on the wire.
    number_list
}

modules! {
    Text, "string",
    /// A decimal that is text on the wire, `"101.25"`.
    text,
    /// A decimal that is text on the wire, where there may be none.
    text_option,
    /// Decimals that are text on the wire.
    text_list
}

#[cfg(test)]
mod tests;
