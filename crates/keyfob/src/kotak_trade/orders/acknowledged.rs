//! What became of an order.

use std::collections::{BTreeMap, btree_map};
use std::ops::Deref;

use kotak_trade::types;

/// What the exchanges said to an order, by exchange: `NSE`, `BSE`, ... One that got nothing of it has the number 0.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    number: String,
    by_exchange: BTreeMap<String, types::OrderAcknowledgement>,
}

impl Acknowledged {
    /// None if no exchange has a number for the order: it is 0, blank or a word where there is none.
    pub(super) fn new(by_exchange: BTreeMap<String, types::OrderAcknowledgement>) -> Option<Self> {
        let number = |name: &str| {
            let number = by_exchange.get(name)?.order_number.clone()?;
            is_number(&number).then(|| number.trim().to_owned())
        };
        // As the vendor's client: that of the NSE first.
        let others = by_exchange.keys().map(String::as_str);
        let number = ["NSE"].into_iter().chain(others).find_map(number)?;
        Some(Self {
            number,
            by_exchange,
        })
    }

    /// The order's number, by which it is found in the book.
    pub fn order_number(&self) -> &str {
        &self.number
    }
}

impl Deref for Acknowledged {
    type Target = BTreeMap<String, types::OrderAcknowledgement>;

    fn deref(&self) -> &Self::Target {
        &self.by_exchange
    }
}

impl IntoIterator for Acknowledged {
    type Item = (String, types::OrderAcknowledgement);
    type IntoIter = btree_map::IntoIter<String, types::OrderAcknowledgement>;

    fn into_iter(self) -> Self::IntoIter {
        self.by_exchange.into_iter()
    }
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with('-') && text.contains(|c: char| ('1'..='9').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_nothing_numbers_no_order() {
        for (text, numbers) in [
            ("2200", true),
            (" 1230000000000001 ", true),
            ("NSE-7", true),
            ("0", false),
            ("000", false),
            ("-1", false),
            ("NA", false),
            (" ", false),
        ] {
            assert_eq!(is_number(text), numbers, "{text:?}");
        }
    }
}
