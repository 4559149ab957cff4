//! What the vendors do with amounts of rupees that decimals do not do by themselves.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

/// Beyond this an amount is not told from another, so that sums stay within what a decimal holds.
const MOST: i128 = 1_000_000_000_000_000_000_000_000;

/// An amount of rupees, exact to the paisa.
pub(crate) trait Rupees {
    /// Rounded to the paisa.
    fn to_paisa(self) -> Decimal;

    /// So many times the amount.
    fn times(self, quantity: i64) -> Decimal;

    /// So many hundredths of the amount, without what is less than a paisa.
    fn percent(self, percent: i64) -> Decimal;

    /// Divided, to the nearest paisa; nothing is divided by zero.
    fn over(self, parts: i64) -> Decimal;

    /// As text, with two decimals.
    fn text(self) -> String;

    /// As a JSON number: whole amounts without a point, as the vendors write them.
    fn number(self) -> Value;

    /// In hundredths of a rupee.
    fn in_paise(self) -> Decimal;
}

impl Rupees for Decimal {
    fn to_paisa(self) -> Decimal {
        let most = Self::from_i128_with_scale(MOST, 0);
        self.clamp(-most, most)
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
    }

    fn times(self, quantity: i64) -> Decimal {
        self.saturating_mul(quantity.into()).to_paisa()
    }

    fn percent(self, percent: i64) -> Decimal {
        (self * Self::new(percent, 2)).trunc_with_scale(2)
    }

    fn over(self, parts: i64) -> Decimal {
        self.checked_div(parts.into())
            .unwrap_or_default()
            .to_paisa()
    }

    fn text(self) -> String {
        // A zero may have a sign.
        let amount = if self.is_zero() { Self::ZERO } else { self };
        format!("{amount:.2}")
    }

    fn number(self) -> Value {
        let amount = self.normalize();
        let whole = Some(amount).filter(Self::is_integer);
        match whole.and_then(|whole| i64::try_from(whole).ok()) {
            Some(whole) => whole.into(),
            None => {
                let number = amount.to_string().parse().ok().and_then(Number::from_f64);
                number.map_or(Value::Null, Value::Number)
            }
        }
    }

    fn in_paise(self) -> Decimal {
        self.saturating_mul(Self::ONE_HUNDRED).trunc()
    }
}

/// Reads an amount that has at most two decimals and is written plainly.
pub(crate) fn parse_rupees(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let amount = Decimal::from_str_exact(text).ok().filter(|_| is_plain)?;
    let fits = amount.normalize().scale() <= 2 && amount == amount.to_paisa();
    fits.then_some(amount)
}

/// An amount that comes as a JSON number, and as nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonAmount(Decimal);

impl JsonAmount {
    pub(crate) fn get(self) -> Decimal {
        self.0
    }
}

impl<'de> Deserialize<'de> for JsonAmount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(from)?;
        let wrong = || serde::de::Error::custom(NO_AMOUNT);
        parse_rupees(&number.to_string())
            .map(Self)
            .ok_or_else(wrong)
    }
}

pub(crate) const NO_AMOUNT: &str = "not an amount of rupees with at most two decimals";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_amounts_keep_every_paisa() {
        for (text, paise) in [
            ("101.25", 10_125),
            ("0", 0),
            ("-3.5", -350),
            ("7.5000", 750),
        ] {
            assert_eq!(parse_rupees(text), Some(Decimal::new(paise, 2)));
        }
        for wrong in [
            "", "1.234", "1e2", ".5", "-", "1,000", "1_000", "1.x", "+1", "1.2.3",
        ] {
            assert_eq!(parse_rupees(wrong), None, "{wrong}");
        }
        assert_eq!(parse_rupees(&"9".repeat(40)), None);
    }

    #[test]
    fn amounts_are_written_as_the_vendors_write_them() {
        assert_eq!(Decimal::new(-5, 2).text(), "-0.05");
        assert_eq!(Decimal::from(101).text(), "101.00");
        assert_eq!((-Decimal::ZERO).text(), "0.00");
        assert_eq!((-Decimal::ZERO).number().to_string(), "0");
        assert_eq!(Decimal::new(10_125, 2).number().to_string(), "101.25");
        assert_eq!(Decimal::new(10_100, 2).number().to_string(), "101");
        assert_eq!(Decimal::new(10_125, 2).in_paise().to_string(), "10125");
    }

    #[test]
    fn parts_are_rounded_to_the_paisa_and_nothing_overflows() {
        assert_eq!(Decimal::new(10, 2).over(3), Decimal::new(3, 2));
        assert_eq!(Decimal::new(11, 2).over(3), Decimal::new(4, 2));
        assert_eq!(Decimal::new(-5, 2).over(2), Decimal::new(-3, 2));
        assert_eq!(Decimal::ONE.over(0), Decimal::ZERO);
        assert_eq!(Decimal::new(199, 2).percent(50), Decimal::new(99, 2));
        let most = Decimal::MAX.times(i64::MAX);
        assert_eq!(most + most, most.times(2).to_paisa() + most);
        assert!(Decimal::MAX.to_paisa().percent(110) > Decimal::ZERO);
    }
}
