//! How much of an order is done.

use super::OrderStatus;

/// The quantities of an order, by which it is told whether one that is said to be traded is so in whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled {
    quantity: i64,
    filled: i64,
    cancelled: i64,
}

impl Filled {
    /// What is not told to be cancelled is not.
    pub(crate) fn new(quantity: i64, filled: i64, cancelled: Option<i64>) -> Self {
        Self {
            quantity,
            filled,
            cancelled: cancelled.unwrap_or_default(),
        }
    }

    /// Where an order stands that is said to be traded: what is neither filled nor cancelled may still be.
    pub(crate) fn status(self) -> OrderStatus {
        if self.filled >= self.quantity {
            OrderStatus::Complete
        } else if self.filled.saturating_add(self.cancelled) >= self.quantity {
            OrderStatus::Cancelled
        } else {
            OrderStatus::PartlyFilled
        }
    }
}
