//! Records: an instrument's figures by their places, all of them or those that changed.

use std::collections::BTreeSet;

use crate::clock::unix_seconds;
use crate::exchange::{Decimal, Instrument, Rupees, Segment, Tick};

/// No value, or the one that is known.
const NONE: i32 = i32::MIN;

const SNAPSHOT: u8 = 83;
const UPDATE: u8 = 85;
const TOKEN: u8 = 52;
const EXCHANGE: u8 = 53;
const SYMBOL: u8 = 54;

/// Something subscribed to, with what was last told of it.
pub(super) struct Topic {
    pub(super) id: u32,
    pub(super) channels: BTreeSet<u8>,
    told: Vec<i32>,
    /// The tick that this is as of.
    as_of: u64,
}

impl Topic {
    pub(super) fn new(id: u32) -> Self {
        Self {
            id,
            channels: BTreeSet::new(),
            told: Vec::new(),
            as_of: 0,
        }
    }

    /// All figures, with names.
    pub(super) fn snapshot(&mut self, name: &str, tick: &Tick) -> Option<Vec<u8>> {
        let values = values(name, tick)?;
        let mut record = vec![SNAPSHOT];
        record.extend(self.id.to_be_bytes());
        text(&mut record, name);
        figures(&mut record, &values);
        let token = name.rsplit('|').next().unwrap_or_default();
        let texts = [
            (SYMBOL, &*tick.instrument.trading_symbol),
            (TOKEN, token),
            (EXCHANGE, tick.instrument.segment.code()),
        ];
        record.push(3);
        for (field, value) in texts {
            record.push(field);
            text(&mut record, value);
        }
        self.told = values;
        self.as_of = tick.number;
        Some(record)
    }

    /// What has changed, up to the last change; nothing if nothing has.
    pub(super) fn update(&mut self, name: &str, tick: &Tick) -> Option<Vec<u8>> {
        // It may have been told by a snapshot before.
        if tick.number <= self.as_of {
            return None;
        }
        let values = values(name, tick)?;
        let pairs = values.iter().zip(&self.told);
        let changes = pairs.map(|(new, old)| if new == old { NONE } else { *new });
        let mut changes: Vec<_> = changes.collect();
        let last = changes.iter().rposition(|value| *value != NONE);
        self.told = values;
        self.as_of = tick.number;
        changes.truncate(last? + 1);
        let mut record = vec![UPDATE];
        record.extend(self.id.to_be_bytes());
        figures(&mut record, &changes);
        Some(record)
    }
}

/// The names of the topics that a tick may belong to.
pub(super) fn names(tick: &Tick) -> Vec<String> {
    let segment = tick.instrument.segment.code();
    if tick.is_index() {
        return vec![format!("if|{segment}|{}", tick.instrument.name)];
    }
    let token = tick.token;
    vec![
        format!("sf|{segment}|{token}"),
        format!("dp|{segment}|{token}"),
    ]
}

/// What is known under a topic's name, if it is the kind that the name says.
pub(super) fn record_of(name: &str, find: impl FnOnce(&str, &str) -> Option<Tick>) -> Option<Tick> {
    let (kind, rest) = name.split_once('|')?;
    let (segment, token) = rest.split_once('|')?;
    let tick = find(segment, token)?;
    let fits = match kind {
        "if" => tick.is_index(),
        "sf" | "dp" => !tick.is_index(),
        _ => false,
    };
    fits.then_some(tick)
}

fn values(name: &str, tick: &Tick) -> Option<Vec<i32>> {
    let instrument = &*tick.instrument;
    let at = whole(unix_seconds(tick.at));
    let price = |price| raw(instrument.segment, price);
    Some(match name.split('|').next()? {
        "sf" => scrip(instrument, at, price),
        "if" => index(instrument, at, price),
        "dp" => depth(instrument, price),
        _ => return None,
    })
}

fn scrip(instrument: &Instrument, at: i32, price: impl Fn(Decimal) -> i32) -> Vec<i32> {
    let (low, high) = instrument.range;
    let all = whole(instrument.depth.saturating_mul(5));
    let [bid, offer] = [-1, 1].map(|side| {
        let first = instrument.ladder(side, 1).pop();
        first.map_or(NONE, |(at, _)| price(at))
    });
    vec![
        NONE,
        NONE,
        at,
        at,
        whole(instrument.depth),
        price(instrument.last),
        whole(instrument.lot),
        all,
        all,
        bid,
        offer,
        whole(instrument.depth),
        whole(instrument.depth),
        price(instrument.last),
        price(low),
        price(high),
        price(instrument.band.0),
        price(instrument.band.1),
        price(high),
        price(low),
        price(instrument.close),
        price(instrument.close),
        0,
        1,
        precision(instrument.segment),
    ]
}

fn index(instrument: &Instrument, at: i32, price: impl Fn(Decimal) -> i32) -> Vec<i32> {
    let (low, high) = instrument.range;
    vec![
        NONE,
        NONE,
        price(instrument.last),
        price(instrument.close),
        at,
        price(high),
        price(low),
        price(instrument.close),
        1,
        precision(instrument.segment),
    ]
}

fn depth(instrument: &Instrument, price: impl Fn(Decimal) -> i32) -> Vec<i32> {
    let sides = [-1, 1].map(|side| instrument.ladder(side, 5));
    let mut values = vec![NONE, NONE];
    values.extend(sides.iter().flatten().map(|(at, _)| price(*at)));
    values.extend(sides.iter().flatten().map(|(_, size)| whole(*size)));
    // One order at each price.
    values.extend([1; 10]);
    values.extend([1, precision(instrument.segment)]);
    values
}

/// How many decimals the prices of a segment have on this feed.
fn precision(segment: Segment) -> i32 {
    if segment == Segment::Currencies { 4 } else { 2 }
}

fn raw(segment: Segment, price: Decimal) -> i32 {
    let paise = price.in_paise();
    let scaled = match segment {
        Segment::Currencies => paise.saturating_mul(Decimal::ONE_HUNDRED),
        _ => paise,
    };
    whole(scaled)
}

fn whole(value: impl TryInto<i32>) -> i32 {
    value.try_into().unwrap_or(i32::MAX)
}

fn figures(record: &mut Vec<u8>, values: &[i32]) {
    record.push(u8::try_from(values.len()).unwrap_or(u8::MAX));
    record.extend(values.iter().flat_map(|value| value.to_be_bytes()));
}

fn text(record: &mut Vec<u8>, value: &str) {
    let bytes = value.as_bytes();
    let bytes = bytes.get(..255).unwrap_or(bytes);
    record.push(u8::try_from(bytes.len()).unwrap_or(u8::MAX));
    record.extend(bytes);
}
