//! Prices and quantities as vendors take them.

use keyfob_core::{Decimal, Error};

/// Writes numbers in the fewest digits: Kotak Neo refuses `0.0` and takes `0`.
pub(crate) fn shorten<'a>(amounts: impl IntoIterator<Item = &'a mut Decimal>) {
    for amount in amounts {
        *amount = amount.normalize();
    }
}

/// Whether it counts units: whole, and not below zero.
pub(crate) fn is_count(quantity: Decimal) -> bool {
    quantity.is_integer() && quantity >= Decimal::ZERO
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

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        let number = Decimal::from_str_exact(text);
        number.or_else(|_| Decimal::from_scientific(text)).unwrap()
    }

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
            let mut number = number(written);
            shorten([&mut number]);
            assert_eq!(number.to_string(), sent, "{written}");
        }
    }

    #[test]
    fn a_quantity_is_whole() {
        for (text, counts) in [
            ("1", true),
            ("65.00", true),
            ("0", true),
            ("1.5", false),
            ("-1", false),
        ] {
            assert_eq!(is_count(number(text)), counts, "{text}");
        }
    }
}
