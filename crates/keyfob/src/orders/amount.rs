//! Prices and quantities as vendors take them.

#[cfg(feature = "kotak-trade")]
use keyfob_core::Decimal;
#[cfg(feature = "kotak-neo")]
use keyfob_core::DecimalText;
use keyfob_core::Error;

/// A number that is written in the fewest digits: Kotak Neo refuses `0.0` and takes `0`.
pub(crate) trait Amount: Copy {
    /// The same number without zeros at its end, and zero without a sign.
    fn shortest(self) -> Self;
    /// Whether it counts units: whole, and not below zero.
    fn is_count(self) -> bool;
}

macro_rules! amount {
    ($($feature:literal $name:ident;)*) => {
        $(
            #[cfg(feature = $feature)]
            impl Amount for $name {
                fn shortest(self) -> Self {
                    match self.0.is_zero() {
                        true => Self::from(0),
                        false => Self(self.0.normalize()),
                    }
                }

                fn is_count(self) -> bool {
                    self.0.fract().is_zero() && self >= Self::from(0)
                }
            }
        )*
    };
}

amount! {
    "kotak-trade" Decimal;
    "kotak-neo" DecimalText;
}

/// Writes numbers in the fewest digits.
pub(crate) fn shorten<'a, T: Amount + 'a>(amounts: impl IntoIterator<Item = &'a mut T>) {
    for amount in amounts {
        *amount = amount.shortest();
    }
}

/// What is wrong with a quantity that is no number of units.
///
/// # Errors
/// [`Error::InvalidInput`] names the member.
pub(crate) fn is_no_count(member: &str, quantity: impl std::fmt::Display) -> Error {
    Error::invalid_input(format!(
        "`{member}` counts units, and {quantity} is no whole number from 0 on"
    ))
}

#[cfg(all(test, feature = "kotak-neo"))]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_fewest_digits() {
        for (written, sent) in [
            ("0", "0"),
            ("0.0", "0"),
            ("0.00", "0"),
            ("-0.0", "0"),
            ("10.50", "10.5"),
            ("10.00", "10"),
            ("1500", "1500"),
            ("1e2", "100"),
            ("0.05", "0.05"),
            ("101.25", "101.25"),
        ] {
            let number: DecimalText = written.parse().unwrap();
            assert_eq!(number.shortest().to_string(), sent, "{written}");
        }
    }

    #[test]
    fn a_quantity_is_whole() {
        for (text, is_count) in [("1", true), ("65.00", true), ("0", true), ("1.5", false)] {
            assert_eq!(text.parse::<DecimalText>().unwrap().is_count(), is_count);
        }
        assert!(!"-1".parse::<DecimalText>().unwrap().is_count());
    }
}
