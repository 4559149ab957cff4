//! What waits for the reader: quotes are replaced by newer ones, all else is kept.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use keyfob_core::Error;

use crate::Gap;

/// For how many entries room is kept once nothing waits.
const ROOM: usize = 1_024;

/// What a feed yields.
#[derive(Debug)]
#[non_exhaustive]
pub enum FeedItem<E> {
    /// Something happened.
    Event(E),
    /// There was no connection for a while. It comes before the first event after it.
    Gap(Gap),
    /// It is over, and this is why. Nothing comes after it.
    Ended(Error),
}

/// An event of which only the newest counts.
pub trait Conflate {
    /// What it is an event of.
    type Key: Clone + Eq + Hash + Send;

    /// Events with the same key replace each other while they wait; without a key it is kept.
    fn key(&self) -> Option<Self::Key>;

    /// Is told which one this one takes the place of.
    fn replaces(&mut self, older: &Self);
}

/// A queue of one reader. Its length is bounded by the number of keys and of events without one.
pub(crate) struct Mailbox<E: Conflate>(Mutex<Contents<E>>);

struct Contents<E: Conflate> {
    order: VecDeque<Entry<E>>,
    latest: HashMap<E::Key, Latest<E>>,
    /// Counts gaps: nothing is replaced across one.
    epoch: u64,
    /// How many entries of the order are of events that were replaced across a gap.
    stale: usize,
    conflated: u64,
    waker: Option<Waker>,
    is_over: bool,
}

struct Latest<E> {
    epoch: u64,
    event: E,
}

enum Entry<E: Conflate> {
    Kept(FeedItem<E>),
    Latest(E::Key, u64),
}

impl<E: Conflate> Mailbox<E> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Contents {
            order: VecDeque::new(),
            latest: HashMap::new(),
            epoch: 0,
            stale: 0,
            conflated: 0,
            waker: None,
            is_over: false,
        }))
    }

    /// For putting in the events of a frame: the reader is woken when this is dropped.
    pub(crate) fn lock(&self) -> Guard<'_, E> {
        Guard {
            contents: self.contents(),
            is_fresh: false,
            wakes: Wakes(None),
        }
    }

    /// Says that there was a gap.
    pub(crate) fn gap(&self, gap: Gap) {
        let mut guard = self.lock();
        guard.contents.epoch += 1;
        guard.keep(FeedItem::Gap(gap));
    }

    /// Takes over the events of another one.
    pub(crate) fn append(&self, other: &Self) {
        let mut guard = self.lock();
        let mut others = other.contents();
        while let Some(item) = others.pop() {
            match item {
                FeedItem::Event(event) => guard.push(event),
                other => guard.keep(other),
            }
        }
        guard.contents.conflated += others.conflated;
    }

    /// Says that it is over; nothing is taken in after that.
    pub(crate) fn end(&self, error: Option<Error>) {
        let mut guard = self.lock();
        if let Some(error) = error {
            guard.keep(FeedItem::Ended(error));
        }
        guard.contents.is_over = true;
        guard.is_fresh = true;
    }

    /// The next item; `None` once it is over.
    pub(crate) fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<FeedItem<E>>> {
        let mut contents = self.contents();
        match contents.pop() {
            Some(item) => Poll::Ready(Some(item)),
            None if contents.is_over => Poll::Ready(None),
            None => {
                contents.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }

    /// How many events were replaced before they were read.
    pub(crate) fn conflated(&self) -> u64 {
        self.contents().conflated
    }

    // A panic elsewhere cannot leave it half changed in a way that matters: at worst an entry of the order is stale.
    fn contents(&self) -> MutexGuard<'_, Contents<E>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Events are put in through this.
pub(crate) struct Guard<'a, E: Conflate> {
    contents: MutexGuard<'a, Contents<E>>,
    is_fresh: bool,
    /// Dropped last: a reader that is woken before the contents are free would only wait for them.
    wakes: Wakes,
}

/// Wakes the reader, if there is one, when it is dropped.
struct Wakes(Option<Waker>);

impl<E: Conflate> Guard<'_, E> {
    pub(crate) fn push(&mut self, mut event: E) {
        let Some(key) = event.key() else {
            return self.keep(FeedItem::Event(event));
        };
        self.is_fresh = true;
        let contents = &mut *self.contents;
        if contents.is_over {
            return;
        }
        let epoch = contents.epoch;
        match contents.latest.get_mut(&key) {
            None => {
                contents.order.push_back(Entry::Latest(key.clone(), epoch));
                contents.latest.insert(key, Latest { epoch, event });
            }
            Some(latest) => {
                contents.conflated += 1;
                event.replaces(&latest.event);
                let before = std::mem::replace(latest, Latest { epoch, event });
                if before.epoch != epoch {
                    contents.stale += 1;
                    contents.order.push_back(Entry::Latest(key, epoch));
                    contents.compact();
                }
            }
        }
    }

    fn keep(&mut self, item: FeedItem<E>) {
        self.is_fresh = true;
        if !self.contents.is_over {
            self.contents.order.push_back(Entry::Kept(item));
        }
    }
}

impl<E: Conflate> Drop for Guard<'_, E> {
    fn drop(&mut self) {
        if self.is_fresh {
            self.wakes.0 = self.contents.waker.take();
        }
    }
}

impl Drop for Wakes {
    fn drop(&mut self) {
        if let Some(waker) = self.0.take() {
            waker.wake();
        }
    }
}

impl<E: Conflate> Contents<E> {
    fn pop(&mut self) -> Option<FeedItem<E>> {
        loop {
            let Some(entry) = self.order.pop_front() else {
                // What a reader who slept has let pile up is not kept for ever.
                self.order.shrink_to(ROOM);
                return None;
            };
            match entry {
                Entry::Kept(item) => return Some(item),
                Entry::Latest(key, epoch) => {
                    match self.latest.get(&key).map(|latest| latest.epoch == epoch) {
                        Some(true) => {
                            let latest = self.latest.remove(&key)?;
                            return Some(FeedItem::Event(latest.event));
                        }
                        _ => self.stale = self.stale.saturating_sub(1),
                    }
                }
            }
        }
    }

    /// Leaves out what was replaced across a gap, once that is most.
    fn compact(&mut self) {
        if self.stale < 64 || self.stale * 2 < self.order.len() {
            return;
        }
        let latest = &self.latest;
        self.order.retain(|entry| match entry {
            Entry::Kept(_) => true,
            Entry::Latest(key, epoch) => {
                latest.get(key).is_some_and(|latest| latest.epoch == *epoch)
            }
        });
        self.stale = 0;
    }
}

#[cfg(test)]
mod tests;
