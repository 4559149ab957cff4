//! The sandbox, seen through a plain HTTP client.

// Clippy takes only functions marked as tests for tests; the helpers here are none the less.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod control;
mod docs;
mod drift;
mod examples;
mod exchange;
mod failures;
mod harness;
mod kotak_neo;
mod kotak_trade;
mod modules;
mod operations;
mod quatrix;
mod reset;
mod seed;
mod server;
mod sessions;
mod trader;
mod yaml;
