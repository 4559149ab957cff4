//! When calls began, and when the next one may.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::quota::Quota;

/// When the last calls began: as many of them as the largest quota asks for.
///
/// A quota is held against the calls themselves, and not against a rate with a burst (GCRA, token buckets): with those, of "10 calls in a
/// second" 19 may start within one.
#[derive(Debug, Default)]
pub(super) struct Starts {
    starts: VecDeque<Instant>,
    calls: usize,
    window: Duration,
}

impl Starts {
    /// When a call may begin that has so many others before it in the line; `now` or later.
    pub(super) fn next(&self, quota: Quota, ahead: usize, now: Instant) -> Instant {
        let (calls, window) = (quota.calls(), quota.window());
        let count = self.starts.len();
        // The calls, those in the line among them, by their number: each begins a window after the one `calls` before it.
        let mut number = count.saturating_add(ahead);
        let mut windows = 0;
        while number >= calls && number >= count {
            number -= calls;
            windows += 1;
        }
        match self.starts.get(number) {
            Some(start) if windows > 0 => {
                let first = (*start + window).max(now);
                after(first, window, windows - 1)
            }
            // Those of its window have not begun either: they begin now.
            _ => after(now, window, windows),
        }
    }

    /// Notes that a call begins.
    pub(super) fn note(&mut self, quota: Quota, now: Instant) {
        self.calls = self.calls.max(quota.calls());
        self.window = self.window.max(quota.window());
        self.starts.push_back(now);
        while self.starts.len() > self.calls
            || self
                .starts
                .front()
                .is_some_and(|at| *at + self.window <= now)
        {
            self.starts.pop_front();
        }
    }

    /// Whether nothing that it holds matters any more.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        let last = self.starts.back();
        last.is_none_or(|at| *at + self.window <= now)
    }
}

/// So many windows later.
fn after(at: Instant, window: Duration, windows: u32) -> Instant {
    // What nobody waits for is far enough.
    at.checked_add(window.saturating_mul(windows))
        .unwrap_or(at + window)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn quota(calls: u32) -> Quota {
        Quota::new(calls, SECOND)
    }

    /// When each of the next calls may begin, in windows from now.
    fn windows(starts: &Starts, quota: Quota, count: usize, now: Instant) -> Vec<f64> {
        let wait = |ahead| starts.next(quota, ahead, now) - now;
        let waits = (0..count).map(|ahead| wait(ahead).as_secs_f64());
        waits
            .map(|wait| wait / quota.window().as_secs_f64())
            .collect()
    }

    #[tokio::test(start_paused = true)]
    async fn the_line_is_planned_ahead() {
        let mut starts = Starts::default();
        let now = Instant::now();
        assert_eq!(
            windows(&starts, quota(2), 5, now),
            [0.0, 0.0, 1.0, 1.0, 2.0]
        );
        starts.note(quota(2), now);
        assert_eq!(windows(&starts, quota(2), 4, now), [0.0, 1.0, 1.0, 2.0]);
        tokio::time::sleep(quota(2).window() / 2).await;
        let now = Instant::now();
        starts.note(quota(2), now);
        assert_eq!(windows(&starts, quota(2), 4, now), [0.5, 1.0, 1.5, 2.0]);
        assert!(!starts.is_idle(now));
        tokio::time::sleep(quota(2).window()).await;
        assert!(starts.is_idle(Instant::now()));
        assert_eq!(windows(&starts, quota(2), 2, Instant::now()), [0.0, 0.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn two_quotas_are_held_against_the_same_calls() {
        let (few, many) = (quota(1), quota(3));
        let mut starts = Starts::default();
        let now = Instant::now();
        for _ in 0..2 {
            starts.note(many, now);
            starts.note(few, now);
        }
        assert_eq!(windows(&starts, many, 1, now), [1.0]);
        assert_eq!(windows(&starts, few, 2, now), [1.0, 2.0]);
    }
}
