//! The examples do what they say, against sandboxes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "examples/backup.rs"]
mod backup;
#[path = "examples/words.rs"]
mod words;
