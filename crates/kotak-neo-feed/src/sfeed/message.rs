//! The binary messages: what they are, and those that are no quotes of instruments. Source: the vendor's client, and recordings of it.

use std::num::NonZeroU64;

use crate::reader::Reader;
use crate::sfeed::symbols::{INDEX_NAME, Symbols, text};
use crate::{
    AuctionImbalance, IndexQuote, Instrument, MarketEvent, MarketStatus, Price, Problem, Segment,
    Sink, Token,
};

/// The length of a message's header.
pub(super) const HEADER: usize = 9;

/// A message, its header read.
pub(super) struct Message<'a> {
    code: u16,
    pub(super) exchange: i8,
    pub(super) level: u8,
    pub(super) auction: bool,
    pub(super) body: Reader<'a>,
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
    pub(super) fn instrument(&self, token: u32) -> Instrument {
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

/// Changes in percent come in hundredths, whatever the divider.
#[inline]
pub(super) const fn percent(hundredths: i32) -> Price {
    const HUNDRED: NonZeroU64 = NonZeroU64::new(100).unwrap();
    Price::of(hundredths as i64, HUNDRED)
}

/// A time; `None` for zero and below, which say that there is none.
#[inline]
pub(super) fn time(seconds: i64) -> Option<i64> {
    (seconds > 0).then_some(seconds)
}
