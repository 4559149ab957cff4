//! What is looked for.

use std::ops::{Bound, RangeBounds};

use keyfob_core::Decimal;
use time::Date;

use super::look_up::within;
use super::{Instrument, OptionType};

/// What [`Instruments::search`](super::Instruments::search) is to find: a symbol, and of it a part.
///
/// It knows what the vendor's own client does (days and strikes from, to and between, both ends included), but that takes any part
/// of a symbol, and this the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    symbol: String,
    expiry: Bounds<Date>,
    option_type: Option<OptionType>,
    strike: Bounds<Decimal>,
}

type Bounds<T> = (Bound<T>, Bound<T>);

impl Search {
    /// All of a company or an underlying; the case of the letters does not count.
    pub fn symbol(symbol: impl Into<String>) -> Self {
        Self {
            symbol: symbol.into(),
            expiry: (Bound::Unbounded, Bound::Unbounded),
            option_type: None,
            strike: (Bound::Unbounded, Bound::Unbounded),
        }
    }

    /// Only what expires in these days: `day..=day`, `first..=last`, `first..`
    pub fn expiry(mut self, days: impl RangeBounds<Date>) -> Self {
        self.expiry = bounds(&days);
        self
    }

    /// Only calls, or only puts.
    pub fn option_type(mut self, option_type: OptionType) -> Self {
        self.option_type = Some(option_type);
        self
    }

    /// Only options with these strikes, in rupees.
    pub fn strike(mut self, strikes: impl RangeBounds<Decimal>) -> Self {
        self.strike = bounds(&strikes);
        self
    }

    pub(super) fn wanted(&self) -> &str {
        &self.symbol
    }

    /// The parts of a symbol's sorted list that are wanted: one for each day and option type.
    pub(super) fn parts<'a>(&self, of_symbol: &'a [Instrument]) -> Vec<&'a [Instrument]> {
        let mut parts = Vec::new();
        let mut rest = within(of_symbol, |it| it.expiry, present(self.expiry));
        while let Some(first) = rest.first() {
            let key = |it: &Instrument| (it.expiry, it.option_type);
            let end = rest.partition_point(|it| key(it) <= key(first));
            let Some((part, after)) = rest.split_at_checked(end) else {
                break;
            };
            rest = after;
            let right = self
                .option_type
                .is_none_or(|it| first.option_type == Some(it));
            if right {
                parts.push(within(part, |it| it.strike, present(self.strike)));
            }
        }
        parts
    }
}

fn bounds<T: Copy>(range: &impl RangeBounds<T>) -> Bounds<T> {
    (range.start_bound().cloned(), range.end_bound().cloned())
}

/// What has no value lies within no bounds, but for those that bound nothing.
fn present<T>((start, end): Bounds<T>) -> Bounds<Option<T>> {
    let start = match (start.map(Some), &end) {
        (Bound::Unbounded, Bound::Included(_) | Bound::Excluded(_)) => Bound::Excluded(None),
        (start, _) => start,
    };
    (start, end.map(Some))
}
