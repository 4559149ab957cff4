//! Orders of both Kotaks: what is sent, what an answer proves, and that there are never two where one was meant.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "orders/again.rs"]
mod again;
#[path = "orders/answers.rs"]
mod answers;
#[path = "orders/chance.rs"]
mod chance;
#[path = "orders/find.rs"]
mod find;
#[path = "orders/http.rs"]
mod http;
#[path = "orders/labels.rs"]
mod labels;
#[path = "orders/likeness.rs"]
mod likeness;
#[path = "orders/login.rs"]
mod login;
#[path = "orders/once.rs"]
mod once;
#[path = "orders/sandbox.rs"]
mod sandbox;
#[path = "orders/sent.rs"]
mod sent;
#[path = "orders/venue.rs"]
mod venue;
