//! The runtime against real sockets: scripted servers on loopback, real TLS with certificates made here, no mocks.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

// The parts that the tests stand on.
#[path = "runtime/api.rs"]
mod api;
#[cfg(feature = "metrics")]
#[path = "runtime/measured.rs"]
mod measured;
#[path = "runtime/probe.rs"]
mod probe;
#[path = "runtime/server.rs"]
mod server;
#[path = "runtime/watch.rs"]
mod watch;

// The tests.
#[path = "runtime/answers.rs"]
mod answers;
#[path = "runtime/client.rs"]
mod client;
#[path = "runtime/closing.rs"]
mod closing;
#[path = "runtime/credentials.rs"]
mod credentials;
#[path = "runtime/dns.rs"]
mod dns;
#[path = "runtime/downloads.rs"]
mod downloads;
#[path = "runtime/drift.rs"]
mod drift;
#[path = "runtime/error_types.rs"]
mod error_types;
#[path = "runtime/errors.rs"]
mod errors;
#[path = "runtime/fault_matrix.rs"]
mod fault_matrix;
#[path = "runtime/faults.rs"]
mod faults;
#[path = "runtime/guard.rs"]
mod guard;
#[path = "runtime/headers.rs"]
mod headers;
#[path = "runtime/hooks.rs"]
mod hooks;
#[path = "runtime/jitter.rs"]
mod jitter;
#[path = "runtime/leaks.rs"]
mod leaks;
#[path = "runtime/limits.rs"]
mod limits;
#[cfg(feature = "metrics")]
#[path = "runtime/metrics.rs"]
mod metrics;
#[path = "runtime/packed.rs"]
mod packed;
#[path = "runtime/proof.rs"]
mod proof;
#[cfg(feature = "tls")]
#[path = "runtime/protocols.rs"]
mod protocols;
#[path = "runtime/proxy.rs"]
mod proxy;
#[path = "runtime/raw.rs"]
mod raw;
#[path = "runtime/redirects.rs"]
mod redirects;
#[path = "runtime/resets.rs"]
mod resets;
#[path = "runtime/retries.rs"]
mod retries;
#[path = "runtime/retry_after.rs"]
mod retry_after;
#[path = "runtime/reused.rs"]
mod reused;
#[path = "runtime/sizes.rs"]
mod sizes;
#[path = "runtime/spans.rs"]
mod spans;
#[path = "runtime/streamed.rs"]
mod streamed;
#[path = "runtime/timeouts.rs"]
mod timeouts;
#[cfg(feature = "tls")]
#[path = "runtime/tls.rs"]
mod tls;
#[path = "runtime/upgrades.rs"]
mod upgrades;
#[cfg(feature = "tls")]
#[path = "runtime/verification.rs"]
mod verification;
#[path = "runtime/words.rs"]
mod words;
