//! A record as it is given on.

use crate::hsm::Topic;
use crate::hsm::state::State;
use crate::{MarketEvent, Price};

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
