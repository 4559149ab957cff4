//! What an order feed yields.

use keyfob_core::Error;
use keyfob_feed::Gap;

use super::{OrderUpdate, PositionUpdate};

/// What an order feed yields.
#[derive(Debug)]
#[non_exhaustive]
pub enum OrderEvent {
    /// An order has changed, or is new.
    Order(Box<OrderUpdate>),
    /// A position has changed, or is new.
    Position(Box<PositionUpdate>),
    /// There was no connection for a while. What changed meanwhile comes next, as it is found in the books.
    Gap(Gap),
    /// It is over, and this is why. Nothing comes after it.
    Ended(Error),
}
