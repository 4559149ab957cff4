//! Indices, the state of a market, and the closing auction.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::quote::percent;
use crate::{Instrument, Name, Price, Quote, Segment, Token};

/// What a market feed says.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a box would be an allocation for each quote"
)]
#[non_exhaustive]
pub enum MarketEvent {
    /// The quote of an instrument.
    Quote(Quote),
    /// The value of an index.
    Index(IndexQuote),
    /// A market opened, closed or changed its state.
    Status(MarketStatus),
    /// The closing auction of an instrument.
    Imbalance(AuctionImbalance),
}

/// The value of an index. Times are seconds since 1970 in UTC.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IndexQuote {
    /// The index: in SFeed by its number, in HSM as it was subscribed to, which is by its name. See [`IndexQuote::by_name`].
    pub instrument: Instrument,
    /// The name of the index, like `Nifty 50`.
    pub name: Option<Arc<str>>,
    /// The trading symbol, where it is told.
    pub symbol: Option<Arc<str>>,
    /// The value.
    pub value: Option<Price>,
    /// The first value of the day.
    pub open: Option<Price>,
    /// The highest value of the day.
    pub high: Option<Price>,
    /// The lowest value of the day.
    pub low: Option<Price>,
    /// The close of the day before.
    pub close: Option<Price>,
    /// When the value was computed.
    pub at: Option<i64>,
    /// The highest value of a year.
    pub year_high: Option<Price>,
    /// The lowest value of a year.
    pub year_low: Option<Price>,
    /// The change in percent, where the feed says it; see [`IndexQuote::change_percent`].
    pub told_change_percent: Option<Price>,
    /// How many decimals values are to be shown with.
    pub precision: Option<u8>,
    /// SFeed's `multiplier`. The vendor does not say what of.
    pub multiplier: Option<Price>,
    /// How many older values of the index were passed over for this one. The codecs leave it 0; who queues quotes sets it.
    pub conflated: u32,
}

impl IndexQuote {
    /// An index of which nothing is said.
    pub fn new(instrument: Instrument) -> Self {
        Self {
            instrument,
            name: None,
            symbol: None,
            value: None,
            open: None,
            high: None,
            low: None,
            close: None,
            at: None,
            year_high: None,
            year_low: None,
            told_change_percent: None,
            precision: None,
            multiplier: None,
            conflated: 0,
        }
    }

    /// The index by its name, which is how it is subscribed to.
    pub fn by_name(&self) -> Option<Instrument> {
        Some(Instrument {
            segment: self.instrument.segment.clone(),
            token: Token::Name(Name::new(self.name.as_deref()?)?),
        })
    }

    /// The change since the close of the day before.
    pub fn change(&self) -> Option<Price> {
        self.value?.checked_sub(self.close?)
    }

    /// The change in percent: as told, else computed. `None` where the close is zero.
    pub fn change_percent(&self) -> Option<Decimal> {
        match self.told_change_percent {
            Some(told) => Some(told.to_decimal()),
            None => percent(self.change()?, self.close?),
        }
    }
}

/// A market opened, closed or changed its state (SFeed's message 105, and 6511 and 6521).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MarketStatus {
    /// The market.
    pub segment: Segment,
    /// The vendor's number of the state; what is known of it is [`MarketStatus::phase`].
    pub code: u16,
    /// The text that came with it, of five letters at most: it is often missing, and known not to fit the number.
    pub text: Option<Arc<str>>,
}

impl MarketStatus {
    /// A state by its number, without a text.
    pub fn new(segment: Segment, code: u16) -> Self {
        Self {
            segment,
            code,
            text: None,
        }
    }

    /// What the number means.
    pub fn phase(&self) -> MarketPhase {
        match self.code {
            1 => MarketPhase::Open,
            2 => MarketPhase::Closed,
            3 => MarketPhase::PreOpenEnding,
            4 => MarketPhase::PreOpenEnded,
            5 => MarketPhase::AuctionChanged,
            6 => MarketPhase::ClosingStarted,
            7 => MarketPhase::ClosingEnded,
            8 => MarketPhase::ContinuousTradingClosed,
            9 => MarketPhase::AuctionPriceBandSet,
            10 => MarketPhase::ClosingAuctionStarted,
            11 => MarketPhase::MarketOrdersRestricted,
            12 => MarketPhase::ClosingAuctionEnded,
            other => MarketPhase::Other(other),
        }
    }
}

/// The states of a market. Source: names in the vendor's client 3.0.9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MarketPhase {
    /// 1: open.
    Open,
    /// 2: closed.
    Closed,
    /// 3: the session before the opening is ending.
    PreOpenEnding,
    /// 4: the session before the opening has ended, and the market is open.
    PreOpenEnded,
    /// 5: the state of an auction changed.
    AuctionChanged,
    /// 6: the closing session started.
    ClosingStarted,
    /// 7: the closing session ended.
    ClosingEnded,
    /// 8: continuous trading is closed, the closing auction starts soon.
    ContinuousTradingClosed,
    /// 9: the price band of the closing auction is set.
    AuctionPriceBandSet,
    /// 10: the closing auction started.
    ClosingAuctionStarted,
    /// 11: orders at the market are restricted.
    MarketOrdersRestricted,
    /// 12: the closing auction ended.
    ClosingAuctionEnded,
    /// A number that is not known.
    Other(u16),
}

/// The closing auction of an instrument (SFeed's message 104). Outside of an auction all three are zero.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuctionImbalance {
    /// The instrument.
    pub instrument: Instrument,
    /// The trading symbol, where it is told.
    pub symbol: Option<Arc<str>>,
    /// The reference price.
    pub reference_price: Price,
    /// The quantity that finds no counterpart.
    pub imbalance: i64,
    /// The same of orders at the market.
    pub imbalance_at_market: i64,
}

impl AuctionImbalance {
    /// An auction in which all orders find a counterpart.
    pub fn new(instrument: Instrument, reference_price: Price) -> Self {
        Self {
            instrument,
            symbol: None,
            reference_price,
            imbalance: 0,
            imbalance_at_market: 0,
        }
    }
}
