//! One question asked in several calls.

use std::ops::Range;
use std::slice::Iter;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt;
use futures_util::stream::iter;
use keyfob_core::Error;

/// The answers of several calls, in the order of what was asked. A call that failed costs its own answer only, unless it says that
/// no other will be answered either: after [`Error::SessionEnded`], [`Error::RateLimited`] and the like the rest is not asked.
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

/// How a question is split, and how many calls are under way at a time. 0 counts as 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Split {
    pub(crate) per_call: usize,
    pub(crate) at_a_time: usize,
}

impl Split {
    /// Asks for all items, as many in a call as may be; `call` is given theirs.
    pub(crate) async fn ask<I, T, C>(self, items: &[I], call: impl Fn(Vec<I>) -> C) -> Batches<T>
    where
        I: Clone,
        C: Future<Output = Result<Vec<T>, Error>>,
    {
        let per_call = self.per_call.max(1);
        let is_over = &AtomicBool::new(false);
        let calls = items.chunks(per_call).enumerate().map(|(at, part)| {
            let (first, answer) = (at * per_call, call(part.to_vec()));
            let asked = first..first + part.len();
            async move {
                // Each is begun after those before it, so that what is left out is the end.
                if is_over.load(Ordering::Relaxed) {
                    return None;
                }
                let answer = answer.await;
                if answer.as_ref().is_err_and(is_for_all) {
                    is_over.store(true, Ordering::Relaxed);
                }
                Some(Batch { asked, answer })
            }
        });
        // Made beforehand, so that nothing is borrowed while they run; nothing is sent before they do.
        let calls: Vec<_> = calls.collect();
        let calls = iter(calls).buffered(self.at_a_time.max(1));
        let calls: Vec<_> = calls.filter_map(async |call| call).collect().await;
        let end = calls.last().map_or(0, |last| last.asked.end);
        Batches {
            calls,
            unasked: end..items.len(),
        }
    }
}

/// Whether the next call would be told the same.
fn is_for_all(error: &Error) -> bool {
    error.is_auth() || matches!(error, Error::RateLimited(_))
}
