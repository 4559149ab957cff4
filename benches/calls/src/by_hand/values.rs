//! Values that vendors write as text or as numbers.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, de};
use time::OffsetDateTime;

/// A whole number, `1` or `"1"`; none for null and an empty text.
#[derive(Debug, Default)]
#[allow(dead_code)]
pub struct Count(pub Option<i64>);

/// A decimal, likewise.
#[derive(Debug, Default)]
#[allow(dead_code)]
pub struct Price(pub Option<Decimal>);

/// Seconds since 1970, likewise.
#[derive(Debug, Default)]
#[allow(dead_code)]
pub struct Seconds(pub Option<OffsetDateTime>);

/// Milliseconds since 1970, likewise.
#[derive(Debug, Default)]
#[allow(dead_code)]
pub struct Milliseconds(pub Option<OffsetDateTime>);

/// Nanoseconds since 1970, likewise.
#[derive(Debug, Default)]
#[allow(dead_code)]
pub struct Nanoseconds(pub Option<OffsetDateTime>);

/// A decimal in a cell of a table; none where that is empty.
#[derive(Debug)]
pub struct Cell(pub Option<Decimal>);

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Exact).map(Self)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whole).map(Self)
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Exact).map(Self)
    }
}

macro_rules! times {
    ($($name:ident: $unit:literal,)*) => {
        $(
            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let units = deserializer.deserialize_any(Whole)?;
                    let time = units.map(|units| {
                        OffsetDateTime::from_unix_timestamp_nanos(i128::from(units) * $unit)
                    });
                    time.transpose().map(Self).map_err(D::Error::custom)
                }
            }
        )*
    };
}

times! {
    Seconds: 1_000_000_000,
    Milliseconds: 1_000_000,
    Nanoseconds: 1,
}

struct Whole;

impl Visitor<'_> for Whole {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        i64::try_from(number).map(Some).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        match text {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(E::custom),
        }
    }
}

struct Exact;

impl Visitor<'_> for Exact {
    type Value = Option<Decimal>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.into()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.into()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        number.try_into().map(Some).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        match text {
            "" => Ok(None),
            text => Decimal::from_str(text).map(Some).map_err(E::custom),
        }
    }
}
