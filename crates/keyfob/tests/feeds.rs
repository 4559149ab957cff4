//! Kotak Neo's feeds against the sandbox: over real connections, with every kind of failure.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "feeds/day/mod.rs"]
mod day;
#[path = "feeds/failures.rs"]
mod failures;
#[path = "feeds/market.rs"]
mod market;
#[cfg(target_os = "linux")]
#[allow(dead_code, reason = "the runtime's tests look for more with it")]
#[path = "../../keyfob-core/tests/wiped/search.rs"]
mod search;
#[path = "feeds/session.rs"]
mod session;
#[path = "feeds/stand.rs"]
mod stand;
#[cfg(target_os = "linux")]
#[path = "feeds/wiped.rs"]
mod wiped;
