//! Logins to vendors that nobody wrote a line for: their specs come from their own documents, and the sandbox plays them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "logins/letters.rs"]
mod letters;
#[path = "logins/parcels.rs"]
mod parcels;
#[path = "../../keyfob-session/tests/manager/paused.rs"]
mod paused;
#[path = "logins/readme.rs"]
mod readme;
#[path = "logins/rentals.rs"]
mod rentals;
#[path = "logins/sandbox.rs"]
mod sandbox;
#[path = "logins/secrets.rs"]
mod secrets;
#[path = "logins/stand.rs"]
mod stand;
