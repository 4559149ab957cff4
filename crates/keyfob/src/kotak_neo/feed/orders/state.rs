//! A state of an order, as far as it is told apart from others.

use std::cmp::Ordering;

use keyfob_core::{Decimal, OpenEnum};
use kotak_neo::types::OrderStatus;

use super::Found;
use crate::kotak_neo::orders::status;
use crate::trading::Filled;

/// What one message or row says of an order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OrderState {
    /// The vendor's word.
    pub(super) status: OpenEnum<OrderStatus>,
    /// How many units were ordered.
    pub(super) quantity: i64,
    /// How many of them are filled.
    pub(super) filled: i64,
    /// How many of them were cancelled, where it is told.
    pub(super) cancelled: Option<i64>,
    /// The limit in rupees, where it is told.
    pub(super) price: Option<Decimal>,
    /// When the vendor received the change: `updRecvTm`, in nanoseconds since 1970, where it is told.
    pub(super) changed_at: Option<i64>,
    /// Who says it.
    pub(super) found: Found,
}

impl OrderState {
    /// Whether nothing changes any more.
    pub(super) fn is_final(&self) -> bool {
        let filled = Filled::new(self.quantity, self.filled, self.cancelled);
        let status = self.status.known().and_then(|word| status(word, filled));
        status.is_some_and(crate::trading::OrderStatus::is_final)
    }

    /// Whether it comes after the states of the same order that were told, none of them final, of which the last is the newest.
    ///
    /// What the vendor cannot take back decides first: an end, then a fill. The time that it gives decides between states that
    /// differ in nothing else. Where one has none, a state is new if it is another one, and not one of those before an order stands.
    pub(super) fn is_new(&self, told: &[Self]) -> bool {
        let Some(last) = told.last() else {
            return true;
        };
        if self.is_final() {
            return true;
        }
        let by_time = self.changed_at.zip(last.changed_at);
        match self.filled.cmp(&last.filled) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => match by_time.map(|(new, old)| new.cmp(&old)) {
                Some(Ordering::Greater) => true,
                Some(Ordering::Less) => false,
                Some(Ordering::Equal) | None => {
                    let is_known = told
                        .iter()
                        .any(|told| self.is_same(told) && !self.may_follow(told));
                    !is_known && !self.stands_before(last)
                }
            },
        }
    }

    /// Whether the two say the same of an order.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let same_time = match self.changed_at.zip(other.changed_at) {
            Some((one, other)) if one != other => return false,
            known => known.is_some(),
        };
        self.quantity == other.quantity
            && self.filled == other.filled
            && (same_time || may_equal(self.price, other.price))
            && (self.status == other.status || self.is_alike(other, same_time))
    }

    /// Whether one word is of what happened and the other of what came of it. An order that is filled in part is `traded` or `open`,
    /// by whoever tells. One that was changed is `modified` at first, and then, maybe at the same time, what it was; the book has the
    /// latter only.
    fn is_alike(&self, other: &Self, same_time: bool) -> bool {
        use OrderStatus::{Modified, Open, Traded, TriggerPending};
        let words = self.status.known().zip(other.status.known());
        match words {
            Some((Open, Traded) | (Traded, Open)) => same_time || self.found != other.found,
            Some(
                (Modified, Open | TriggerPending | Traded)
                | (Open | TriggerPending | Traded, Modified),
            ) => [self.found, other.found].contains(&Found::Book),
            _ => false,
        }
    }

    /// Whether it is a change that may have come after what the book told, with no time to tell. The book has no word for a change, so
    /// that it may also be what the book told of.
    fn may_follow(&self, told: &Self) -> bool {
        let is_change = matches!(self.status, OpenEnum::Known(OrderStatus::Modified));
        let by_time = self.changed_at.zip(told.changed_at);
        is_change && self.status != told.status && by_time.is_none()
    }

    /// Whether it is one of the states that come once, before an order stands, and earlier than the other.
    fn stands_before(&self, other: &Self) -> bool {
        let phases = self.phase().zip(other.phase());
        phases.is_some_and(|(this, other)| this < other)
    }

    /// How far an order has come; states of one phase come in any order. None for a word that is not known.
    fn phase(&self) -> Option<u8> {
        Some(match self.status.known()? {
            OrderStatus::AfterMarketReceived | OrderStatus::AfterMarketModified => 0,
            OrderStatus::Received => 1,
            OrderStatus::ValidationPending => 2,
            OrderStatus::OpenPending => 3,
            _ => 4,
        })
    }
}

fn may_equal<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}
