//! When an operation is sent again, and how long to wait before.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBuilder};
use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::{Error, Operation, Repeat};

/// When to send again.
///
/// Only operations that the spec calls safe or idempotent are sent again after they may have arrived; the others only
/// when they certainly were not sent. The wait doubles each time, with jitter; a `Retry-After` counts instead when the
/// vendor sends one.
#[derive(Debug, Clone, Copy)]
pub struct Retry {
    /// Attempts in all. 1 means never again; 3 by default.
    pub attempts: u32,
    /// The first wait, before jitter. 200 ms by default.
    pub first_wait: Duration,
    /// The longest wait, before jitter. 5 s by default.
    pub longest_wait: Duration,
    /// A `Retry-After` beyond this ends the call, which then tells it. 30 s by default.
    pub longest_retry_after: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(5),
            longest_retry_after: Duration::from_secs(30),
        }
    }
}

impl Retry {
    /// Never sends again.
    pub fn never() -> Self {
        Self {
            attempts: 1,
            ..Self::default()
        }
    }

    /// The waits between attempts, without the vendor's word.
    pub(crate) fn waits(&self) -> impl Iterator<Item = Duration> + use<> {
        ExponentialBuilder::default()
            .with_min_delay(self.first_wait)
            .with_max_delay(self.longest_wait)
            .with_max_times(self.attempts.saturating_sub(1) as usize)
            .with_jitter()
            .build()
    }

    /// How long to wait before sending again after this error; `None`: do not.
    pub(crate) fn wait(
        &self,
        operation: &Operation,
        error: &Error,
        backoff: Duration,
    ) -> Option<Duration> {
        let allowed = match operation.repeat {
            Repeat::Safe | Repeat::Idempotent => error.is_retryable(),
            Repeat::Never => error.was_not_sent(),
        };
        match error.retry_after() {
            _ if !allowed => None,
            Some(told) if told > self.longest_retry_after => None,
            Some(told) => Some(told),
            None => Some(backoff),
        }
    }
}

/// Keeps retries to a tenth of the calls, and a handful more: a vendor in trouble must not be sent three times the load.
#[derive(Debug)]
pub(crate) struct Budget(AtomicI64);

const PRICE: i64 = 10;
const RESERVE: i64 = 10 * PRICE;

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicI64::new(RESERVE))
    }
}

impl Budget {
    /// Each call pays a tenth of a retry in.
    pub(crate) fn earn(&self) {
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| {
                (n < RESERVE).then_some(n + 1)
            });
    }

    /// Whether there is enough left for a retry; then it is paid for.
    pub(crate) fn spend(&self) -> bool {
        let take = |n: i64| (n >= PRICE).then_some(n - PRICE);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }
}

/// More than anybody waits, and little enough to be added to the time of day.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// `Retry-After` in either form; a date in the past means now, and what cannot be read means nothing.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let seconds = text.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(FOREVER));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default().min(FOREVER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_in_both_forms() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers, now).map(|wait| wait.as_secs())
        };
        assert_eq!(read("7"), Some(7));
        assert_eq!(read("0"), Some(0));
        assert_eq!(read("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
        assert_eq!(read("Tue, 06 Nov 1984 08:49:37 GMT"), Some(0));
        assert_eq!(read("315360000"), Some(315_360_000));
        assert_eq!(read("99999999999999999999999"), Some(FOREVER.as_secs()));
        for nonsense in ["-1", "soon", "1.5", ""] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn a_thousand_failing_calls_cost_at_most_a_fifth_more() {
        let budget = Budget::default();
        let mut extra = 0;
        for _ in 0..1000 {
            budget.earn();
            while budget.spend() {
                extra += 1;
            }
        }
        // A tenth of the calls, and what there was to begin with.
        assert!((100..=110).contains(&extra), "{extra}");
    }

    #[test]
    fn waits_grow_and_stay_within_bounds() {
        for _ in 0..200 {
            let waits: Vec<_> = Retry {
                attempts: 8,
                ..Retry::default()
            }
            .waits()
            .collect();
            assert_eq!(waits.len(), 7);
            assert!(waits.iter().all(
                |wait| *wait >= Duration::from_millis(200) && *wait <= Duration::from_secs(10)
            ));
        }
        assert_eq!(Retry::never().waits().count(), 0);
    }
}
