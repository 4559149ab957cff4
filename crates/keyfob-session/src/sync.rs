//! The locks of [`crate::single_flight`]: the model checker has others.

pub(crate) use std::sync::{Arc, Mutex};
use std::sync::{MutexGuard, PoisonError};

/// Takes a lock. A panic elsewhere cannot leave what it guards half written: each change is one assignment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
