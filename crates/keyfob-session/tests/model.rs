//! Models: all that can happen at once is tried in many orders.
//!
//! The cell of [`single_flight`] is the crate's own file, compiled with the model checker's locks.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

#[path = "model/flight.rs"]
mod flight;
#[path = "model/lease.rs"]
mod lease;
#[path = "model/memory.rs"]
mod memory;
#[path = "model/rules.rs"]
mod rules;
#[path = "model/server.rs"]
mod server;
#[path = "../src/single_flight.rs"]
mod single_flight;

/// The locks of [`single_flight`].
mod sync {
    pub use shuttle::sync::{Arc, Mutex, MutexGuard};

    pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap()
    }
}
