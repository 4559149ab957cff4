//! The examples do what they say, against sandboxes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![allow(
    clippy::duplicate_mod,
    reason = "each example is a program of its own, and two have the same account"
)]

#[path = "examples/backup.rs"]
mod backup;
#[path = "examples/bot.rs"]
mod bot;
#[path = "examples/first_call.rs"]
mod first_call;
#[path = "examples/kotak_trade_order.rs"]
mod kotak_trade_order;
#[path = "examples/metrics.rs"]
mod metrics;
#[path = "examples/words.rs"]
mod words;
