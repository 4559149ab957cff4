//! Session managers, against a vendor of their own.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

#[path = "manager/attack.rs"]
mod attack;
#[path = "manager/clocks.rs"]
mod clocks;
#[path = "manager/dropped.rs"]
mod dropped;
#[path = "manager/early.rs"]
mod early;
#[path = "manager/failures.rs"]
mod failures;
#[path = "manager/hanging.rs"]
mod hanging;
#[path = "manager/keepalive.rs"]
mod keepalive;
#[path = "manager/kept.rs"]
mod kept;
#[path = "manager/leaks.rs"]
mod leaks;
#[path = "manager/login.rs"]
mod login;
#[path = "manager/logout.rs"]
mod logout;
#[path = "manager/metrics.rs"]
mod metrics;
#[path = "manager/paused.rs"]
mod paused;
#[path = "manager/persons.rs"]
mod persons;
#[path = "manager/renewal.rs"]
mod renewal;
#[path = "manager/shared.rs"]
mod shared;
#[path = "manager/stores.rs"]
mod stores;
#[path = "manager/tokens.rs"]
mod tokens;
#[path = "manager/vendor.rs"]
mod vendor;
