//! Why an order did not come to a state.

use std::error::Error as StdError;
use std::fmt;

use keyfob_core::Error;
use kotak_neo::types;

use crate::trading::BookOrder;

/// Why an order did not come to the state that was waited for.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError {
    /// The time is over. What becomes of the order is open.
    TimedOut {
        /// The order's number.
        number: String,
        /// Its row when the book was read last; none if the book did not have it yet.
        last: Option<Box<BookOrder<types::Order>>>,
    },
    /// The book does not have the order.
    NotFound {
        /// The order's number.
        number: String,
    },
    /// The book could not be read.
    Failed(Error),
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut {
                number,
                last: Some(order),
            } => write!(
                f,
                "the time is over, and order {number} is `{}`, {} of {} filled",
                order.status, order.filled_quantity, order.quantity
            ),
            Self::TimedOut { number, last: None } => write!(
                f,
                "the time is over, and the order book does not show order {number} yet"
            ),
            Self::NotFound { number } => {
                write!(f, "the order book does not have order {number}")
            }
            Self::Failed(error) => write!(f, "the order book could not be read: {error}"),
        }
    }
}

impl StdError for WaitError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl From<WaitError> for Error {
    fn from(error: WaitError) -> Self {
        match error {
            WaitError::Failed(error) => error,
            other => Self::InDoubt {
                what: other.to_string(),
                cause: None,
            },
        }
    }
}
