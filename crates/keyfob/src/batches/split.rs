//! How a question is split into calls, and split again where one of what is asked spoils the others.

use std::fmt::Display;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures_util::StreamExt;
use futures_util::stream::iter;
use keyfob_core::Error;

use super::{Batch, Batches};

/// How a question is split, and how many calls are under way at a time. 0 counts as 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Split {
    pub(crate) per_call: usize,
    pub(crate) at_a_time: usize,
}

/// How many more calls may be made for the sake of instruments that spoil those of others. Each call that is answered so earns as
/// many as its split cost, so that few are never too many; where all is refused, this is the end.
const MORE: usize = 32;

/// What a split costs: a call for each half.
const HALVES: usize = 2;

/// What the calls of one question know of each other.
struct Shared {
    is_over: AtomicBool,
    more: AtomicUsize,
}

impl Split {
    /// Asks for all items, as many in a call as may be; `call` is given theirs.
    pub(crate) async fn ask<I, T, C>(self, items: &[I], call: impl Fn(Vec<I>) -> C) -> Batches<T>
    where
        I: Clone + Display,
        C: Future<Output = Result<Vec<T>, Error>>,
    {
        let per_call = self.per_call.max(1);
        let shared = &Shared {
            is_over: AtomicBool::new(false),
            more: AtomicUsize::new(MORE),
        };
        let call = &call;
        let calls = items.chunks(per_call).enumerate().map(|(at, part)| {
            let part = Part {
                first: at * per_call,
                items: part.to_vec(),
            };
            async move {
                // Each is begun after those before it, so that what is left out is the end.
                match shared.is_over.load(Ordering::Relaxed) {
                    true => Vec::new(),
                    false => part.ask(call, shared).await,
                }
            }
        });
        // Made beforehand, so that nothing is borrowed while they run; nothing is sent before they do.
        let calls: Vec<_> = calls.collect();
        let calls: Vec<_> = iter(calls).buffered(self.at_a_time.max(1)).concat().await;
        let end = calls.last().map_or(0, |last: &Batch<T>| last.asked.end);
        Batches {
            calls,
            unasked: end..items.len(),
        }
    }
}

/// What one call is to ask for.
struct Part<I> {
    first: usize,
    items: Vec<I>,
}

impl<I: Clone + Display> Part<I> {
    /// Asks for all, or for halves of it and halves of these.
    async fn ask<T, C>(self, call: &impl Fn(Vec<I>) -> C, shared: &Shared) -> Vec<Batch<T>>
    where
        C: Future<Output = Result<Vec<T>, Error>>,
    {
        let end = self.items.len();
        let mut done = Vec::new();
        let whole = 0..end;
        let mut pending = vec![whole];
        while let Some(range) = pending.pop() {
            let answer = call(self.items(&range).to_vec()).await;
            match &answer {
                Ok(_) if range.len() < end => shared.earn(),
                Err(error) if is_for_all(error) => {
                    shared.is_over.store(true, Ordering::Relaxed);
                    // The rest of this call would be told the same.
                    done.push(self.batch(range.start..end, answer));
                    break;
                }
                Err(error) if range.len() > 1 && shared.may_split(error) => {
                    let middle = range.start + range.len() / 2;
                    pending.extend([middle..range.end, range.start..middle]);
                    continue;
                }
                _ => {}
            }
            done.push(self.batch(range, answer));
        }
        done
    }

    fn items(&self, range: &Range<usize>) -> &[I] {
        self.items.get(range.clone()).unwrap_or_default()
    }

    fn batch<T>(&self, range: Range<usize>, answer: Result<Vec<T>, Error>) -> Batch<T> {
        Batch {
            instruments: self.items(&range).iter().map(I::to_string).collect(),
            asked: self.first + range.start..self.first + range.end,
            answer,
        }
    }
}

impl Shared {
    /// Whether what was refused is asked for in halves.
    fn may_split(&self, error: &Error) -> bool {
        match error {
            // Found before anything is sent: no call is made in vain.
            Error::InvalidInput(_) | Error::PathChanged { .. } => true,
            _ if is_of_some(error) => {
                let less = |more: usize| more.checked_sub(HALVES);
                let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
                self.more.fetch_update(set, fetch, less).is_ok()
            }
            _ => false,
        }
    }

    fn earn(&self) {
        let more = |more: usize| Some((more + HALVES).min(MORE));
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        let _ = self.more.fetch_update(set, fetch, more);
    }
}

/// Whether it may be because of some of what was asked for: the vendor says that it will not, and does not say that it cannot.
fn is_of_some(error: &Error) -> bool {
    let refused = matches!(error, Error::Refused(_) | Error::NoData(_));
    // An answer of another shape, with the vendor's words in it.
    let told = error.refusal().is_none() && (error.code().is_some() || error.message().is_some());
    let status = error.status();
    // Who asks, how often, and how long it took are no matter of instruments.
    let other = |status: u16| matches!(status, 401 | 403 | 407 | 408 | 425 | 429 | 500..);
    (refused || told) && !status.is_some_and(|status| other(status.as_u16()))
}

/// Whether the next call would be told the same.
fn is_for_all(error: &Error) -> bool {
    let too_many = matches!(error, Error::RateLimited(_) | Error::TooManyCalls { .. });
    error.is_auth() || too_many
}
