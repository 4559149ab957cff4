//! The quote of an instrument.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::{Instrument, Level, Levels, Price};

/// How much of the order book a quote has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Depth {
    /// The last price alone (SFeed's "lite", level 1).
    LastPrice,
    /// The best bid and the best offer (HSM's scrip, SFeed's level 4).
    Touch,
    /// Five levels a side (HSM's depth, SFeed's level 8; level 2, which the vendor does not name, too).
    Five,
    /// Twenty levels a side (SFeed's level 16).
    Twenty,
}

/// What a feed says of an instrument. What it does not say is `None`; each feed and depth says other things.
///
/// Prices are in the currency of the instrument. Times are seconds since 1970 in UTC.
///
/// Numbers beyond those of the wire come as other ones, as in the vendor's clients. SFeed's prices have no sign, other than those of changes
/// and of the order book: a price below zero would be one just below 42,949,672.96 (with two decimals). HSM's quantities are of 32 bits
/// with a sign: a volume above 2,147,483,647 would be below zero. Neither was seen.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quote {
    /// What is quoted.
    pub instrument: Instrument,
    /// The trading symbol, like `TCS-EQ`.
    pub symbol: Option<Arc<str>>,
    /// How much of the order book this quote has.
    pub depth: Depth,
    /// The price of the last trade.
    pub last_price: Option<Price>,
    /// The quantity of the last trade.
    pub last_quantity: Option<i64>,
    /// When the last trade was.
    pub last_trade_at: Option<i64>,
    /// When the exchange changed this last.
    pub updated_at: Option<i64>,
    /// The first price of the day.
    pub open: Option<Price>,
    /// The highest price of the day.
    pub high: Option<Price>,
    /// The lowest price of the day.
    pub low: Option<Price>,
    /// The close of the day before.
    pub close: Option<Price>,
    /// The average price of the day, weighted by volume.
    pub average_price: Option<Price>,
    /// The quantity traded today.
    pub volume: Option<i64>,
    /// The quantity of all bids.
    pub total_buy_quantity: Option<i64>,
    /// The quantity of all offers.
    pub total_sell_quantity: Option<i64>,
    /// Open interest.
    pub open_interest: Option<i64>,
    /// The lowest price that is taken today.
    pub lower_circuit: Option<Price>,
    /// The highest price that is taken today.
    pub upper_circuit: Option<Price>,
    /// The lowest price of a year.
    pub year_low: Option<Price>,
    /// The highest price of a year.
    pub year_high: Option<Price>,
    /// The change since the close of the day before, where the feed says it; see [`Quote::change`].
    pub told_change: Option<Price>,
    /// The same in percent; see [`Quote::change_percent`].
    pub told_change_percent: Option<Price>,
    /// The value traded today, where the feed says it. It is a binary float on the wire, so it is one here.
    pub traded_value: Option<f64>,
    /// The size of a lot.
    pub lot_size: Option<u32>,
    /// How many decimals prices are to be shown with.
    pub precision: Option<u8>,
    /// SFeed's `multiplier`, as it comes. The vendor does not say what of.
    pub multiplier: Option<u32>,
    /// Whether the instrument is in an auction.
    pub auction: bool,
    /// The bids, highest first.
    pub bids: Levels,
    /// The offers, lowest first.
    pub offers: Levels,
    /// How many older quotes of the instrument were passed over for this one. The codecs leave it 0; who queues quotes sets it.
    pub conflated: u32,
}

impl Quote {
    /// A quote that says nothing.
    #[inline]
    pub fn new(instrument: Instrument, depth: Depth) -> Self {
        Self {
            instrument,
            symbol: None,
            depth,
            last_price: None,
            last_quantity: None,
            last_trade_at: None,
            updated_at: None,
            open: None,
            high: None,
            low: None,
            close: None,
            average_price: None,
            volume: None,
            total_buy_quantity: None,
            total_sell_quantity: None,
            open_interest: None,
            lower_circuit: None,
            upper_circuit: None,
            year_low: None,
            year_high: None,
            told_change: None,
            told_change_percent: None,
            traded_value: None,
            lot_size: None,
            precision: None,
            multiplier: None,
            auction: false,
            bids: Levels::default(),
            offers: Levels::default(),
            conflated: 0,
        }
    }

    /// The change since the close of the day before: as told, else computed.
    pub fn change(&self) -> Option<Price> {
        self.told_change
            .or_else(|| self.last_price?.checked_sub(self.close?))
    }

    /// The change in percent: as told, else computed. `None` where the close is zero.
    pub fn change_percent(&self) -> Option<Decimal> {
        match self.told_change_percent {
            Some(told) => Some(told.to_decimal()),
            None => percent(self.change()?, self.close?),
        }
    }

    /// The value traded today: as told (a float on the wire, here to 15 digits), else volume times average price.
    pub fn turnover(&self) -> Option<Decimal> {
        match self.traded_value {
            Some(told) => Decimal::from_f64(told),
            None => Decimal::from(self.volume?).checked_mul(self.average_price?.to_decimal()),
        }
    }

    /// The highest bid, where there is one.
    pub fn best_bid(&self) -> Option<&Level> {
        self.bids.first().filter(|level| !level.is_empty())
    }

    /// The lowest offer, where there is one.
    pub fn best_offer(&self) -> Option<&Level> {
        self.offers.first().filter(|level| !level.is_empty())
    }
}

/// `change` in percent of `close`.
pub(crate) fn percent(change: Price, close: Price) -> Option<Decimal> {
    change
        .to_decimal()
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(close.to_decimal())
}
