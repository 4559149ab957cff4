//! Counts what could not be understood, and logs it now and then.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

/// How often problems are logged at most.
const PAUSE: Duration = Duration::from_secs(60);

/// What could not be understood, by name.
#[derive(Debug)]
pub(crate) struct Problems {
    counts: BTreeMap<&'static str, u64>,
    /// Those that were not logged yet.
    fresh: u64,
    last: &'static str,
    logged: Option<Instant>,
}

impl Problems {
    pub(crate) fn new() -> Self {
        Self {
            counts: BTreeMap::new(),
            fresh: 0,
            last: "",
            logged: None,
        }
    }

    pub(crate) fn count(&mut self, name: &'static str) {
        *self.counts.entry(name).or_default() += 1;
        self.fresh += 1;
        self.last = name;
    }

    /// What is to be logged now, if anything: how many there were since the last time, and the last of them.
    pub(crate) fn due(&mut self) -> Option<(u64, &'static str)> {
        let is_due = self.logged.is_none_or(|at| at.elapsed() >= PAUSE);
        if self.fresh == 0 || !is_due {
            return None;
        }
        self.logged = Some(Instant::now());
        Some((std::mem::take(&mut self.fresh), self.last))
    }

    pub(crate) fn counts(&self) -> Vec<(&'static str, u64)> {
        let counts = self.counts.iter();
        counts.map(|(name, count)| (*name, *count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn all_are_counted_and_logged_once_a_minute() {
        let mut problems = Problems::new();
        assert_eq!(problems.due(), None);
        problems.count("cut");
        assert_eq!(problems.due(), Some((1, "cut")));
        problems.count("cut");
        problems.count("unknown");
        tokio::time::advance(PAUSE - Duration::from_millis(1)).await;
        assert_eq!(problems.due(), None);
        tokio::time::advance(Duration::from_millis(1)).await;
        assert_eq!(problems.due(), Some((2, "unknown")));
        tokio::time::advance(PAUSE).await;
        assert_eq!(problems.due(), None);
        assert_eq!(problems.counts(), [("cut", 2), ("unknown", 1)]);
    }
}
