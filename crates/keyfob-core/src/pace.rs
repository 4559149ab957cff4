//! Long work of many calls: not too fast, patient when the vendor says "too many", and minding progress rather than time.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Request;
use tokio::time::Instant;

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
    /// 2 ms; then 10 ms to 2 s, as rclone's backend does it; 16 minutes, since 15 are the longest window that a vendor names.
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
    /// Since when an operation has met nothing but refusals.
    refused: BTreeMap<&'static str, Instant>,
}

impl Pacer {
    pub(crate) fn new(pace: Pace) -> Self {
        Self {
            pace,
            state: Mutex::new(State {
                next: Instant::now(),
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

    /// Notes "too many". Whether the same call may wait for its next turn.
    pub(crate) fn refused(&self, operation: &'static str, told: Option<Duration>) -> bool {
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
        let since = *state.refused.entry(operation).or_insert(now);
        if (now - since).saturating_add(wait) > self.pace.patience {
            return false;
        }
        state.next = state.next.max(now + wait);
        true
    }

    // A panic elsewhere cannot leave the state half written.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Handle {
    /// Sends at the pace's turn, and again when the vendor says "too many": then nothing was done, whatever the operation is.
    /// Who wants one attempt only has one.
    pub(crate) async fn execute_paced(
        &self,
        pacer: &Pacer,
        mut request: Request,
        id: &'static str,
    ) -> Result<Response, Error> {
        loop {
            let again = request.try_clone();
            pacer.turn().await;
            let outcome = self.execute_now(request, id).await;
            let (error, next) = match (outcome, again) {
                // Who made the stream makes it again, see `wait_before_repeat`.
                (Err(error @ Error::RateLimited(_)), None) => return Err(error),
                (Err(error @ Error::RateLimited(_)), Some(next)) => (error, next),
                (outcome, _) => {
                    pacer.taken(id);
                    return outcome;
                }
            };
            if self.settings().retry.attempts <= 1 || !pacer.refused(id, error.retry_after()) {
                return Err(error);
            }
            tracing::info!(operation = id, "too many calls: waiting for the next turn");
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
        assert!(pacer.refused("probe", None));
        // Under way at the same time: no second widening.
        assert!(pacer.refused("probe", None));
        assert!((95..=105).contains(&ten_turns(&pacer).await.as_millis()));
        for _ in 0..5 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            assert!(pacer.refused("probe", None));
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
        assert!(!pacer.refused("probe", Some(Duration::from_secs(61))));
        assert!(!pacer.refused("probe", Some(Duration::MAX)));
        assert!(pacer.refused("probe", Some(Duration::from_secs(50))));
        pacer.turn().await;
        pacer.taken("other");
        assert!(!pacer.refused("probe", Some(Duration::from_secs(50))));
        pacer.taken("probe");
        assert!(pacer.refused("probe", Some(Duration::from_secs(50))));
    }
}
