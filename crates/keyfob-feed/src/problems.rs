//! Counts what could not be understood, and logs it now and then.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

/// How often problems are logged at most.
const PAUSE: Duration = Duration::from_secs(60);

/// What could not be understood, by name.
#[derive(Debug)]
pub(crate) struct Problems {
    feed: &'static str,
    counts: BTreeMap<&'static str, u64>,
    /// Those that were not logged yet.
    fresh: u64,
    logged: Option<Instant>,
}

impl Problems {
    pub(crate) fn new(feed: &'static str) -> Self {
        Self {
            feed,
            counts: BTreeMap::new(),
            fresh: 0,
            logged: None,
        }
    }

    pub(crate) fn count(&mut self, name: &'static str) {
        *self.counts.entry(name).or_default() += 1;
        self.fresh += 1;
        let is_due = self.logged.is_none_or(|at| at.elapsed() >= PAUSE);
        if is_due {
            tracing::warn!(
                feed = self.feed,
                last = name,
                count = self.fresh,
                "frames or parts of them could not be understood"
            );
            self.logged = Some(Instant::now());
            self.fresh = 0;
        }
    }

    pub(crate) fn counts(&self) -> Vec<(&'static str, u64)> {
        let counts = self.counts.iter();
        counts.map(|(name, count)| (*name, *count)).collect()
    }
}
