//! The state of a topic, and what a record changes in it.

use std::num::NonZeroU64;
use std::sync::Arc;

use crate::hsm::{Topic, TopicKind};
use crate::{MarketEvent, Price};

/// How many fields the largest kind of topic has.
pub(super) const FIELDS: usize = 34;

/// Says that a field has no value, or in an update that it is as it was.
pub(super) const ABSENT: i32 = i32::MIN;

/// What is known of a topic.
pub(super) struct State {
    pub(super) topic: Topic,
    pub(super) fields: [i32; FIELDS],
    /// A bit for each field that has a value.
    pub(super) present: u64,
    pub(super) scale: Option<Scale>,
    pub(super) symbol: Option<Arc<str>>,
    pub(super) token: Option<Arc<str>>,
    pub(super) segment: Option<Arc<str>>,
}

/// How the prices of a topic are written.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    divisor: NonZeroU64,
    precision: u8,
}

impl Scale {
    /// The scale of a multiplier and a number of decimals, up to 18.
    pub(super) fn new(multiplier: i32, precision: i32) -> Option<Self> {
        let precision = u8::try_from(precision)
            .ok()
            .filter(|digits| *digits <= 18)?;
        let divisor = u64::try_from(multiplier)
            .ok()?
            .checked_mul(10_u64.pow(precision.into()))?;
        Some(Self {
            divisor: NonZeroU64::new(divisor)?,
            precision,
        })
    }
}

impl State {
    pub(super) fn new(topic: Topic) -> Self {
        Self {
            topic,
            fields: [ABSENT; FIELDS],
            present: 0,
            scale: None,
            symbol: None,
            token: None,
            segment: None,
        }
    }

    /// Takes the fields of a record; gives which of them changed, a bit each.
    #[inline]
    pub(super) fn merge(&mut self, values: &[[u8; 4]]) -> u64 {
        let mut changed = 0;
        for (at, (field, value)) in self.fields.iter_mut().zip(values).enumerate() {
            let value = i32::from_be_bytes(*value);
            if value != ABSENT && value != *field {
                *field = value;
                changed |= 1 << at;
            }
        }
        self.present |= changed;
        changed
    }

    /// Whether there are prices that cannot be told.
    #[inline]
    pub(super) fn lacks_scale(&self) -> bool {
        self.scale.is_none() && self.present & price_mask(self.topic.kind) != 0
    }

    #[inline]
    pub(super) fn field(&self, at: usize) -> Option<i32> {
        self.fields
            .get(at)
            .copied()
            .filter(|value| *value != ABSENT)
    }

    #[inline]
    pub(super) fn price(&self, at: usize) -> Option<Price> {
        Some(Price::of(self.field(at)?.into(), self.scale?.divisor))
    }

    pub(super) fn precision(&self) -> Option<u8> {
        Some(self.scale?.precision)
    }

    /// Takes the scale that the fields say, which a snapshot does.
    pub(super) fn take_scale(&mut self) {
        let (multiplier, precision) = scale_fields(self.topic.kind);
        let told = self.field(multiplier).zip(self.field(precision));
        self.scale = told.and_then(|(multiplier, precision)| Scale::new(multiplier, precision));
    }
}

/// Which fields say how prices are written: the multiplier, and the number of decimals.
const fn scale_fields(kind: TopicKind) -> (usize, usize) {
    match kind {
        TopicKind::Scrip => (23, 24),
        TopicKind::Index => (8, 9),
        TopicKind::Depth => (32, 33),
    }
}

/// A bit for each field that says how prices are written.
pub(super) const fn scale_mask(kind: TopicKind) -> u64 {
    let (multiplier, precision) = scale_fields(kind);
    1 << multiplier | 1 << precision
}

/// A bit for each field that is a price.
const fn price_mask(kind: TopicKind) -> u64 {
    match kind {
        TopicKind::Scrip => 1 << 5 | 0b11 << 9 | 0b1_1111_1111 << 13,
        TopicKind::Index => 0b11 << 2 | 0b111 << 5,
        TopicKind::Depth => 0b11_1111_1111 << 2,
    }
}

/// A record: what it changed, and all that is known of its topic.
pub struct Update<'a> {
    pub(super) state: &'a State,
    pub(super) changed: u64,
    pub(super) snapshot: bool,
}

impl Update<'_> {
    /// The topic.
    pub fn topic(&self) -> &Topic {
        &self.state.topic
    }

    /// Whether the record is a snapshot, with all fields.
    pub fn is_snapshot(&self) -> bool {
        self.snapshot
    }

    /// Which fields the record changed: bit n for the field of number n, in the order of the topic's kind.
    pub fn changed(&self) -> u64 {
        self.changed
    }

    /// The field of a number as it came.
    pub fn field(&self, number: usize) -> Option<i32> {
        self.state.field(number)
    }

    /// The field of a number as a price, with the scale of the topic. `None` also where that cannot be used.
    pub fn price(&self, number: usize) -> Option<Price> {
        self.state.price(number)
    }

    /// How many decimals the topic's prices have.
    pub fn precision(&self) -> Option<u8> {
        self.state.precision()
    }

    /// The trading symbol, where the snapshot told it.
    pub fn symbol(&self) -> Option<&str> {
        self.state.symbol.as_deref()
    }

    /// The token as the snapshot told it beside the topic's name.
    pub fn told_token(&self) -> Option<&str> {
        self.state.token.as_deref()
    }

    /// The exchange segment as the snapshot told it beside the topic's name.
    pub fn told_segment(&self) -> Option<&str> {
        self.state.segment.as_deref()
    }

    /// All that is known of the topic now.
    #[inline]
    pub fn event(&self) -> MarketEvent {
        self.state.event()
    }
}
