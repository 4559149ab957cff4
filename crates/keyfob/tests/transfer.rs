//! Quatrix transfers, against a small server that fails on demand, and against the sandbox.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "transfer/downloads.rs"]
mod downloads;
#[path = "transfer/finalize.rs"]
mod finalize;
#[cfg(target_os = "linux")]
#[path = "transfer/folder_memory.rs"]
mod folder_memory;
#[path = "transfer/folders.rs"]
mod folders;
#[path = "transfer/journal.rs"]
mod journal;
#[path = "transfer/junk.rs"]
mod junk;
#[path = "transfer/keys.rs"]
mod keys;
#[cfg(target_os = "linux")]
#[path = "transfer/memory.rs"]
mod memory;
#[path = "transfer/names.rs"]
mod names;
#[path = "transfer/naming.rs"]
mod naming;
#[path = "transfer/noted.rs"]
mod noted;
#[path = "transfer/outcomes.rs"]
mod outcomes;
#[path = "transfer/parts.rs"]
mod parts;
#[path = "transfer/patience.rs"]
mod patience;
#[path = "transfer/pressure.rs"]
mod pressure;
#[path = "transfer/probe.rs"]
mod probe;
#[path = "transfer/proxy.rs"]
#[allow(dead_code, reason = "two tests share it, and neither needs all")]
mod proxy;
#[cfg(target_os = "linux")]
#[path = "transfer/sandbox.rs"]
mod sandbox;
#[path = "transfer/server.rs"]
mod server;
#[path = "transfer/sources.rs"]
mod sources;
#[path = "transfer/store.rs"]
mod store;
#[path = "transfer/storms.rs"]
mod storms;
#[path = "transfer/uploads.rs"]
mod uploads;
