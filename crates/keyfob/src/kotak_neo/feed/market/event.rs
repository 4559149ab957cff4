//! What a market feed yields.

use keyfob_core::Error;
use keyfob_feed::{Conflate, FeedItem, Gap};
use kotak_neo_feed::{
    AuctionImbalance, Depth, IndexQuote, Instrument, MarketEvent, MarketStatus, Quote,
};

use super::Topic;

/// What a market feed yields.
///
/// Quotes, indices and imbalances are conflated while they wait to be read: the newest takes the place of an older one of the same
/// instrument; the `conflated` of quotes and indices says of how many. All else is kept.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a box would be an allocation for each quote"
)]
#[non_exhaustive]
pub enum Event {
    /// A quote.
    Quote(Quote),
    /// The value of an index.
    Index(IndexQuote),
    /// A market opened, closed, or changed its state.
    MarketStatus(MarketStatus),
    /// The imbalance of orders in a closing auction.
    Imbalance(AuctionImbalance),
    /// The vendor did not take a subscription. It is asked for again on the next connection.
    Refused(Refused),
    /// There was no connection for a while, and what happened meanwhile was not told. It comes before the first event after it. All
    /// subscriptions are asked for again.
    Gap(Gap),
    /// The feed is over, and this is why: the session has ended, or something else that no new connection mends. Nothing comes after it.
    Ended(Error),
}

/// Subscriptions that the vendor did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// Those that were asked for in one message. The vendor does not tell which of them it does not take.
    pub topics: Vec<Topic>,
}

/// What a conversation tells.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a box would be an allocation for each quote"
)]
pub(super) enum Update {
    Market(MarketEvent),
    Refused(Refused),
}

/// What only the newest counts of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Quote(Depth, Instrument),
    Index(Instrument),
    Imbalance(Instrument),
}

impl Conflate for Update {
    type Key = Key;

    fn key(&self) -> Option<Key> {
        let Self::Market(event) = self else {
            return None;
        };
        match event {
            MarketEvent::Quote(quote) => Some(Key::Quote(quote.depth, quote.instrument.clone())),
            MarketEvent::Index(index) => Some(Key::Index(index.instrument.clone())),
            MarketEvent::Imbalance(imbalance) => Some(Key::Imbalance(imbalance.instrument.clone())),
            _ => None,
        }
    }

    fn replaces(&mut self, older: &Self) {
        let (Self::Market(this), Self::Market(older)) = (self, older) else {
            return;
        };
        match (this, older) {
            (MarketEvent::Quote(this), MarketEvent::Quote(older)) => {
                this.conflated = passed_over(this.conflated, older.conflated);
            }
            (MarketEvent::Index(this), MarketEvent::Index(older)) => {
                this.conflated = passed_over(this.conflated, older.conflated);
            }
            _ => {}
        }
    }
}

/// The older one itself, and those that either had passed over.
fn passed_over(by_this: u32, by_older: u32) -> u32 {
    by_this.saturating_add(by_older).saturating_add(1)
}

impl Event {
    /// `None` for what this version does not know.
    pub(super) fn of(item: FeedItem<Update>) -> Option<Self> {
        Some(match item {
            FeedItem::Event(Update::Market(event)) => match event {
                MarketEvent::Quote(quote) => Self::Quote(quote),
                MarketEvent::Index(index) => Self::Index(index),
                MarketEvent::Status(status) => Self::MarketStatus(status),
                MarketEvent::Imbalance(imbalance) => Self::Imbalance(imbalance),
                _ => return None,
            },
            FeedItem::Event(Update::Refused(refused)) => Self::Refused(refused),
            FeedItem::Gap(gap) => Self::Gap(gap),
            FeedItem::Ended(error) => Self::Ended(error),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_quote_passed_over_before_is_counted_too() {
        let quote = |conflated| {
            let mut quote = Quote::new("nse_cm|11536".parse().unwrap(), Depth::Touch);
            quote.conflated = conflated;
            Update::Market(MarketEvent::Quote(quote))
        };
        // It may come out of the queue of a login, where it took the place of others.
        let mut newer = quote(5);
        newer.replaces(&quote(2));
        let Update::Market(MarketEvent::Quote(newer)) = newer else {
            panic!("{newer:?}");
        };
        assert_eq!(newer.conflated, 8);
    }
}
