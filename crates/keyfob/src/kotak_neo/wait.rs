//! Waiting until an order is filled, rejected or cancelled.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session, number: String) -> Result<(), keyfob::Error> {
//! use std::time::Duration;
//!
//! use keyfob::kotak_neo::wait::OrderWait;
//! use keyfob::trading::OrderStatus;
//!
//! let order = session.wait_for(&number, OrderWait::Final, Duration::from_secs(60)).await?;
//! if order.status == OrderStatus::Complete {
//!     println!("{} bought at {:?}", order.filled_quantity, order.average_price);
//! }
//! # Ok(()) }
//! ```

mod error;
mod polling;

use std::time::Duration;

use keyfob_core::OpenEnum;
use kotak_neo::types;
use tokio::time::Instant;

pub use error::WaitError;
use polling::{OrderListener, Wait};

use super::Session;
use crate::trading::{BookOrder, OrderStatus};

/// Longer than a session lives.
const FOR_EVER: Duration = Duration::from_secs(86_400 * 365);

/// What to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OrderWait {
    /// Nothing changes any more: the order is filled, cancelled or rejected.
    Final,
    /// It stands at the exchange, whole or in part, or waits there for its trigger price.
    Standing,
    /// Some of it is filled.
    Filled,
    /// It has this status.
    Status(OrderStatus),
}

impl From<OrderStatus> for OrderWait {
    fn from(status: OrderStatus) -> Self {
        Self::Status(status)
    }
}

impl OrderWait {
    /// Whether there is nothing more to wait for: an order that is final comes to no other state.
    fn is_over(self, order: &BookOrder<types::Order>) -> bool {
        use OrderStatus::{
            CancelPending, Modified, ModifyPending, Open, PartlyFilled, TriggerPending,
        };
        let stands = matches!(
            order.status,
            OpenEnum::Known(
                Open | PartlyFilled | TriggerPending | ModifyPending | Modified | CancelPending
            )
        );
        order.is_final()
            || match self {
                Self::Final => false,
                Self::Standing => stands,
                Self::Filled => order.filled_quantity > 0,
                Self::Status(status) => order.status == status,
            }
    }
}

impl Session {
    /// Waits until the order of this number comes to a state, for so long at most, and returns its row of the book: in that state, or in
    /// the one in which it ended instead ([`BookOrder::status`] tells).
    ///
    /// Where an [order feed](Self::order_feed) of this session, of a clone of it, or of another session of the same manager is open, whether it
    /// is read or not, the book is read when the feed tells of the order, and every five seconds. Without one it is read after 300 ms, and then less often, down to every two seconds. A
    /// state that comes and goes between two reads is not seen: wait for [`OrderWait::Final`], or for a state that lasts.
    ///
    /// # Errors
    /// [`WaitError::TimedOut`] when the time is over, with the last row that was seen. [`WaitError::NotFound`] where the book does not have the
    /// order five seconds after the first look: users saw orders show up four seconds late. [`WaitError::Failed`] where the book cannot be
    /// read and reading it again does not help, or where it could never be read in this time.
    pub async fn wait_for(
        &self,
        number: impl AsRef<str>,
        state: impl Into<OrderWait>,
        within: Duration,
    ) -> Result<BookOrder<types::Order>, WaitError> {
        let (number, state) = (number.as_ref().trim(), state.into());
        let now = Instant::now();
        let wait = Wait {
            number,
            deadline: now.checked_add(within).unwrap_or_else(|| now + FOR_EVER),
            listener: OrderListener::of(self),
        };
        wait.until(|order| state.is_over(order), || self.order(number))
            .await
    }
}
