//! Long work of many calls: not too fast, patient when the vendor says "too many", and minding progress rather than time.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Request;
use tokio::time::Instant;

use crate::telemetry::{self, WaitReason};
use crate::{Error, Handle, Response};

/// How a handle calls for long work, see [`Handle::with_pace`].
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The least time from one call's start to the next one's.
    pub gap: Duration,
    /// What it is at least once the vendor has said "too many"; it doubles with each such answer, and shrinks with each other one.
    pub gap_once_refused: Duration,
    /// What it is at most.
    pub longest_gap: Duration,
    /// For how long one operation may meet nothing but "too many" before that is told. A `Retry-After` beyond it is told at once.
    pub patience: Duration,
}

impl Default for Pace {
    /// 2 ms; then 10 ms to 2 s, as rclone's backend does it: less than the second that other calls wait, and known to work with the vendor; 16 minutes, since 15 are the longest window that a vendor names.
    fn default() -> Self {
        Self {
            gap: Duration::from_millis(2),
            gap_once_refused: Duration::from_millis(10),
            longest_gap: Duration::from_secs(2),
            patience: Duration::from_secs(16 * 60),
        }
    }
}

/// The pace of all clones of a handle together.
#[derive(Debug)]
pub(crate) struct Pacer {
    pace: Pace,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// When the next call may start.
    next: Instant,
    gap: Duration,
    /// When the gap grew last: calls that were under way together are one refusal.
    grew: Option<Instant>,
    refused: BTreeMap<&'static str, Refusals>,
    /// For how long refusals have held calls back in all, up to when they hold them back now.
    held: Duration,
    held_until: Instant,
}

/// What an operation has met since its last answer.
#[derive(Debug)]
struct Refusals {
    since: Instant,
    /// When the last one lets it go on.
    until: Instant,
    /// When patience ran out: for the calls that had begun before.
    over: Option<Instant>,
}

impl Pacer {
    pub(crate) fn new(pace: Pace) -> Self {
        let now = Instant::now();
        Self {
            pace,
            state: Mutex::new(State {
                held: Duration::ZERO,
                held_until: now,
                next: now,
                gap: pace.gap,
                grew: None,
                refused: BTreeMap::new(),
            }),
        }
    }

    /// Waits for this call's turn.
    async fn turn(&self) {
        loop {
            let at = {
                let mut state = self.state();
                let now = Instant::now();
                if state.next <= now {
                    state.next = now + state.gap;
                    return;
                }
                state.next
            };
            // Asked again then: a refusal may have moved it meanwhile.
            tokio::time::sleep_until(at).await;
        }
    }

    /// Notes an answer that is not "too many".
    fn taken(&self, operation: &'static str) {
        let mut state = self.state();
        state.refused.remove(operation);
        state.gap = (state.gap - state.gap / 16).max(self.pace.gap);
    }

    /// Notes "too many" for a call that began then. Whether the same call may wait for its next turn.
    pub(crate) fn refused(
        &self,
        operation: &'static str,
        told: Option<Duration>,
        began: Instant,
    ) -> bool {
        let mut state = self.state();
        let now = Instant::now();
        if state.grew.is_none_or(|grew| now >= grew + state.gap) {
            let doubled = state.gap.saturating_mul(2);
            state.gap = doubled
                .max(self.pace.gap_once_refused)
                .min(self.pace.longest_gap);
            state.grew = Some(now);
        }
        let wait = told.unwrap_or_default().max(state.gap);
        let fresh = Refusals {
            since: now,
            until: now,
            over: None,
        };
        let met = state.refused.entry(operation).or_insert(fresh);
        match met.over {
            Some(over) if began < over => return false,
            // It is another call's matter, or nobody has asked for long: whoever did was dropped.
            None if now <= met.until + self.pace.patience / 2 => {}
            _ => (met.since, met.over) = (now, None),
        }
        if (now - met.since).saturating_add(wait) > self.pace.patience {
            met.over = Some(now);
            return false;
        }
        let until = now + wait;
        met.until = met.until.max(until);
        state.next = state.next.max(until);
        let held_from = state.held_until.max(now);
        state.held += until.saturating_duration_since(held_from);
        state.held_until = state.held_until.max(until);
        true
    }

    /// For how long refusals have held calls back up to now, in all.
    fn held(&self) -> Duration {
        let state = self.state();
        let to_come = state.held_until.saturating_duration_since(Instant::now());
        state.held.saturating_sub(to_come)
    }

    // A panic elsewhere cannot leave the state half written.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Handle {
    /// For how long "too many" has held the calls of this pace back up to now, in all: who limits the time of calls adds that.
    #[doc(hidden)]
    pub fn held_back(&self) -> Duration {
        self.pacer().map(Pacer::held).unwrap_or_default()
    }

    /// Sends at the pace's turn, and again when the vendor says "too many": then nothing was done, whatever the operation is.
    /// Who wants one attempt only has one.
    pub(crate) async fn paced<F: Future<Output = Result<Response, Error>>>(
        &self,
        pacer: &Pacer,
        mut request: Box<Request>,
        id: &'static str,
        send: impl Fn(Box<Request>) -> F,
    ) -> Result<Response, Error> {
        let began = Instant::now();
        loop {
            let again = request.try_clone().map(Box::new);
            let turn = pacer.turn();
            telemetry::waiting(self.api().name, id, WaitReason::RateLimit, turn).await;
            let outcome = send(request).await;
            let (error, next) = match (outcome, again) {
                // Who made the stream makes it again, see `wait_before_repeat`.
                (Err(error @ Error::RateLimited(_)), None) => return Err(error),
                (Err(error @ Error::RateLimited(_)), Some(next)) => (error, next),
                (outcome, _) => {
                    pacer.taken(id);
                    return outcome;
                }
            };
            let told = error.retry_after();
            if self.settings().retry.attempts <= 1 || !pacer.refused(id, told, began) {
                return Err(error);
            }
            telemetry::resent(self.api().name, id, &error, told);
            request = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        gap: Duration::from_millis(2),
        gap_once_refused: Duration::from_millis(10),
        longest_gap: Duration::from_millis(40),
        patience: Duration::from_secs(60),
    };

    /// For a call that began just now.
    fn refused(pacer: &Pacer, told: Option<Duration>) -> bool {
        pacer.refused("probe", told, Instant::now())
    }

    async fn ten_turns(pacer: &Pacer) -> Duration {
        let began = Instant::now();
        for _ in 0..10 {
            pacer.turn().await;
        }
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn turns_keep_their_gap_which_a_refusal_widens_and_answers_narrow() {
        let pacer = Pacer::new(PACE);
        assert_eq!(ten_turns(&pacer).await.as_millis(), 18);
        assert!(refused(&pacer, None));
        // Under way at the same time: no second widening.
        assert!(refused(&pacer, None));
        assert!((95..=105).contains(&ten_turns(&pacer).await.as_millis()));
        for _ in 0..5 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            assert!(refused(&pacer, None));
        }
        assert!(ten_turns(&pacer).await.as_millis() >= 360);
        for _ in 0..100 {
            pacer.taken("probe");
        }
        ten_turns(&pacer).await;
        assert!(ten_turns(&pacer).await.as_millis() <= 20);
    }

    #[tokio::test(start_paused = true)]
    async fn patience_counts_from_the_last_answer_and_an_endless_wait_is_told_at_once() {
        let pacer = Pacer::new(PACE);
        assert!(!refused(&pacer, Some(Duration::from_secs(61))));
        assert!(!refused(&pacer, Some(Duration::MAX)));
        assert!(refused(&pacer, Some(Duration::from_secs(50))));
        pacer.turn().await;
        pacer.taken("other");
        assert!(!refused(&pacer, Some(Duration::from_secs(50))));
        pacer.taken("probe");
        assert!(refused(&pacer, Some(Duration::from_secs(50))));
    }

    #[tokio::test(start_paused = true)]
    async fn patience_that_ran_out_is_over_for_the_calls_that_had_begun_and_whole_for_later_ones() {
        let pacer = Pacer::new(PACE);
        let early = Instant::now();
        let mut times = 0;
        while pacer.refused("probe", Some(Duration::from_secs(7)), early) {
            pacer.turn().await;
            times += 1;
        }
        assert_eq!(times, 8);
        assert!(!pacer.refused("probe", None, early));
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert!(refused(&pacer, Some(Duration::from_secs(50))));
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_was_dropped_long_ago_costs_a_later_one_no_patience() {
        let pacer = Pacer::new(PACE);
        assert!(refused(&pacer, Some(Duration::from_secs(20))));
        tokio::time::sleep(Duration::from_secs(55)).await;
        assert!(refused(&pacer, Some(Duration::from_secs(50))));
        // That one is under way.
        pacer.turn().await;
        assert!(!refused(&pacer, Some(Duration::from_secs(50))));
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_that_refusals_hold_calls_back_is_counted_once() {
        let pacer = Pacer::new(PACE);
        assert!(refused(&pacer, Some(Duration::from_secs(5))));
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(pacer.held().as_secs(), 2);
        assert!(refused(&pacer, Some(Duration::from_secs(4))));
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(pacer.held().as_secs(), 6);
        assert!(refused(&pacer, Some(Duration::from_secs(3))));
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert_eq!(pacer.held().as_secs(), 9);
    }
}
