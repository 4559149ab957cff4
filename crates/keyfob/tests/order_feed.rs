//! The order feed of Kotak Neo over loopback: its hello, what it tells, its gaps; and waiting for an order.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "order_feed/gaps.rs"]
mod gaps;
#[path = "order_feed/hello.rs"]
mod hello;
#[path = "order_feed/messages.rs"]
mod messages;
#[path = "order_feed/random.rs"]
mod random;
#[path = "order_feed/server.rs"]
mod server;
#[path = "order_feed/stand.rs"]
mod stand;
#[path = "order_feed/waits.rs"]
mod waits;
