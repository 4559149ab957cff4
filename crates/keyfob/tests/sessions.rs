//! Sessions that are kept, taken up again, known to end, and logged in to by providers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "sessions/clones.rs"]
mod clones;
#[path = "sessions/crates.rs"]
mod crates;
#[path = "sessions/expiry.rs"]
mod expiry;
#[path = "orders/http.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod http;
#[path = "sessions/managers.rs"]
mod managers;
#[path = "sessions/providers.rs"]
mod providers;
#[path = "sessions/refused.rs"]
mod refused;
#[path = "sessions/saved.rs"]
mod saved;
#[path = "sessions/stand.rs"]
mod stand;
#[path = "sessions/tokens.rs"]
mod tokens;
