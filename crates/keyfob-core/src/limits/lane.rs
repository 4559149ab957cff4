//! Calls under one limit, or under none: when they began, how they are slowed, and the line of those who wait.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::pressure::Pressure;
use super::quota::Quota;
use super::starts::Starts;

/// The calls under one limit.
#[derive(Debug, Default)]
pub(super) struct Lane {
    state: Mutex<State>,
    /// Whose turn it is: tokio's lock is given in the order of asking.
    head: tokio::sync::Mutex<()>,
    waiting: AtomicUsize,
}

#[derive(Debug, Default)]
struct State {
    starts: Starts,
    pressure: Pressure,
}

/// A place in the line, until this is dropped.
pub(super) struct Place<'a> {
    lane: &'a Lane,
    ahead: usize,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.lane.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Lane {
    /// Joins the line at its end.
    pub(super) fn join(&self) -> Place<'_> {
        let ahead = self.waiting.fetch_add(1, Ordering::Relaxed);
        Place { lane: self, ahead }
    }

    /// The head of the line, where nobody stands in it.
    pub(super) fn head(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        match self.waiting.load(Ordering::Relaxed) {
            0 => self.head.try_lock().ok(),
            _ => None,
        }
    }

    /// When the first in the line may begin.
    pub(super) fn next(&self, quota: Option<Quota>, now: Instant) -> Instant {
        self.planned(quota, 0, now)
    }

    /// Notes that the first in the line begins.
    pub(super) fn note(&self, quota: Option<Quota>, now: Instant) {
        let mut state = self.state();
        state.pressure.note(now);
        if let Some(quota) = quota {
            state.starts.note(quota, now);
        }
    }

    /// Notes a refusal, see [`Pressure::refused`], and tells how long calls are held back by it.
    pub(super) fn refused(
        &self,
        quota: Option<Quota>,
        told: Option<Duration>,
        began: Instant,
    ) -> Duration {
        let quota = quota.unwrap_or(Quota::ASSUMED);
        let (mut state, now) = (self.state(), Instant::now());
        state.pressure.refused(quota, told, began, now);
        state.pressure.next(quota, 0, now) - now
    }

    /// Lets nothing begin for so long.
    pub(super) fn hold(&self, wait: Duration) {
        self.state().pressure.hold(wait, Instant::now());
    }

    /// Whether forgetting it changes nothing.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        let state = self.state();
        state.starts.is_idle(now) && state.pressure.is_idle(now)
    }

    fn planned(&self, quota: Option<Quota>, ahead: usize, now: Instant) -> Instant {
        let state = self.state();
        let slowed = state
            .pressure
            .next(quota.unwrap_or(Quota::ASSUMED), ahead, now);
        match quota {
            Some(quota) => state.starts.next(quota, ahead, now).max(slowed),
            None => slowed,
        }
    }

    // A panic elsewhere cannot leave the state half written.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Place<'a> {
    /// When this one may begin, as far as is known.
    pub(super) fn planned(&self, quota: Option<Quota>, now: Instant) -> Instant {
        self.lane.planned(quota, self.ahead, now)
    }

    /// Waits to be the first, and then until the first may begin. Nobody else is, until what is returned is dropped.
    pub(super) async fn first(&self, quota: Option<Quota>) -> tokio::sync::MutexGuard<'a, ()> {
        let head = self.lane.head.lock().await;
        loop {
            let now = Instant::now();
            let at = self.lane.next(quota, now);
            if at <= now {
                return head;
            }
            // Asked again then: a refusal may have moved it meanwhile.
            tokio::time::sleep_until(at).await;
        }
    }
}
