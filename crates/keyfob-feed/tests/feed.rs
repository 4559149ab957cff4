//! A supervised connection against real sockets on loopback: servers that keep to the protocol, and servers that do not.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

// The parts that the tests stand on.
#[path = "feed/probe.rs"]
mod probe;
#[cfg(target_os = "linux")]
#[allow(dead_code, reason = "the runtime's tests look for more with it")]
#[path = "../../keyfob-core/tests/wiped/search.rs"]
mod search;
#[path = "feed/server.rs"]
mod server;
#[path = "feed/talk.rs"]
mod talk;
#[allow(dead_code, reason = "the runtime's tests look at more of it")]
#[path = "../../keyfob-core/tests/runtime/watch.rs"]
mod watch;

// The tests.
#[path = "feed/chaos.rs"]
mod chaos;
#[path = "feed/drops.rs"]
mod drops;
#[path = "feed/ends.rs"]
mod ends;
#[path = "feed/failures.rs"]
mod failures;
#[path = "feed/floods.rs"]
mod floods;
#[path = "feed/gaps.rs"]
mod gaps;
#[path = "feed/logins.rs"]
mod logins;
#[path = "feed/secrets.rs"]
mod secrets;
#[path = "feed/silence.rs"]
mod silence;
#[path = "feed/subscribing.rs"]
mod subscribing;
#[path = "feed/tls.rs"]
mod tls;
#[path = "feed/upgrades.rs"]
mod upgrades;
#[path = "feed/waits.rs"]
mod waits;
#[cfg(target_os = "linux")]
#[path = "feed/wiped.rs"]
mod wiped;
