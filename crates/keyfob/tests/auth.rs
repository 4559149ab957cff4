//! Logins by standard security schemes, against a server of their own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "auth/acme.rs"]
mod acme;
#[path = "auth/environment.rs"]
mod environment;
#[path = "auth/grants.rs"]
mod grants;
#[path = "auth/managers.rs"]
mod managers;
#[path = "../../keyfob-session/tests/manager/paused.rs"]
mod paused;
#[path = "auth/refusals.rs"]
mod refusals;
#[path = "auth/renewal.rs"]
mod renewal;
#[path = "auth/secrets.rs"]
mod secrets;
#[path = "auth/server.rs"]
mod server;
#[path = "auth/static_credentials.rs"]
mod static_credentials;
#[path = "auth/stores.rs"]
mod stores;
