//! Which positions were told.

use std::cmp::Ordering;
use std::collections::{HashMap, VecDeque};
use std::time::SystemTime;

use keyfob_core::Decimal;

use super::PositionUpdate;
use crate::expiry::next_midnight_in_india;
use crate::trading::Segment;

/// How many figures of contracts without a name are remembered for each underlying and product.
const NAMELESS: usize = 256;

/// Which positions were told, so that each figure is told once.
///
/// The feed names the underlying only, and the list the contract, too. What is bought and sold in a day only grows, so that a contract's
/// figures that are less than those told of the same day are late. Days begin at midnight in India.
#[derive(Debug, Default)]
pub(super) struct Positions(HashMap<Group, Told>);

/// What feed and list both tell of a position. Several contracts of one underlying have it in common.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Group {
    segment: Option<Segment>,
    symbol: Option<String>,
    product: String,
}

#[derive(Debug, Default)]
struct Told {
    /// The last figures, by the trading symbol.
    named: HashMap<String, Figures>,
    /// Figures of some contract of the group, the newest last.
    nameless: VecDeque<Figures>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Figures {
    /// The midnight in India up to which they count.
    day_ends_at: Option<SystemTime>,
    quantities: [i64; 2],
    amounts: [Option<Decimal>; 2],
}

impl Positions {
    /// Takes it for told; whether it was yet to be.
    ///
    /// The day is that of the vendor's time, and of now where none is told.
    pub(super) fn take(&mut self, position: &PositionUpdate, now: SystemTime) -> bool {
        let group = Group {
            segment: position.contract.segment,
            symbol: position.contract.symbol.clone(),
            product: position.product.to_string(),
        };
        let told = self.0.entry(group).or_default();
        let figures = Figures::of(position, now);
        match &position.contract.trading_symbol {
            Some(contract) => told.take_named(contract, figures),
            None => told.take_nameless(figures),
        }
    }
}

impl Told {
    fn take_named(&mut self, contract: &str, figures: Figures) -> bool {
        let last = self.named.get(contract);
        if last.is_some_and(|last| !figures.is_after(last)) {
            return false;
        }
        self.named.insert(contract.to_owned(), figures);
        !self.nameless.contains(&figures)
    }

    fn take_nameless(&mut self, figures: Figures) -> bool {
        if self.nameless.contains(&figures) {
            return false;
        }
        self.nameless.push_back(figures);
        if self.nameless.len() > NAMELESS {
            self.nameless.pop_front();
        }
        !self.named.values().any(|named| *named == figures)
    }
}

impl Figures {
    fn of(position: &PositionUpdate, now: SystemTime) -> Self {
        let changed_at = position.updated_at.map_or(now, SystemTime::from);
        Self {
            day_ends_at: next_midnight_in_india(changed_at),
            quantities: [position.bought_quantity, position.sold_quantity],
            amounts: [position.bought_amount, position.sold_amount],
        }
    }

    fn is_after(&self, told: &Self) -> bool {
        match self.day_ends_at.cmp(&told.day_ends_at) {
            Ordering::Greater => return true,
            Ordering::Less => return false,
            Ordering::Equal => {}
        }
        let mut pairs = self.quantities.iter().zip(&told.quantities);
        let has_less = pairs.any(|(new, told)| new < told);
        !has_less && self != told
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use serde_json::json;

    use super::*;
    use crate::trading::moment;

    /// A position of an option: by its name, as in the list, or without one, as in the feed.
    fn bought(contract: Option<&str>, units: i64) -> PositionUpdate {
        let row = json!({
            "exSeg": "nse_fo", "sym": "NIFTY", "trdSym": contract, "prod": "NRML",
            "flBuyQty": units, "flSellQty": 0, "buyAmt": (units * 10).to_string(), "sellAmt": "0.00",
        });
        PositionUpdate::of_book(serde_json::from_value(row).unwrap()).unwrap()
    }

    /// The same, changed at this time by the vendor's clock.
    fn at(time: &str, mut position: PositionUpdate) -> PositionUpdate {
        position.updated_at = moment(Some(time));
        position
    }

    fn told<const N: usize>(positions: [PositionUpdate; N]) -> [bool; N] {
        let mut told = Positions::default();
        positions.map(|position| told.take(&position, UNIX_EPOCH))
    }

    #[test]
    fn what_a_new_day_begins_with_is_new_and_what_the_day_before_had_is_late() {
        for name in [Some("CALL"), None] {
            let monday = at("23-Nov-2026 23:59:59", bought(name, 100));
            let tuesday = at("24-Nov-2026 00:00:00", bought(name, 50));
            let same_again = at("24-Nov-2026 10:00:00", bought(name, 100));
            let states = [monday.clone(), tuesday, monday, same_again];
            assert_eq!(told(states), [true, true, false, true], "{name:?}");
        }
    }

    #[test]
    fn where_no_time_is_told_the_clock_tells_the_day_in_india() {
        for name in [Some("CALL"), None] {
            let mut told = Positions::default();
            let mut take = |units, seconds| {
                let now = UNIX_EPOCH + Duration::from_secs(seconds);
                told.take(&bought(name, units), now)
            };
            // The midnight of India is at 18:30 UTC.
            assert!(take(100, 66_599), "{name:?}");
            assert!(!take(100, 66_599), "{name:?}");
            assert!(take(50, 66_600), "{name:?}");
            assert!(take(100, 66_600), "{name:?}");
            assert!(!take(100, 66_600), "{name:?}");
        }
    }

    #[test]
    fn of_one_contract_only_more_is_new() {
        let call = |units| bought(Some("CALL"), units);
        let states = [call(75), call(75), call(150), call(75)];
        assert_eq!(told(states), [true, false, true, false]);
    }

    #[test]
    fn contracts_of_one_underlying_do_not_hide_each_other() {
        let positions = [
            bought(None, 75),
            bought(None, 300),
            bought(None, 150),
            bought(None, 75),
        ];
        assert_eq!(told(positions), [true, true, true, false]);
        let positions = [
            bought(Some("CALL"), 300),
            bought(Some("PUT"), 75),
            bought(Some("CALL"), 225),
        ];
        assert_eq!(told(positions), [true, true, false]);
    }

    #[test]
    fn what_the_feed_told_the_list_does_not_tell_again_and_vice_versa() {
        let positions = [
            bought(None, 75),
            bought(Some("CALL"), 75),
            bought(Some("CALL"), 150),
            bought(None, 150),
        ];
        assert_eq!(told(positions), [true, false, true, false]);
    }

    #[test]
    fn figures_are_remembered_up_to_a_bound() {
        let mut told = Positions::default();
        for units in 0..2000 {
            assert!(told.take(&bought(None, units), UNIX_EPOCH));
        }
        assert!(!told.take(&bought(None, 1999), UNIX_EPOCH));
        let held: usize = told.0.values().map(|told| told.nameless.len()).sum();
        assert_eq!(held, NAMELESS);
    }
}
