//! Kotak Neo's lists of instruments: what is read of a file, what is found in it, and what it costs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "instruments/downloads.rs"]
mod downloads;
#[path = "instruments/files.rs"]
mod files;
#[path = "orders/http.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod http;
#[path = "instruments/kinds.rs"]
mod kinds;
#[path = "orders/login.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod login;
#[path = "instruments/look_ups.rs"]
mod look_ups;
#[cfg(target_os = "linux")]
#[path = "instruments/memory.rs"]
mod memory;
#[path = "instruments/oddities.rs"]
mod oddities;
#[path = "instruments/places.rs"]
mod places;
#[path = "instruments/server.rs"]
mod server;
#[path = "instruments/size.rs"]
mod size;
