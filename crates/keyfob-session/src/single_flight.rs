//! One piece of work at a time, however many ask for it.
//!
//! The model checker compiles this file with locks of its own: it takes them from `crate::sync`.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::sync::{Arc, Mutex, lock};

/// Work that is done once for all who ask for it while it is under way.
pub(crate) struct SingleFlight<T>(Slot<T>);

/// What is under way, if anything is.
type Slot<T> = Arc<Mutex<Option<Arc<Mutex<Shared<T>>>>>>;

/// What leader and followers share.
struct Shared<T> {
    outcome: Outcome<T>,
    /// By the number of the follower.
    waiting: BTreeMap<u64, Waker>,
    followers: u64,
}

enum Outcome<T> {
    UnderWay,
    Done(T),
    /// Whoever did the work is gone without an end.
    Abandoned,
}

/// The part of who asks for the work.
pub(crate) enum Role<T> {
    /// There is nothing to do.
    Done(T),
    /// Somebody else is at it.
    Follower(Follower<T>),
    /// The caller does it, or has it done.
    Leader(Leader<T>, Follower<T>),
}

/// Does the work, and tells the outcome. Others may begin anew when it is dropped before.
pub(crate) struct Leader<T> {
    flight: Slot<T>,
    shared: Arc<Mutex<Shared<T>>>,
}

/// Waits for the outcome; `None` if whoever did the work is gone without an end. Dropping it is no matter to the work.
pub(crate) struct Follower<T> {
    shared: Arc<Mutex<Shared<T>>>,
    number: u64,
}

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(None)))
    }
}

impl<T: Clone> SingleFlight<T> {
    /// Asks for the work. `is_done` is asked when nobody is at it: what it finds is not changed by others meanwhile.
    pub(crate) fn join(&self, is_done: impl FnOnce() -> Option<T>) -> Role<T> {
        let mut under_way = lock(&self.0);
        if let Some(shared) = &*under_way {
            return Role::Follower(Follower::of(shared));
        }
        if let Some(found) = is_done() {
            return Role::Done(found);
        }
        let shared = Arc::new(Mutex::new(Shared {
            outcome: Outcome::UnderWay,
            waiting: BTreeMap::new(),
            followers: 0,
        }));
        *under_way = Some(Arc::clone(&shared));
        let leader = Leader {
            flight: Arc::clone(&self.0),
            shared: Arc::clone(&shared),
        };
        Role::Leader(leader, Follower::of(&shared))
    }
}

impl<T> Leader<T> {
    /// Tells the outcome to all who wait.
    pub(crate) fn complete(self, outcome: T) {
        self.end(Outcome::Done(outcome));
    }

    fn end(&self, outcome: Outcome<T>) {
        // First nobody joins any more, and then those who have are told.
        {
            let mut under_way = lock(&self.flight);
            if let Some(shared) = &*under_way
                && Arc::ptr_eq(shared, &self.shared)
            {
                *under_way = None;
            }
        }
        let waiting = {
            let mut shared = lock(&self.shared);
            if !matches!(shared.outcome, Outcome::UnderWay) {
                return;
            }
            shared.outcome = outcome;
            std::mem::take(&mut shared.waiting)
        };
        for waker in waiting.into_values() {
            waker.wake();
        }
    }
}

impl<T> Drop for Leader<T> {
    fn drop(&mut self) {
        self.end(Outcome::Abandoned);
    }
}

impl<T> Follower<T> {
    fn of(shared: &Arc<Mutex<Shared<T>>>) -> Self {
        let mut inner = lock(shared);
        inner.followers += 1;
        Self {
            shared: Arc::clone(shared),
            number: inner.followers,
        }
    }
}

impl<T: Clone> Future for Follower<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let mut shared = lock(&self.shared);
        match &shared.outcome {
            Outcome::Done(outcome) => Poll::Ready(Some(outcome.clone())),
            Outcome::Abandoned => Poll::Ready(None),
            Outcome::UnderWay => {
                let before = shared.waiting.insert(self.number, context.waker().clone());
                // Wakers may run anything when they are dropped: not under the lock.
                drop(shared);
                drop(before);
                Poll::Pending
            }
        }
    }
}

/// Nobody is woken who does not wait any more: its task would be kept until the work is done.
impl<T> Drop for Follower<T> {
    fn drop(&mut self) {
        let waker = lock(&self.shared).waiting.remove(&self.number);
        drop(waker);
    }
}
