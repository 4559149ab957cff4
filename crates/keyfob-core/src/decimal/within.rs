//! Decimals where no `#[serde(with = ..)]` reaches: in lists of lists, in maps of lists, or alone as a body.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Exact, Number, Text};

/// A type of its own for a decimal that travels in one form.
macro_rules! within {
    ($(#[$doc:meta])* $name:ident, $form:ident, $type:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Decimal);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $form(&self.0).serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Exact::deserialize(deserializer).map(|exact| Self(exact.0))
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": $type, "format": "decimal"})
            }
        }

        impl Deref for $name {
            type Target = Decimal;

            fn deref(&self) -> &Decimal {
                &self.0
            }
        }

        impl From<Decimal> for $name {
            fn from(decimal: Decimal) -> Self {
                Self(decimal)
            }
        }

        impl From<$name> for Decimal {
            fn from(decimal: $name) -> Self {
                decimal.0
            }
        }

        impl FromStr for $name {
            type Err = rust_decimal::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Decimal::from_str_exact(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

within! {
    /// An exact decimal that travels as a JSON number, wherever it stands.
    DecimalNumber, Number, "number"
}

within! {
    /// An exact decimal that travels as text, wherever it stands.
    DecimalText, Text, "string"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const DIGITS: &str = "12345678901.123456789";

    #[test]
    fn every_digit_is_kept_within_lists_and_maps() {
        let number = format!("[[{DIGITS}],[]]");
        let lists: Vec<Vec<DecimalNumber>> = serde_json::from_str(&number).unwrap();
        assert_eq!(serde_json::to_string(&lists).unwrap(), number);
        let text = format!("{{\"a\":[\"{DIGITS}\"]}}");
        let maps: BTreeMap<String, Vec<DecimalText>> = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&maps).unwrap(), text);
    }

    #[test]
    fn either_form_is_read() {
        let text = format!("\"{DIGITS}\"");
        let number: DecimalNumber = serde_json::from_str(&text).unwrap();
        let same: DecimalText = serde_json::from_str(DIGITS).unwrap();
        assert_eq!(number.0, same.0);
        assert_eq!(number.to_string(), DIGITS);
        assert_eq!(DIGITS.parse::<DecimalText>().unwrap(), same);
    }
}
