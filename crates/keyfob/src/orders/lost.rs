//! An order of which nothing is known but how it was sent.

use std::fmt;
use std::time::SystemTime;

use keyfob_core::Error;
use tokio::time::Instant;

use super::OrderError;
use super::book::Alike;
use super::state::{State, names_an_order};

/// An order, or a change of one, whose answer was lost.
#[derive(Debug)]
pub struct Lost {
    /// In a box, since a result is moved about as if it were its error.
    sent: Box<Sent>,
    since: Instant,
    pub(super) error: Error,
}

/// What was sent, and when.
#[derive(Debug)]
pub(crate) struct Sent {
    trace: Trace,
    at: SystemTime,
    alike: Alike,
    #[cfg(feature = "kotak-neo")]
    order: Option<Box<kotak_neo::types::PlaceOrderRequest>>,
}

/// By what it is found in the order book.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trace {
    /// The tag that a new order was sent with.
    Tag(String),
    /// The number of the order that was to be changed or cancelled.
    Number(String),
}

impl Lost {
    /// By what it is found in the order book.
    pub fn trace(&self) -> &Trace {
        &self.sent.trace
    }

    /// The tag that a new order was sent with.
    pub fn tag(&self) -> Option<&str> {
        match self.trace() {
            Trace::Tag(tag) => Some(tag),
            Trace::Number(_) => None,
        }
    }

    /// When it was sent, by this machine's clock.
    pub fn sent_at(&self) -> SystemTime {
        self.sent.at
    }

    /// What happened to the answer.
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// Since when nothing is known of it.
    pub(super) fn since(&self) -> Instant {
        self.since
    }

    pub(super) fn alike(&self) -> &Alike {
        &self.sent.alike
    }

    /// It is still not known, for another reason.
    #[cfg(feature = "kotak-neo")]
    pub(crate) fn again(self, error: Error) -> Self {
        Self {
            error,
            since: Instant::now(),
            ..self
        }
    }

    /// The new order that was sent, if it was one of Kotak Neo.
    #[cfg(feature = "kotak-neo")]
    pub(crate) fn order(&self) -> Option<&kotak_neo::types::PlaceOrderRequest> {
        self.sent.order.as_deref()
    }
}

impl Sent {
    /// An order, or a change of one, that is sent now.
    pub(crate) fn now(trace: Trace) -> Self {
        Self {
            trace,
            at: SystemTime::now(),
            alike: Alike::default(),
            #[cfg(feature = "kotak-neo")]
            order: None,
        }
    }

    /// What it is of.
    pub(crate) fn of(mut self, instrument: impl fmt::Display, side: impl fmt::Display) -> Self {
        self.alike = Alike::new(Some(instrument), Some(&side.to_string()));
        self
    }

    /// The whole of a new order.
    #[cfg(feature = "kotak-neo")]
    pub(crate) fn order(mut self, order: kotak_neo::types::PlaceOrderRequest) -> Self {
        self.order = Some(Box::new(order));
        self
    }

    /// Tells from what happened whether it may stand.
    pub(crate) fn failed(self, error: Error) -> OrderError {
        let is_new = matches!(self.trace, Trace::Tag(_));
        match State::after(&error) {
            State::NotSent => OrderError::NotSent(error),
            // An answer with a number in it is no refusal of a new order, whatever it says.
            State::Refused if !(is_new && names_an_order(&error)) => OrderError::Refused(error),
            State::Refused | State::Open => OrderError::Lost(Lost {
                sent: Box::new(self),
                since: Instant::now(),
                error,
            }),
        }
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = &self.error;
        match self.trace() {
            Trace::Tag(tag) => write!(f, "the order may stand, look for the tag {tag}: {error}"),
            Trace::Number(number) => {
                write!(f, "the change may stand, look at order {number}: {error}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_sent_is_not_lost() {
        let missing = Error::MissingCredential {
            operation: "place",
            credential: "token",
        };
        let error = Sent::now(Trace::Tag("t".to_owned())).failed(missing);
        assert!(matches!(error, OrderError::NotSent(_)), "{error:?}");
    }

    /// Only a call that the vendor refused because its session had ended makes a manager log in.
    #[test]
    fn what_was_refused_for_an_ended_session_is_not_lost_when_the_login_fails() {
        let cut = Error::login_out_of_time(std::time::Duration::from_secs(120));
        let failed = Error::LoginFailed {
            cause: std::sync::Arc::new(cut),
            again_in: None,
        };
        let error = Sent::now(Trace::Tag("t".to_owned())).failed(failed);
        assert!(matches!(error, OrderError::Refused(_)), "{error:?}");
    }
}
