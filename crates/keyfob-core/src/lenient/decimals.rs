//! Members that are decimals: read from a number or a text, digit by digit.

use super::Members;
use super::text::inner;
use crate::decimal::{Decimal, Exact, exact};

impl Members<'_> {
    /// A decimal that may be left out. A text with groups, `1,234.50`, is one, too.
    pub fn decimal(&mut self, name: &'static str) -> Option<Decimal> {
        let raw = self.take(name)?;
        let text = inner(raw.text());
        if matches!(text, "" | "null") {
            return None;
        }
        // Most are read here; the others in every way that there is.
        if let Some(number) = exact(text) {
            self.saw(name);
            return Some(number);
        }
        let number: Option<Exact> = self.read(name, &raw).flatten();
        number.map(|exact| exact.0)
    }

    /// A list of decimals.
    pub fn decimals(&mut self, name: &'static str) -> Vec<Decimal> {
        let exact = self.list::<Exact>(name).into_iter();
        exact.map(|exact| exact.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer};

    use super::*;
    use crate::decimal::DecimalNumber;
    use crate::lenient::object;

    struct Book {
        price: Option<Decimal>,
        levels: Vec<Decimal>,
        limits: BTreeMap<String, DecimalNumber>,
    }

    impl<'de> Deserialize<'de> for Book {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object(
                deserializer,
                &[&["price"], &["levels"], &["limits"]],
                |members| Self {
                    price: members.decimal("price"),
                    levels: members.decimals("levels"),
                    limits: members.map("limits"),
                },
            )
        }
    }

    fn price(json: &str) -> Option<String> {
        let book: Book = serde_json::from_str(&format!(r#"{{"price":{json}}}"#)).unwrap();
        book.price.map(|price| price.to_string())
    }

    #[test]
    fn a_decimal_is_read_digit_by_digit_from_either_form() {
        for (json, digits) in [
            ("0.1", Some("0.1")),
            (r#""0.10""#, Some("0.10")),
            (
                "123456789012345678.0123456789",
                Some("123456789012345678.0123456789"),
            ),
            (r#""1,234.50""#, Some("1234.50")),
            ("1e2", Some("100")),
            (r#""""#, None),
            ("null", None),
            ("{}", None),
            (r#""n/a""#, None),
        ] {
            assert_eq!(price(json).as_deref(), digits, "{json}");
        }
    }

    #[test]
    fn so_are_those_of_lists_and_maps() {
        let json = r#"{"levels":[0.1,"0.20",null,"x"],"limits":{"a":0.30,"b":"0.4"}}"#;
        let book: Book = serde_json::from_str(json).unwrap();
        let levels: Vec<_> = book.levels.iter().map(Decimal::to_string).collect();
        assert_eq!(levels, ["0.1", "0.20"]);
        assert_eq!(book.limits["a"].to_string(), "0.30");
        assert_eq!(book.limits.len(), 2);
    }
}
