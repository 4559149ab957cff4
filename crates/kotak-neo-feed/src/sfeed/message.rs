//! The binary messages. Source: the vendor's client, and recordings of it.

use std::num::NonZeroU64;

use crate::reader::Reader;
use crate::sfeed::symbols::{INDEX_NAME, Symbols, text};
use crate::{
    AuctionImbalance, Depth, IndexQuote, Instrument, Level, Levels, MarketEvent, MarketStatus,
    Price, Problem, Quote, Segment, Sink, Token,
};

/// The length of a message's header.
pub(super) const HEADER: usize = 9;

/// A message, its header read.
pub(super) struct Message<'a> {
    code: u16,
    pub(super) exchange: i8,
    level: u8,
    auction: bool,
    body: Reader<'a>,
}

impl<'a> Message<'a> {
    /// Reads the header: length, code, exchange segment, level, auction, a sequence number and the length of a bit mask.
    #[inline]
    pub(super) fn new(message: &'a [u8]) -> Option<Self> {
        let (header, body) = message.split_first_chunk::<HEADER>()?;
        let [_, _, code @ .., exchange, level, auction, _, _] = *header;
        Some(Self {
            code: u16::from_le_bytes(code),
            exchange: exchange.cast_signed(),
            level,
            auction: auction > 0,
            body: Reader::new(body),
        })
    }

    /// Gives `sink` what the message says. The code decides what it is, else the level does, as in the vendor's client.
    #[inline]
    pub(super) fn decode(self, divider: NonZeroU64, symbols: &mut Symbols, sink: &mut impl Sink) {
        let event = match (self.code, self.level) {
            (7207, _) => self.index(divider, symbols).map(MarketEvent::Index),
            (6511, _) => Some(MarketEvent::Status(self.status(1, None))),
            (6521, _) => Some(MarketEvent::Status(self.status(2, None))),
            (105, _) => self.told_status().map(MarketEvent::Status),
            (104, _) => match self.imbalance(divider, symbols) {
                // Sent all day; it says something during the auction only.
                Some(none) if none.is_zero() => return,
                imbalance => imbalance.map(MarketEvent::Imbalance),
            },
            (_, 1) => self.last_price(divider, symbols).map(MarketEvent::Quote),
            (_, 2 | 4 | 8 | 16) => self.picture(divider, symbols, sink).map(MarketEvent::Quote),
            (code, level) => return sink.problem(Problem::UnknownMessage { code, level }),
        };
        match event {
            Some(event) => sink.event(event),
            None => sink.problem(Problem::InvalidLength),
        }
    }

    fn index(&self, divider: NonZeroU64, symbols: &mut Symbols) -> Option<IndexQuote> {
        let mut body = self.body;
        let price = |body: &mut Reader<'_>| Some(Price::of(body.i32_le()?.into(), divider));
        let token = body.u32_le()?;
        let open = price(&mut body)?;
        let close = price(&mut body)?;
        let high = price(&mut body)?;
        let low = price(&mut body)?;
        let value = price(&mut body)?;
        let at = body.u64_le()?;
        let year_high = price(&mut body)?;
        let year_low = price(&mut body)?;
        let change_percent = percent(body.i32_le()?);
        let _market_cap = body.f64_le()?;
        let precision = body.u8()?;
        let multiplier = price(&mut body)?;
        let names = symbols.index(self.exchange, token, body.array::<INDEX_NAME>()?);
        Some(IndexQuote {
            instrument: self.instrument(token),
            name: names.name,
            symbol: names.symbol,
            value: Some(value),
            open: Some(open),
            high: Some(high),
            low: Some(low),
            close: Some(close),
            at: i64::try_from(at).ok().and_then(time),
            year_high: Some(year_high),
            year_low: Some(year_low),
            told_change_percent: Some(change_percent),
            precision: Some(precision),
            multiplier: Some(multiplier),
            conflated: 0,
        })
    }

    fn told_status(&self) -> Option<MarketStatus> {
        let mut body = self.body;
        let code = body.u16_le()?;
        Some(self.status(code, Some(body.array()?)))
    }

    fn status(&self, code: u16, words: Option<[u8; 5]>) -> MarketStatus {
        MarketStatus {
            segment: Segment::from_id(self.exchange),
            code,
            text: words.and_then(|words| text(&words)),
        }
    }

    fn imbalance(&self, divider: NonZeroU64, symbols: &Symbols) -> Option<AuctionImbalance> {
        let mut body = self.body;
        let token = body.u32_le()?;
        Some(AuctionImbalance {
            instrument: self.instrument(token),
            symbol: symbols.of(self.exchange, token),
            reference_price: Price::of(body.u32_le()?.into(), divider),
            imbalance: body.i64_le()?,
            imbalance_at_market: body.i64_le()?,
        })
    }

    #[inline]
    fn last_price(&self, divider: NonZeroU64, symbols: &Symbols) -> Option<Quote> {
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
        Some(Quote {
            symbol: symbols.of(self.exchange, token),
            last_price: Some(Price::of(last_price.into(), divider)),
            last_quantity: Some(last_quantity),
            last_trade_at: time(last_trade_at),
            close: Some(Price::of(close.into(), divider)),
            told_change: Some(Price::of(change.into(), divider)),
            told_change_percent: Some(percent(change_percent)),
            lot_size: Some(lot_size),
            precision: Some(precision),
            multiplier: Some(multiplier),
            auction: self.auction,
            ..Quote::new(self.instrument(token), Depth::LastPrice)
        })
    }

    #[inline]
    fn picture(
        &self,
        divider: NonZeroU64,
        symbols: &Symbols,
        sink: &mut impl Sink,
    ) -> Option<Quote> {
        let (fixed, rows) = self.body.left().split_first_chunk::<135>()?;
        let mut body = Reader::new(fixed);
        let price = |units: u32| Some(Price::of(units.into(), divider));
        let token = body.u32_le()?;
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
        let bids = body.u32_le()?;
        let offers = body.u32_le()?;
        let _trading_status = body.i16_le()?;
        let change_percent = body.i32_le()?;
        let open_interest = body.u32_le()?;
        let traded_value = body.f64_le()? / divider.get() as f64;
        let change = body.i32_le()?;
        let upper_circuit = body.u32_le()?;
        let lower_circuit = body.u32_le()?;
        let year_high = body.u32_le()?;
        let year_low = body.u32_le()?;
        let lot_size = body.u32_le()?;
        let precision = body.u8()?;
        let multiplier = body.u32_le()?;

        // Level 4 has one row a side, whatever it says.
        let (depth, bids, offers) = match self.level {
            4 => (Depth::Touch, 1, 1),
            16 => (Depth::Twenty, bids, offers),
            _ => (Depth::Five, bids, offers),
        };
        let (rows, _) = rows.as_chunks::<16>();
        let bids = usize::try_from(bids).unwrap_or(usize::MAX);
        let offers = usize::try_from(offers).unwrap_or(usize::MAX);
        if rows.len() < bids.saturating_add(offers) {
            sink.problem(Problem::MissingRows);
        }
        let (bids, rows) = rows.split_at(bids.min(rows.len()));
        let (offers, _) = rows.split_at(offers.min(rows.len()));
        Some(Quote {
            instrument: self.instrument(token),
            symbol: symbols.of(self.exchange, token),
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
            bids: levels(bids, divider),
            offers: levels(offers, divider),
            conflated: 0,
        })
    }

    #[inline]
    fn instrument(&self, token: u32) -> Instrument {
        Instrument {
            segment: Segment::from_id(self.exchange),
            token: Token::Number(token),
        }
    }
}

impl AuctionImbalance {
    fn is_zero(&self) -> bool {
        self.reference_price.is_zero() && self.imbalance == 0 && self.imbalance_at_market == 0
    }
}

#[inline]
fn levels(rows: &[[u8; 16]], divider: NonZeroU64) -> Levels {
    match rows {
        [] => Levels::default(),
        [row] => level(row, divider).into(),
        rows => rows
            .iter()
            .map(|row| level(row, divider))
            .collect::<Vec<_>>()
            .into(),
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

/// Changes in percent come in hundredths, whatever the divider.
#[inline]
const fn percent(hundredths: i32) -> Price {
    const HUNDRED: NonZeroU64 = NonZeroU64::new(100).unwrap();
    Price::of(hundredths as i64, HUNDRED)
}

/// A time; `None` for zero and below, which say that there is none.
#[inline]
pub(super) fn time(seconds: i64) -> Option<i64> {
    (seconds > 0).then_some(seconds)
}
