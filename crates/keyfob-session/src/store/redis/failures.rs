//! The last time that the server could not be reached.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::fault::Fault;
use crate::StoreError;

#[derive(Default)]
pub(super) struct Failures {
    last: Mutex<Option<(Instant, StoreError)>>,
}

impl Failures {
    pub(super) fn note(&self, error: &StoreError) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = copy(error).map(|error| (Instant::now(), error));
    }

    /// What went wrong since then, for those who waited meanwhile.
    pub(super) fn since(&self, since: Instant) -> Option<StoreError> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((at, error)) if *at >= since => copy(error),
            _ => None,
        }
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
