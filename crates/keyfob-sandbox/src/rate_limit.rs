//! At most so many logins in so much time.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

/// The number of whole seconds to wait before the next try.
pub(crate) struct TooMany(pub(crate) u64);

#[derive(Default)]
pub(crate) struct LoginLimit {
    rule: Option<(usize, Duration)>,
    seen: VecDeque<SystemTime>,
}

impl LoginLimit {
    pub(crate) fn set(&mut self, logins: usize, window: Duration) {
        self.rule = Some((logins, window));
        self.seen.clear();
    }

    pub(crate) fn lift(&mut self) {
        *self = Self::default();
    }

    /// How many in how much time.
    #[cfg(feature = "control")]
    pub(crate) fn rule(&self) -> Option<(usize, Duration)> {
        self.rule
    }

    pub(crate) fn check(&mut self, now: SystemTime) -> Result<(), TooMany> {
        let Some((logins, window)) = self.rule else {
            return Ok(());
        };
        while self
            .seen
            .front()
            .is_some_and(|&first| first + window <= now)
        {
            self.seen.pop_front();
        }
        if self.seen.len() < logins {
            self.seen.push_back(now);
            return Ok(());
        }
        let free_at = self
            .seen
            .front()
            .map_or(now + window, |&first| first + window);
        let wait = free_at.duration_since(now).unwrap_or_default();
        // Rounded up: a client that waits exactly this long must be let in.
        Err(TooMany(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)))
    }
}
