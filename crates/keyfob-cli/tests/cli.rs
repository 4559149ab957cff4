//! The program as its users run it: a process of its own, against a sandbox on loopback.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "cli/call.rs"]
mod call;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/doubt.rs"]
mod doubt;
#[path = "cli/errors.rs"]
mod errors;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/keeping.rs"]
mod keeping;
#[path = "cli/logins.rs"]
mod logins;
#[cfg(unix)]
#[path = "cli/prompts.rs"]
mod prompts;
#[cfg(unix)]
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/secrets.rs"]
mod secrets;
#[cfg(unix)]
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/trading.rs"]
mod trading;
#[path = "cli/watch.rs"]
mod watch;
