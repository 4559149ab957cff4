//! What comes by the feed, before it is held against what was told.

use keyfob_feed::Conflate;

use super::{OrderUpdate, PositionUpdate};

/// What comes by the feed.
#[derive(Debug)]
pub(super) enum Live {
    /// An order in one of its states.
    Order(Box<OrderUpdate>),
    /// A position.
    Position(Box<PositionUpdate>),
    /// Something of an order that cannot be read: the book has to be.
    Unreadable,
}

impl Conflate for Live {
    type Key = ();

    /// Every one is kept.
    fn key(&self) -> Option<()> {
        None
    }

    fn replaces(&mut self, _: &Self) {}
}
