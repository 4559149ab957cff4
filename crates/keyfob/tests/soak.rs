//! Sessions that are held for days, on a paused clock: what happens by itself keeps them alive, and is not more than that takes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "soak/kotak_neo.rs"]
mod kotak_neo;
#[path = "soak/quatrix.rs"]
mod quatrix;
#[path = "soak/stand.rs"]
mod stand;
