//! What is known of a topic.

use std::num::NonZeroU64;
use std::sync::Arc;

use crate::hsm::control::text;
use crate::hsm::{Topic, TopicKind};
use crate::reader::Reader;
use crate::{Instrument, Price, Segment, Token};

/// How many fields the largest kind of topic has.
pub(super) const FIELDS: usize = 34;

/// Says that a field has no value, or in an update that it is as it was.
pub(super) const ABSENT: i32 = i32::MIN;

/// What is known of a topic.
pub(super) struct State {
    pub(super) topic: Topic,
    /// Whether nobody wants it any more.
    pub(super) is_unsubscribed: bool,
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
    /// The state that a snapshot begins, its fields aside. Its texts tell the instrument where its name does not.
    pub(super) fn introduced(name: &[u8], mut texts: Reader<'_>) -> Option<Self> {
        let name = text(name);
        let mut told = [None, None, None];
        while let (Some(number), Some(length)) = (texts.u8(), texts.u8()) {
            let bytes = texts.bytes(length.into())?;
            if let Some(place) = told.get_mut(usize::from(number.wrapping_sub(52))) {
                *place = Some(text(bytes));
            }
        }
        let [token, segment, symbol] = told;
        let topic = Topic::from_text(&name).or_else(|| {
            Some(Topic {
                kind: TopicKind::from_text(name.split('|').next()?)?,
                instrument: Instrument {
                    segment: Segment::from_text(segment.as_deref()?)?,
                    token: Token::from_text(token.as_deref()?)?,
                },
            })
        })?;
        Some(Self {
            symbol: symbol.map(Into::into),
            token: token.map(Into::into),
            segment: segment.map(Into::into),
            fields: [ABSENT; FIELDS],
            present: 0,
            scale: None,
            is_unsubscribed: false,
            topic,
        })
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
