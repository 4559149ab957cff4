//! Orders are sent once. When an answer is lost, nobody knows whether the order stands; so the error says what to look for.

use std::error::Error as StdError;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use keyfob_core::Error;

/// Why an order was not acknowledged. It is never sent again by itself.
#[derive(Debug)]
#[non_exhaustive]
pub enum OrderError {
    /// It certainly did not reach the vendor: it may be sent again.
    NotSent(Error),
    /// The vendor said no.
    Refused(Error),
    /// The answer was lost, or cannot be read: the order may stand. Look it up before you send it again.
    Lost(Lost),
}

/// An order, or a change of one, whose answer was lost.
#[derive(Debug)]
pub struct Lost {
    trace: Trace,
    sent_at: SystemTime,
    error: Error,
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
        &self.trace
    }

    /// When it was sent, by this machine's clock.
    pub fn sent_at(&self) -> SystemTime {
        self.sent_at
    }

    /// What happened to the answer.
    pub fn error(&self) -> &Error {
        &self.error
    }
}

impl OrderError {
    /// Of an order that cannot be built.
    pub(crate) fn invalid(error: impl fmt::Display) -> Self {
        Self::NotSent(Error::invalid_input(error.to_string()))
    }

    /// Tells from what happened whether the order may stand.
    pub(crate) fn of(error: Error, trace: Trace, sent_at: SystemTime) -> Self {
        match &error {
            Error::MissingCredential { .. }
            | Error::BadCredential { .. }
            | Error::PathChanged { .. }
            | Error::NotHere { .. }
            | Error::InvalidInput(_)
            | Error::Settings(_) => Self::NotSent(error),
            _ if error.was_not_sent() => Self::NotSent(error),
            // A gateway that gave up waiting says nothing of what stands behind it.
            _ if error.refusal().is_some()
                && !error
                    .status()
                    .is_some_and(|status| status.is_server_error()) =>
            {
                Self::Refused(error)
            }
            _ => Self::Lost(Lost {
                trace,
                sent_at,
                error,
            }),
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

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { trace, error, .. } = self;
        match trace {
            Trace::Tag(tag) => write!(f, "the order may stand, look for the tag {tag}: {error}"),
            Trace::Number(number) => {
                write!(f, "the change may stand, look at order {number}: {error}")
            }
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
            OrderError::Lost(lost) => lost.error,
        }
    }
}

/// A tag that no other order has: the milliseconds, and 51 random bits against other machines on the same login and a clock
/// that stands still. It is kept to 20 characters, since no vendor says how many it takes.
pub(crate) fn new_tag() -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let millis = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
    let random = RandomState::new().hash_one(now.as_nanos());
    tag(millis, random)
}

/// Eight digits of time, which last until 2059 and then begin anew, and ten of chance.
fn tag(millis: u64, random: u64) -> String {
    let mut tag = String::from("kf");
    base_36(&mut tag, millis, 8);
    base_36(&mut tag, random, 10);
    tag
}

/// Appends the last `digits` digits of a number.
fn base_36(text: &mut String, number: u64, digits: u32) {
    let digit = |place| {
        let digit = number / 36_u64.pow(place) % 36;
        char::from_digit(u32::try_from(digit).unwrap_or_default(), 36).unwrap_or('0')
    };
    text.extend((0..digits).rev().map(digit));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn many_tags_of_one_moment_differ() {
        let tags: BTreeSet<_> = (0..20_000).map(|_| new_tag()).collect();
        assert_eq!(tags.len(), 20_000);
        let plain = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
        let fits = |tag: &String| tag.len() == 20 && tag.chars().all(plain);
        assert!(tags.iter().all(fits), "{:?}", tags.first());
    }

    #[test]
    fn a_tag_is_the_time_and_chance() {
        assert_eq!(tag(0, 0), "kf000000000000000000");
        assert_eq!(tag(35, 36), "kf0000000z0000000010");
        assert_eq!(tag(1_767_587_401_123, u64::MAX), "kfmk0nwfj7e11264sgsf");
        // The time is in front, so that tags sort by it.
        assert!(tag(1_767_587_401_123, u64::MAX) < tag(1_767_587_401_124, 0));
    }

    #[test]
    fn what_was_never_sent_is_not_lost() {
        let missing = Error::MissingCredential {
            operation: "place",
            credential: "token",
        };
        let error = OrderError::of(missing, Trace::Tag("t".to_owned()), SystemTime::now());
        assert!(matches!(error, OrderError::NotSent(_)), "{error:?}");
    }
}
