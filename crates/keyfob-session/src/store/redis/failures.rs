//! The last time that the lease of each session could not be taken.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::fault::Fault;
use crate::{SessionId, StoreError};

/// Nobody waits for longer than that.
const KEPT: Duration = Duration::from_secs(3600);

#[derive(Default)]
pub(super) struct Failures {
    last: Mutex<Last>,
}

type Last = HashMap<SessionId, (Instant, StoreError)>;

impl Failures {
    pub(super) fn note(&self, id: &SessionId, error: &StoreError) {
        let mut last = self.last();
        last.retain(|_, (at, _)| at.elapsed() < KEPT);
        if let Some(error) = copy(error) {
            last.insert(id.clone(), (Instant::now(), error));
        }
    }

    /// What went wrong since then, for those who waited meanwhile.
    pub(super) fn since(&self, id: &SessionId, since: Instant) -> Option<StoreError> {
        match self.last().get(id) {
            Some((at, error)) if *at >= since => copy(error),
            _ => None,
        }
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of those that a command can fail with.
fn copy(error: &StoreError) -> Option<StoreError> {
    match error {
        StoreError::TimedOut { action } => Some(StoreError::TimedOut {
            action: action.clone(),
        }),
        StoreError::Unreachable { action, source } => Some(StoreError::Unreachable {
            action: action.clone(),
            source: source.downcast_ref::<Fault>()?.clone().into(),
        }),
        _ => None,
    }
}
