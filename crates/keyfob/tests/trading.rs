//! Typed orders and books of both Kotaks, against the sandbox and against servers of odd answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "trading/books.rs"]
mod books;
#[path = "trading/changes.rs"]
mod changes;
#[path = "trading/extremes.rs"]
mod extremes;
#[path = "trading/foreign.rs"]
mod foreign;
#[path = "trading/gaps.rs"]
mod gaps;
#[path = "orders/http.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod http;
#[path = "orders/login.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod login;
#[path = "trading/neo.rs"]
mod neo;
#[path = "trading/rules.rs"]
mod rules;
#[path = "trading/sessions.rs"]
mod sessions;
#[path = "trading/trade.rs"]
mod trade;
#[path = "trading/words.rs"]
mod words;
