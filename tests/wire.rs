//! The wire: what the logins and reading calls send is, byte for byte, what the vendors' own clients were recorded sending.
//!
//! The recordings are facts and stand in `recordings/flows`, one file for each vendor and generation. Flows drive the facade against
//! a [recorder](recordings::recorder); what arrived is compared with the cases: method, host, path and query, headers, body. What is
//! not compared, and why, stands in [`recordings::exceptions`]. Calls that need no flow are in the contract tests' `recorded`.

// Helpers of tests may give up like tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "wire/coverage.rs"]
mod coverage;
#[path = "wire/flow.rs"]
mod flow;
#[path = "wire/kotak_neo_g1.rs"]
mod kotak_neo_g1;
#[path = "wire/kotak_neo_g2.rs"]
mod kotak_neo_g2;
#[path = "wire/kotak_neo_g3.rs"]
mod kotak_neo_g3;
#[path = "wire/kotak_trade.rs"]
mod kotak_trade;
#[path = "wire/quatrix.rs"]
mod quatrix;
// The contract tests need the rest of it.
#[allow(dead_code)]
#[path = "recordings/mod.rs"]
mod recordings;
