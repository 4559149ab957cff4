//! A stateful stand-in for three vendors, inside your own process.
//!
//! [`Sandbox`] listens on loopback and plays Kotak Securities Trade API, Kotak Neo and Quatrix: users,
//! passwords, second factors, one-time tokens, sessions that expire, accounts that lock. It knows no
//! client, so that it can disagree with one.
//!
//! ```
//! # async fn first_try() -> std::io::Result<()> {
//! let sandbox = keyfob_sandbox::Sandbox::start().await?;
//! println!("point a Quatrix client at {}", sandbox.quatrix_url());
//! # Ok(())
//! # }
//! ```
//!
//! * [`accounts`]: who may log in; [`accounts::demo`] has well-known values.
//! * [`Clock`]: move time forward instead of waiting for it.
//! * [`Failure`] and [`When`]: make the next call go wrong in a chosen way.
//! * [`Drift`]: answers that are other than the vendors' documents say.
//! * `Seed`: what there is to begin with, from a file (feature `seed`).
//! * `ControlSettings`: a port by which other programs steer all this (feature `control`).
//! * `Builder::docs`: pages that show every operation and try it here (feature `docs`).
//! * `examples::ExampleServer`: any other vendor, played from the examples of its spec (feature `examples`).
//! * [`Exchange`]: what went over the wire, both directions.
//! * [`exchange`]: instruments, prices, orders and trades behind both Kotak APIs.
//! * [`kotak_neo::Feeds`]: who is connected to the market and order feeds, and what goes wrong with it.
//! * [`kotak_trade`], [`kotak_neo`], [`quatrix`]: what is played of each vendor, what of it is guessed,
//!   and the switches that only that vendor has.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

pub mod accounts;
pub mod exchange;
pub mod kotak_neo;
pub mod kotak_trade;
pub mod quatrix;

mod answer;
mod authenticator;
mod backend;
mod builder;
mod call;
mod clock;
mod context;
#[cfg(feature = "control")]
mod control;
#[cfg(feature = "docs")]
mod docs;
mod drift;
#[cfg(feature = "examples")]
pub mod examples;
mod failure;
mod generation;
mod india_time;
mod listener;
mod lock;
mod lockout;
mod operation;
#[cfg(feature = "cli")]
pub mod program;
mod rate_limit;
mod record;
#[cfg(feature = "seed")]
mod seed;
mod server;
#[cfg(feature = "tls")]
mod tls;
mod vendor;
#[cfg(feature = "examples")]
mod vendors;

pub use builder::Builder;
pub use clock::Clock;
#[cfg(feature = "control")]
pub use control::{ControlPort, ControlSettings};
pub use drift::{Drift, DriftPlace, UnknownDrift};
pub use failure::{Failure, RetryAfter, When};
pub use operation::{Operation, UnknownOperation};
pub use record::{Answer, Exchange};
#[cfg(feature = "seed")]
pub use seed::{Seed, SeedError};
pub use server::Sandbox;
#[cfg(feature = "tls")]
pub use tls::Tls;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;
