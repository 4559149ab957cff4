//! The stores against real files, processes and servers.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

// The parts that the tests stand on.
#[path = "stores/probe.rs"]
mod probe;
mod redis_server;

// The tests.
#[path = "stores/contract.rs"]
mod contract;
#[path = "stores/encryption.rs"]
mod encryption;
#[path = "stores/file.rs"]
mod file;
#[path = "stores/file_full.rs"]
mod file_full;
#[path = "stores/file_killed.rs"]
mod file_killed;
#[path = "stores/file_modes.rs"]
mod file_modes;
#[path = "stores/leaks.rs"]
mod leaks;
#[path = "stores/processes.rs"]
mod processes;
#[path = "stores/redis.rs"]
mod redis;
#[path = "stores/redis_faults.rs"]
mod redis_faults;
#[path = "stores/redis_leases.rs"]
mod redis_leases;
#[path = "stores/redis_refusals.rs"]
mod redis_refusals;
#[path = "stores/redis_tls.rs"]
mod redis_tls;
