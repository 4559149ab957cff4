//! The packets of SFeed: little-endian, without gaps.

use crate::clock::unix_seconds;
use crate::exchange::{Decimal, Instrument, Rupees, Segment, Tick};

const INDEX: u16 = 7207;
const PICTURE: u16 = 7208;
const STATUS: u16 = 105;
const OPENED: u16 = 6511;
const CLOSED: u16 = 6521;
/// The whole length, the code, exchange, level, auction, sequence, length of a mask.
const HEADER: usize = 9;
const NAME: usize = 21;

/// How much is told of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Mini,
    Touch,
    Depth,
    FullDepth,
    Index,
}

impl Level {
    /// As the events say it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Mini => "ScripsLite",
            Self::Touch => "Scrips",
            Self::Depth => "Depth",
            Self::FullDepth => "FullDepth",
            Self::Index => "Indices",
        }
    }

    /// As the packets say it, with the number of prices on each side.
    fn rows(self) -> (u8, i64) {
        match self {
            Self::Mini => (1, 0),
            Self::Touch | Self::Index => (4, 1),
            Self::Depth => (8, 5),
            Self::FullDepth => (16, 20),
        }
    }
}

pub(super) const SEGMENTS: &[Segment] = &[
    Segment::NseCash,
    Segment::NseDerivatives,
    Segment::Currencies,
    Segment::NseCommodities,
    Segment::BseCash,
    Segment::BseDerivatives,
    Segment::Commodities,
];

/// The vendor's number of a segment.
pub(super) fn exchange(segment: Segment) -> u8 {
    match segment {
        Segment::NseCash => 1,
        Segment::NseDerivatives => 2,
        Segment::Currencies => 3,
        Segment::NseCommodities => 4,
        Segment::BseCash => 5,
        Segment::BseDerivatives => 6,
        Segment::Commodities => 9,
    }
}

/// How many parts of a rupee a price counts.
pub(super) fn divider(segment: Segment) -> u32 {
    match segment {
        Segment::Currencies => 10_000_000,
        _ => 100,
    }
}

/// An index looks the same at every level.
pub(super) fn packet(level: Level, tick: &Tick) -> Vec<u8> {
    if tick.is_index() {
        return index(tick);
    }
    match level {
        Level::Mini => mini(tick),
        _ => picture(level, tick),
    }
}

/// A change of the state: that a market opens or closes has a code of its own, and no body.
pub(super) fn change(segment: Segment, code: u16) -> Vec<u8> {
    match code {
        1 => framed(OPENED, exchange(segment), 0, &[]),
        2 => framed(CLOSED, exchange(segment), 0, &[]),
        _ => status(segment, code),
    }
}

/// The state as it is.
pub(super) fn status(segment: Segment, code: u16) -> Vec<u8> {
    let text = if code == 1 { b"OPEN\0" } else { b"CLOSE" };
    let body = [&code.to_le_bytes()[..], text].concat();
    framed(STATUS, exchange(segment), 0, &body)
}

fn index(tick: &Tick) -> Vec<u8> {
    let instrument = &*tick.instrument;
    let price = |price| Wire::price(instrument.segment, price);
    let (low, high) = instrument.range;
    let close = instrument.close;
    let mut body = Wire::default();
    body.u32(tick.token);
    for one in [close, close, high, low, instrument.last] {
        body.i32(price(one));
    }
    body.u64(unix_seconds(tick.at));
    body.i32(price(high));
    body.i32(price(low));
    body.i32(percent(instrument));
    body.f64(0.0);
    body.u8(2);
    body.i32(100);
    let name = instrument.name.as_bytes();
    let mut padded = name.get(..NAME).unwrap_or(name).to_vec();
    padded.resize(NAME, 0);
    body.0.extend(padded);
    let (level, _) = Level::Index.rows();
    framed(INDEX, exchange(instrument.segment), level, &body.0)
}

fn mini(tick: &Tick) -> Vec<u8> {
    let instrument = &*tick.instrument;
    let price = |price| Wire::price(instrument.segment, price);
    let mut body = Wire::default();
    body.u32(tick.token);
    body.u64(unix_seconds(tick.at));
    body.u32(price(instrument.last));
    body.i64(instrument.lot);
    body.i32(price(instrument.close));
    body.i32(percent(instrument));
    body.i32(price(instrument.change()));
    body.u32(instrument.lot);
    body.u8(precision(instrument.segment));
    body.u32(1);
    let (level, _) = Level::Mini.rows();
    framed(PICTURE, exchange(instrument.segment), level, &body.0)
}

fn picture(level: Level, tick: &Tick) -> Vec<u8> {
    let instrument = &*tick.instrument;
    let price = |price| Wire::price(instrument.segment, price);
    let (number, rows) = level.rows();
    let all = instrument.depth.saturating_mul(5);
    let (low, high) = instrument.range;
    let (lower, upper) = instrument.band;
    let close = instrument.close;
    let at = unix_seconds(tick.at);
    let mut body = Wire::default();
    body.u32(tick.token);
    for one in [all, all, instrument.depth] {
        body.i64(one);
    }
    body.u64(at);
    body.u64(at);
    for one in [close, close, high, low, instrument.last] {
        body.u32(price(one));
    }
    body.i64(instrument.lot);
    body.u32(price(instrument.last));
    body.u32(0_u32);
    body.u32(rows);
    body.u32(rows);
    body.u16(1);
    body.i32(percent(instrument));
    body.u32(0_u32);
    body.f64(traded_value(instrument));
    body.i32(price(instrument.change()));
    for one in [upper, lower, high, low] {
        body.u32(price(one));
    }
    body.u32(instrument.lot);
    body.u8(precision(instrument.segment));
    body.u32(1);
    for side in [-1, 1] {
        for (at, size) in instrument.ladder(side, rows) {
            body.i64(size);
            body.i32(price(at));
            body.i32(1);
        }
    }
    framed(PICTURE, exchange(instrument.segment), number, &body.0)
}

fn framed(code: u16, exchange: u8, level: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(HEADER + body.len()).unwrap_or(u16::MAX);
    let mut packet = Wire::default();
    packet.u16(length);
    packet.u16(code);
    packet.0.extend([exchange, level, 0, 0, 0]);
    packet.0.extend(body);
    packet.0
}

fn precision(segment: Segment) -> u8 {
    if segment == Segment::Currencies { 4 } else { 2 }
}

/// In hundredths of a percent.
fn percent(instrument: &Instrument) -> Decimal {
    instrument.change_percent().in_paise()
}

fn traded_value(instrument: &Instrument) -> f64 {
    let value = instrument.last.times(instrument.depth);
    value.to_string().parse().unwrap_or_default()
}

/// Bytes as they go out; what does not fit becomes the greatest value that does.
#[derive(Default)]
struct Wire(Vec<u8>);

impl Wire {
    fn price(segment: Segment, price: Decimal) -> Decimal {
        price.saturating_mul(divider(segment).into()).trunc()
    }

    fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    fn u16(&mut self, value: u16) {
        self.0.extend(value.to_le_bytes());
    }

    fn u32(&mut self, value: impl TryInto<u32>) {
        let value = value.try_into().unwrap_or(u32::MAX);
        self.0.extend(value.to_le_bytes());
    }

    fn i32(&mut self, value: impl TryInto<i32>) {
        let value = value.try_into().unwrap_or(i32::MAX);
        self.0.extend(value.to_le_bytes());
    }

    fn u64(&mut self, value: u64) {
        self.0.extend(value.to_le_bytes());
    }

    fn i64(&mut self, value: i64) {
        self.0.extend(value.to_le_bytes());
    }

    fn f64(&mut self, value: f64) {
        self.0.extend(value.to_le_bytes());
    }
}
