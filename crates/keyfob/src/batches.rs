//! One question asked in several calls.

mod split;

use std::ops::Range;
use std::slice::Iter;

use keyfob_core::Error;

pub(crate) use split::Split;

/// The answers of several calls, in the order of what was asked.
///
/// A call that is refused, perhaps because of one instrument, is asked again in halves, so that the one costs its own answer only and
/// is told; a network that fails, or a vendor that is down, is not asked more for that. A call that failed costs no other, unless it
/// says that none will be answered: after [`Error::SessionEnded`], [`Error::RateLimited`], [`Error::TooManyCalls`] and the like the rest is not asked.
#[derive(Debug)]
#[must_use = "some of the calls may have failed"]
pub struct Batches<T> {
    calls: Vec<Batch<T>>,
    unasked: Range<usize>,
}

/// One of the calls.
#[derive(Debug)]
pub struct Batch<T> {
    /// Which of what was asked, counted from 0.
    pub asked: Range<usize>,
    /// The same by their names, as they were sent.
    pub instruments: Vec<String>,
    /// The rows that the vendor answered, in its own order; or what went wrong.
    pub answer: Result<Vec<T>, Error>,
}

impl<T> Batches<T> {
    /// The calls.
    pub fn iter(&self) -> Iter<'_, Batch<T>> {
        self.calls.iter()
    }

    /// What was not asked any more, counted from 0; mostly nothing.
    pub fn unasked(&self) -> Range<usize> {
        self.unasked.clone()
    }

    /// All rows that were answered.
    pub fn rows(&self) -> impl Iterator<Item = &T> {
        self.iter()
            .filter_map(|batch| batch.answer.as_ref().ok())
            .flatten()
    }

    /// What was asked in vain, and why.
    pub fn failures(&self) -> impl Iterator<Item = (Range<usize>, &Error)> {
        let calls = self.iter();
        calls.filter_map(|batch| Some((batch.asked.clone(), batch.answer.as_ref().err()?)))
    }

    /// All rows, if every call was answered.
    ///
    /// # Errors
    /// The first that a call failed with.
    pub fn complete(self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        for batch in self {
            all.extend(batch.answer?);
        }
        Ok(all)
    }
}

impl<T> IntoIterator for Batches<T> {
    type Item = Batch<T>;
    type IntoIter = std::vec::IntoIter<Batch<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.calls.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Batches<T> {
    type Item = &'a Batch<T>;
    type IntoIter = Iter<'a, Batch<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
