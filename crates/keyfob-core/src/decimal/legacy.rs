//! The types that generated code still writes, each a decimal with its form on the wire.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use rust_decimal::Decimal as Number;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::Error;

macro_rules! decimal {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Number);

        impl Deref for $name {
            type Target = Number;

            fn deref(&self) -> &Number {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = Error;

            fn try_from(text: &str) -> Result<Self, Error> {
                text.parse()
            }
        }

        impl From<Number> for $name {
            fn from(number: Number) -> Self {
                Self(number)
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number.into())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            /// From a number or a text that holds one, digit by digit.
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = Box::<RawValue>::deserialize(deserializer)?;
                let text = raw.get().trim_matches('"').trim();
                parse(text).map(Self).map_err(D::Error::custom)
            }
        }
    };
}

decimal! {
    /// An exact decimal that is a number on the wire.
    ///
    /// ```
    /// use keyfob_core::Decimal;
    ///
    /// let price: Decimal = "101.25".parse()?;
    /// assert_eq!(serde_json::to_string(&price).unwrap(), "101.25");
    /// # Ok::<(), keyfob_core::Error>(())
    /// ```
    Decimal
}

decimal! {
    /// An exact decimal that is text on the wire.
    ///
    /// ```
    /// use keyfob_core::DecimalText;
    ///
    /// let price: DecimalText = "101.25".parse()?;
    /// assert_eq!(serde_json::to_string(&price).unwrap(), "\"101.25\"");
    /// # Ok::<(), keyfob_core::Error>(())
    /// ```
    DecimalText
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

impl Serialize for DecimalText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

fn parse(text: &str) -> Result<Number, Error> {
    super::exact(text).ok_or_else(|| Error::invalid_input(super::NO_DECIMAL))
}

#[cfg(feature = "schemars")]
mod schema {
    use super::{Decimal, DecimalText};

    impl schemars::JsonSchema for Decimal {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Decimal".into()
        }

        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({"type": "number", "format": "decimal"})
        }
    }

    impl schemars::JsonSchema for DecimalText {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> std::borrow::Cow<'static, str> {
            "DecimalText".into()
        }

        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({"type": "string", "format": "decimal"})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_survive() {
        for text in [
            "0.1",
            "101.25",
            "0",
            "-7",
            "123456789012345678.0123456789",
            "0.0500",
        ] {
            let number: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&number).unwrap(), text);
            let same: DecimalText = serde_json::from_str(&format!("\"{text}\"")).unwrap();
            assert_eq!(serde_json::to_string(&same).unwrap(), format!("\"{text}\""));
        }
    }

    #[test]
    fn either_form_is_read() {
        assert_eq!(
            serde_json::from_str::<Decimal>("\" 10.50 \"")
                .unwrap()
                .to_string(),
            "10.50"
        );
        assert_eq!(
            serde_json::from_str::<DecimalText>("1e2")
                .unwrap()
                .to_string(),
            "100"
        );
        assert_eq!(
            serde_json::from_value::<Decimal>(serde_json::json!(2.5))
                .unwrap()
                .to_string(),
            "2.5"
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "\"\"", "\"ten\"", "null", "true", "[1]", "\"1,5\"", "\"NaN\"",
        ] {
            assert!(serde_json::from_str::<Decimal>(text).is_err(), "{text}");
        }
    }
}
