//! The messages that are quotes of instruments.

use std::num::NonZeroU64;

use crate::reader::Reader;
use crate::sfeed::message::{Message, percent, time};
use crate::sfeed::symbols::Symbols;
use crate::{Depth, Level, Levels, MarketEvent, Price, Problem, Quote, Sink};

impl Message<'_> {
    #[inline]
    pub(super) fn last_price(
        &self,
        divider: NonZeroU64,
        symbols: &Symbols,
        sink: &mut impl Sink,
    ) -> Option<()> {
        let mut body = Reader::new(self.body.left().first_chunk::<45>()?);
        let token = body.u32_le()?;
        let last_trade_at = body.i64_le()?;
        let last_price = body.u32_le()?;
        let last_quantity = body.i64_le()?;
        let close = body.u32_le()?;
        let change_percent = body.i32_le()?;
        let change = body.i32_le()?;
        let lot_size = body.u32_le()?;
        let precision = body.u8()?;
        let multiplier = body.u32_le()?;
        // In full, so that the quote is made where it is taken.
        sink.event(MarketEvent::Quote(Quote {
            instrument: self.instrument(token),
            symbol: symbols.of(self.exchange, token),
            depth: Depth::LastPrice,
            last_price: Some(Price::of(last_price.into(), divider)),
            last_quantity: Some(last_quantity),
            last_trade_at: time(last_trade_at),
            updated_at: None,
            open: None,
            high: None,
            low: None,
            close: Some(Price::of(close.into(), divider)),
            average_price: None,
            volume: None,
            total_buy_quantity: None,
            total_sell_quantity: None,
            open_interest: None,
            lower_circuit: None,
            upper_circuit: None,
            year_low: None,
            year_high: None,
            told_change: Some(Price::of(change.into(), divider)),
            told_change_percent: Some(percent(change_percent)),
            traded_value: None,
            lot_size: Some(lot_size),
            precision: Some(precision),
            multiplier: Some(multiplier),
            auction: self.auction,
            bids: Levels::default(),
            offers: Levels::default(),
            conflated: 0,
        }));
        Some(())
    }

    #[inline]
    pub(super) fn picture(
        &self,
        divider: NonZeroU64,
        symbols: &Symbols,
        sink: &mut impl Sink,
    ) -> Option<()> {
        let (fixed, rows) = self.body.left().split_first_chunk::<135>()?;
        let token = Reader::new(fixed).u32_le()?;
        let mut counts = Reader::new(fixed.get(80..)?);
        let counts = [counts.u32_le()?, counts.u32_le()?];
        let (rows, _) = rows.as_chunks::<16>();
        // What calls other functions comes first: so the rest goes from the message to its place.
        let symbol = symbols.of(self.exchange, token);
        let (depth, bids, offers) = match (self.level, rows) {
            (4, [bid, offer, ..]) => {
                let (bid, offer) = (level(bid, divider), level(offer, divider));
                (Depth::Touch, bid.into(), offer.into())
            }
            _ => book(self.level, counts, rows, divider, sink),
        };
        let price = |units: u32| Some(Price::of(units.into(), divider));
        let mut body = Reader::new(fixed);
        let _token = body.u32_le()?;
        let total_buy_quantity = body.i64_le()?;
        let total_sell_quantity = body.i64_le()?;
        let volume = body.i64_le()?;
        let last_trade_at = body.i64_le()?;
        let updated_at = body.i64_le()?;
        let open = body.u32_le()?;
        let close = body.u32_le()?;
        let high = body.u32_le()?;
        let low = body.u32_le()?;
        let last_price = body.u32_le()?;
        let last_quantity = body.i64_le()?;
        let average_price = body.u32_le()?;
        let _indicative_close = body.u32_le()?;
        let _counts = body.u64_le()?;
        let _trading_status = body.i16_le()?;
        let change_percent = body.i32_le()?;
        let open_interest = body.u32_le()?;
        let traded_value = body.f64_le()? / divider.get().cast_signed() as f64;
        let change = body.i32_le()?;
        let upper_circuit = body.u32_le()?;
        let lower_circuit = body.u32_le()?;
        let year_high = body.u32_le()?;
        let year_low = body.u32_le()?;
        let lot_size = body.u32_le()?;
        let precision = body.u8()?;
        let multiplier = body.u32_le()?;
        sink.event(MarketEvent::Quote(Quote {
            instrument: self.instrument(token),
            symbol,
            depth,
            last_price: price(last_price),
            last_quantity: Some(last_quantity),
            last_trade_at: time(last_trade_at),
            updated_at: time(updated_at),
            open: price(open),
            high: price(high),
            low: price(low),
            close: price(close),
            average_price: price(average_price),
            volume: Some(volume),
            total_buy_quantity: Some(total_buy_quantity),
            total_sell_quantity: Some(total_sell_quantity),
            open_interest: Some(open_interest.into()),
            lower_circuit: price(lower_circuit),
            upper_circuit: price(upper_circuit),
            year_low: price(year_low),
            year_high: price(year_high),
            told_change: Some(Price::of(change.into(), divider)),
            told_change_percent: Some(percent(change_percent)),
            traded_value: Some(traded_value).filter(|value| value.is_finite()),
            lot_size: Some(lot_size),
            precision: Some(precision),
            multiplier: Some(multiplier),
            auction: self.auction,
            bids,
            offers,
            conflated: 0,
        }));
        Some(())
    }
}

/// Both sides of an order book of `level`, as far as there are rows.
#[inline(never)]
fn book(
    level: u8,
    counts: [u32; 2],
    rows: &[[u8; 16]],
    divider: NonZeroU64,
    sink: &mut impl Sink,
) -> (Depth, Levels, Levels) {
    // Level 4 has one row a side, whatever it says.
    let (depth, counts) = match level {
        4 => (Depth::Touch, [1, 1]),
        16 => (Depth::Twenty, counts),
        _ => (Depth::Five, counts),
    };
    let [bids, offers] = counts.map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    if rows.len() < bids.saturating_add(offers) {
        sink.problem(Problem::MissingRows);
    }
    let (bids, rows) = rows.split_at(bids.min(rows.len()));
    let (offers, _) = rows.split_at(offers.min(rows.len()));
    (depth, levels(bids, divider), levels(offers, divider))
}

fn levels(rows: &[[u8; 16]], divider: NonZeroU64) -> Levels {
    match rows {
        [] => Levels::default(),
        [row] => level(row, divider).into(),
        rows => {
            let levels = rows.iter().map(|row| level(row, divider));
            levels.collect::<Vec<_>>().into()
        }
    }
}

/// A row of an order book: quantity, price, number of orders.
#[inline]
fn level(row: &[u8; 16], divider: NonZeroU64) -> Level {
    let [q0, q1, q2, q3, q4, q5, q6, q7, p0, p1, p2, p3, orders @ ..] = *row;
    Level {
        price: Price::of(i32::from_le_bytes([p0, p1, p2, p3]).into(), divider),
        quantity: i64::from_le_bytes([q0, q1, q2, q3, q4, q5, q6, q7]),
        orders: Some(i32::from_le_bytes(orders)),
    }
}
