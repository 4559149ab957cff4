//! No secret is ever shown: not by the Debug of any type, not by an error or what caused it, not in a log at any level.
//!
//! Marked secrets are planted everywhere a secret can be, every flow is walked with every state shown on the way, and then nothing
//! of what was shown may hold one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "leaks/capture.rs"]
mod capture;
#[path = "leaks/planted.rs"]
mod planted;
#[path = "leaks/types.rs"]
mod types;
#[path = "leaks/walk.rs"]
mod walk;
