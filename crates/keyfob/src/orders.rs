//! Orders are sent once. When an answer is lost, nobody knows whether the order stands; so the error says what to look for.

mod amount;
mod book;
mod lost;
mod state;
mod tag;

use std::error::Error as StdError;
use std::fmt;

use keyfob_core::Error;

pub(crate) use amount::{is_count, is_no_count, shorten};
pub use book::FindError;
pub(crate) use book::{Alike, Book, PATIENCE, Reading, Seen, patiently};
pub(crate) use lost::Sent;
pub use lost::{Lost, Trace};
#[cfg(feature = "kotak-neo")]
pub(crate) use state::is_used_tag;
use state::{State, names_an_order};
pub(crate) use tag::own_or_new;

/// Whether an order, or a change of one, may stand although the call that sent it failed like this: the answer was lost, cannot be
/// read, names an order, or says that the vendor does not know either. For orders that went by the typed client or by
/// [`request`](keyfob_core::Handle::request); `place`, `modify` and `cancel` of a session tell it as [`OrderError`].
pub fn may_stand(error: &Error) -> bool {
    match State::after(error) {
        State::NotSent => false,
        State::Refused => names_an_order(error),
        State::Open => true,
    }
}

/// The request that a typed order, a builder or a request is.
pub(crate) fn built<T, R>(order: T) -> Result<R, OrderError>
where
    T: TryInto<R>,
    T::Error: Into<Error>,
{
    order
        .try_into()
        .map_err(|error| OrderError::NotSent(error.into()))
}

/// Why an order was not acknowledged. It is never sent again by itself.
#[derive(Debug)]
#[non_exhaustive]
pub enum OrderError {
    /// It certainly did not reach the vendor: it may be sent again.
    NotSent(Error),
    /// The vendor said no, in its own words or by a status that says so: the order does not stand.
    Refused(Error),
    /// The answer was lost, cannot be read, or says that the vendor does not know either: the order may stand. Look it up before
    /// you send it again. So does a used tag, since the vendor has an order with it.
    Lost(Lost),
}

impl OrderError {
    /// Of an order that cannot be built.
    pub(crate) fn invalid(error: impl fmt::Display) -> Self {
        Self::NotSent(Error::invalid_input(error.to_string()))
    }

    /// The number of the order that is to be changed, without blanks around it.
    pub(crate) fn number(number: &str) -> Result<String, Self> {
        match number.trim() {
            "" => Err(Self::invalid("the number of the order is blank")),
            number => Ok(number.to_owned()),
        }
    }

    /// What went wrong underneath.
    pub fn error(&self) -> &Error {
        match self {
            Self::NotSent(error) | Self::Refused(error) => error,
            Self::Lost(lost) => &lost.error,
        }
    }
}

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => write!(f, "the order was not sent: {error}"),
            Self::Refused(error) => write!(f, "the order was refused: {error}"),
            Self::Lost(lost) => write!(f, "{lost}"),
        }
    }
}

impl StdError for OrderError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.error())
    }
}

impl From<OrderError> for Error {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::NotSent(error) | OrderError::Refused(error) => error,
            // Without these words a cut line would look like any other.
            OrderError::Lost(lost) => Self::InDoubt {
                what: lost.to_string(),
                cause: Some(Box::new(lost.error)),
            },
        }
    }
}
