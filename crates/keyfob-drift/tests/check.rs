//! Checks of all three vendors against the sandbox, over real HTTP, through sessions of the facade.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "check/clean.rs"]
mod clean;
#[path = "check/drifts.rs"]
mod drifts;
#[path = "check/leaks.rs"]
mod leaks;
#[path = "check/reports.rs"]
mod reports;
#[path = "check/sessions.rs"]
mod sessions;
#[path = "check/stops.rs"]
mod stops;
#[path = "check/used.rs"]
mod used;
