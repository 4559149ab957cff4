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
        let understood = match (self.code, self.level) {
            (104 | 105 | 6511 | 6521 | 7207, _) => self.of_code(divider, symbols, sink),
            (_, 1) => self.last_price(divider, symbols, sink),
            (_, 2 | 4 | 8 | 16) => self.picture(divider, symbols, sink),
            (code, level) => return sink.problem(Problem::UnknownMessage { code, level }),
        };
        if understood.is_none() {
            sink.problem(Problem::InvalidLength);
        }
    }

    /// The messages that are seldom beside those of a level. They are kept apart, so that those pay nothing for them.
    #[inline(never)]
    fn of_code(
        self,
        divider: NonZeroU64,
        symbols: &mut Symbols,
        sink: &mut impl Sink,
    ) -> Option<()> {
        match self.code {
            104 => self.imbalance(divider, symbols, sink),
            105 => self.told_status(sink),
            6511 => self.status(1, None, sink),
            6521 => self.status(2, None, sink),
            _ => self.index(divider, symbols, sink),
        }
    }

    fn index(
        &self,
        divider: NonZeroU64,
        symbols: &mut Symbols,
        sink: &mut impl Sink,
    ) -> Option<()> {
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
        sink.event(MarketEvent::Index(IndexQuote {
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
        }));
        Some(())
    }

    fn told_status(&self, sink: &mut impl Sink) -> Option<()> {
        let mut body = self.body;
        let code = body.u16_le()?;
        self.status(code, Some(body.array()?), sink)
    }

    fn status(&self, code: u16, words: Option<[u8; 5]>, sink: &mut impl Sink) -> Option<()> {
        sink.event(MarketEvent::Status(MarketStatus {
            segment: Segment::from_id(self.exchange),
            code,
            text: words.and_then(|words| text(&words)),
        }));
        Some(())
    }

    fn imbalance(
        &self,
        divider: NonZeroU64,
        symbols: &Symbols,
        sink: &mut impl Sink,
    ) -> Option<()> {
        let mut body = self.body;
        let token = body.u32_le()?;
        let imbalance = AuctionImbalance {
            instrument: self.instrument(token),
            symbol: symbols.of(self.exchange, token),
            reference_price: Price::of(body.u32_le()?.into(), divider),
            imbalance: body.i64_le()?,
            imbalance_at_market: body.i64_le()?,
        };
        // It is sent all day, but says something during the auction only.
        if !imbalance.is_zero() {
            sink.event(MarketEvent::Imbalance(imbalance));
        }
        Some(())
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
