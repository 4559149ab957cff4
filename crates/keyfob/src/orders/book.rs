//! Looking for an order in the book.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use keyfob_core::Error;
use tokio::time::{Instant, sleep};

use super::tag::{Match, is_own};
use super::{Lost, Trace};
use crate::trading::{Row, each};

/// How long after its answer was lost an order may still be missing from the book. Users saw up to four seconds.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// The first wait between two looks at the book; each later one is twice as long, up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(1);

/// Why it is not known whether an order stands, or how.
#[derive(Debug)]
#[non_exhaustive]
pub enum FindError {
    /// The book could not be read.
    Book(Error),
    /// The book has orders that may be it, and it cannot be told.
    Unsure {
        /// The operation that answered the book.
        operation: &'static str,
        /// Numbers of orders of the same instrument and side whose tags were written over, left out or changed, and of orders of
        /// another instrument or side that have the tag; empty for a row that has not even a number.
        candidates: Vec<String>,
    },
    /// It stands, and its row cannot be read.
    Unreadable {
        /// Its number, if the row has one.
        number: Option<String>,
        /// What cannot be read.
        error: Error,
    },
}

/// One row of a book, as far as it tells whose it is.
pub(crate) struct Seen {
    pub(crate) tag: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) alike: Alike,
}

/// What an order was of. Where a book does not tell, it may be anything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Alike {
    pub(crate) instrument: Option<String>,
    /// `B` or `S`.
    pub(crate) side: Option<char>,
}

impl Alike {
    /// An instrument by its symbol or number, and a side by whatever word.
    pub(crate) fn new(instrument: Option<impl fmt::Display>, side: Option<&str>) -> Self {
        let instrument = instrument.map(|it| it.to_string().trim().to_ascii_uppercase());
        let side = side.and_then(|side| side.trim().chars().next());
        Self {
            instrument: instrument.filter(|it| !it.is_empty()),
            side: side.map(|side| side.to_ascii_uppercase()),
        }
    }

    /// Whether nothing speaks against its being the same.
    fn may_be(&self, other: &Self) -> bool {
        may_equal(&self.instrument, &other.instrument) && self.has_side_of(other)
    }

    /// Whether at least the side does not speak against it: vendors have more than one name for an instrument.
    fn has_side_of(&self, other: &Self) -> bool {
        may_equal(&self.side, &other.side)
    }
}

fn may_equal<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The order book as it came.
pub(crate) struct Book<T> {
    pub(crate) rows: Vec<T>,
    /// How many rows could not be read.
    pub(crate) unreadable: usize,
}

#[cfg(feature = "kotak-neo")]
impl<T> Book<T> {
    pub(crate) fn empty() -> Self {
        Self {
            rows: Vec::new(),
            unreadable: 0,
        }
    }
}

/// How a vendor's book is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) operation: &'static str,
    /// Whether two orders may have the same tag. Such a vendor is not known to lengthen any.
    pub(crate) tags_repeat: bool,
}

impl Reading {
    /// The rows that are what was lost.
    ///
    /// # Errors
    /// [`FindError::Unsure`] if there is none, but one of which it cannot be said.
    pub(crate) fn pick<T>(
        self,
        book: Book<T>,
        lost: &Lost,
        seen: impl Fn(&T) -> Seen,
    ) -> Result<Vec<T>, FindError> {
        let (mut same, mut lengthened, mut candidates, mut unsure) =
            (vec![], vec![], vec![], false);
        // A row that nobody can read may be the one.
        unsure |= book.unreadable > 0;
        for row in book.rows {
            let Seen { tag, number, alike } = seen(&row);
            let may_be = lost.alike().may_be(&alike);
            let tag = tag.as_deref().map(str::trim);
            match (lost.trace(), tag, &number) {
                (Trace::Number(wanted), _, Some(number)) if number.trim() == wanted.trim() => {
                    same.push(row);
                }
                (Trace::Number(_), _, Some(_)) => {}
                (Trace::Tag(sent), Some(tag), _) => {
                    // A tag of ours is no other order's, also where the vendor names the instrument otherwise.
                    let is_it = may_be || is_own(sent) && lost.alike().has_side_of(&alike);
                    match Match::of(tag, sent) {
                        Match::Same if is_it => same.push(row),
                        Match::Lengthened if is_it && !self.tags_repeat => lengthened.push(row),
                        Match::Other => {}
                        Match::Similar | Match::Overwritten if !may_be => {}
                        Match::Lengthened if self.tags_repeat && !may_be => {}
                        // Somebody's label of another order, or one that the vendor changed.
                        _ => {
                            unsure = true;
                            candidates.extend(number);
                        }
                    }
                }
                // A row that names neither itself nor what it is of.
                (Trace::Tag(_), None, _) | (Trace::Number(_), _, None) if may_be => {
                    unsure = true;
                    candidates.extend(number);
                }
                _ => {}
            }
        }
        match (same.is_empty(), lengthened.is_empty(), unsure) {
            (false, ..) => Ok(same),
            (true, false, _) => Ok(lengthened),
            (true, true, false) => Ok(same),
            (true, true, true) => Err(FindError::Unsure {
                operation: self.operation,
                candidates,
            }),
        }
    }

    /// What was found, as typed orders.
    ///
    /// # Errors
    /// [`FindError::Unreadable`] for one that stands all the same.
    pub(crate) fn typed<R, T>(
        self,
        list: &'static str,
        found: Vec<R>,
        number: impl Fn(&R) -> Option<String>,
        read: impl Fn(Row, R) -> Result<T, Error>,
    ) -> Result<Vec<T>, FindError> {
        let mut orders = Vec::new();
        for row in found {
            let number = number(&row).map(|number| number.trim().to_owned());
            let number = number.filter(|number| !number.is_empty());
            let order = each(self.operation, list, vec![row], &read);
            orders.extend(order.map_err(|error| FindError::Unreadable { number, error })?);
        }
        Ok(orders)
    }
}

/// Looks until it is there, or until a look that began `patience` after the loss did not find it.
pub(crate) async fn patiently<T, L>(
    lost: &Lost,
    patience: Duration,
    look: impl Fn() -> L,
) -> Result<Vec<T>, FindError>
where
    L: Future<Output = Result<Vec<T>, FindError>>,
{
    let mut wait = SHORTEST;
    loop {
        let left = patience.saturating_sub(Instant::now().saturating_duration_since(lost.since()));
        let outcome = look().await;
        let hint = match &outcome {
            Ok(rows) if !rows.is_empty() => return outcome,
            // The next look would be told the same.
            Err(FindError::Book(error)) if error.is_auth() => return outcome,
            Err(FindError::Book(error)) => error.retry_after(),
            _ => None,
        };
        if left.is_zero() || hint.is_some_and(|hint| hint > left) {
            return outcome;
        }
        sleep(wait.max(hint.unwrap_or_default()).min(left)).await;
        wait = (wait * 2).min(LONGEST);
    }
}

impl fmt::Display for FindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Book(error) => {
                write!(f, "it is not known whether the order stands: {error}")
            }
            Self::Unsure { candidates, .. } if candidates.is_empty() => f.write_str(
                "it is not known whether the order stands: a row of the order book cannot be read, or has neither tag nor number",
            ),
            Self::Unsure { candidates, .. } => write!(
                f,
                "it is not known whether the order stands: it may be one of {}, which have its tag and are of another instrument or \
                 side, or are of the same and have no tag, or one that may be its own; look at these",
                candidates.join(", ")
            ),
            Self::Unreadable {
                number: Some(number),
                error,
            } => write!(
                f,
                "the order stands as number {number}, but its row in the order book cannot be read: {error}"
            ),
            Self::Unreadable {
                number: None,
                error,
            } => write!(
                f,
                "the order stands, but its row in the order book cannot be read: {error}"
            ),
        }
    }
}

impl StdError for FindError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Book(error) | Self::Unreadable { error, .. } => Some(error),
            Self::Unsure { .. } => None,
        }
    }
}

impl From<FindError> for Error {
    fn from(error: FindError) -> Self {
        let what = error.to_string();
        let cause = match error {
            FindError::Book(error) | FindError::Unreadable { error, .. } => Some(Box::new(error)),
            FindError::Unsure { .. } => None,
        };
        Self::InDoubt { what, cause }
    }
}

#[cfg(test)]
mod tests;
