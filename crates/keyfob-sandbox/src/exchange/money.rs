//! Rupees, exactly.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

/// An amount in rupees, exact to the paisa.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From whole rupees.
    pub const fn rupees(rupees: i64) -> Self {
        Self(rupees.saturating_mul(100))
    }

    /// From paise, hundredths of a rupee.
    pub const fn paise(paise: i64) -> Self {
        Self(paise)
    }

    /// In paise.
    pub const fn as_paise(self) -> i64 {
        self.0
    }

    pub(crate) fn percent(self, percent: i64) -> Self {
        Self(self.0.saturating_mul(percent) / 100)
    }

    /// Divided, to the nearest paisa; nothing is divided by zero.
    pub(crate) fn over(self, parts: i64) -> Self {
        let half = parts.abs() / 2 * self.0.signum();
        Self(self.0.saturating_add(half).checked_div(parts).unwrap_or(0))
    }

    pub(crate) fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// As a JSON number: whole amounts without a point, as the vendors write them.
    pub(crate) fn number(self) -> Value {
        if self.0 % 100 == 0 {
            return Value::from(self.0 / 100);
        }
        let number = self.to_string().parse().ok().and_then(Number::from_f64);
        number.map_or(Value::Null, Value::Number)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let paise = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", paise / 100, paise % 100)
    }
}

/// The text is no amount in rupees and paise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotMoney;

impl fmt::Display for NotMoney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an amount of rupees with at most two decimals")
    }
}

impl std::error::Error for NotMoney {}

impl FromStr for Money {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let part = part.trim_end_matches('0');
        let numeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || part.len() > 2 || !numeric(whole) || !numeric(part) {
            return Err(NotMoney);
        }
        let paise = format!("{whole}{part:0<2}");
        let paise: i64 = paise.parse().map_err(|_| NotMoney)?;
        Ok(Self(sign * paise))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(from)?;
        number.to_string().parse().map_err(serde::de::Error::custom)
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i64> for Money {
    type Output = Self;

    fn mul(self, times: i64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_numbers_keep_every_paisa() {
        for (text, paise) in [
            ("101.25", 10_125),
            ("0", 0),
            ("-3.5", -350),
            ("7.5000", 750),
        ] {
            assert_eq!(text.parse(), Ok(Money::paise(paise)));
        }
        for wrong in ["", "1.234", "1e2", ".5", "-", "1,000", "1.x"] {
            assert_eq!(wrong.parse::<Money>(), Err(NotMoney), "{wrong}");
        }
        assert_eq!(Money::paise(-5).to_string(), "-0.05");
        assert_eq!(Money::paise(10_125).number().to_string(), "101.25");
        assert_eq!(Money::rupees(101).number().to_string(), "101");
        assert_eq!(Money::paise(10).over(3), Money::paise(3));
        assert_eq!(Money::paise(11).over(3), Money::paise(4));
    }
}
