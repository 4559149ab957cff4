#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "standard-login")]
#[cfg_attr(docsrs, doc(cfg(feature = "standard-login")))]
pub mod auth;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
mod batches;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(any(
    feature = "kotak-trade",
    feature = "kotak-neo",
    feature = "quatrix",
    feature = "standard-login"
))]
mod env;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
mod expiry;
#[cfg(any(feature = "kotak-neo", feature = "quatrix", feature = "standard-login"))]
mod forget;
#[cfg(any(
    feature = "kotak-trade",
    feature = "kotak-neo",
    feature = "quatrix",
    feature = "standard-login"
))]
mod input;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo", feature = "quatrix"))]
mod log_out;
#[cfg(all(
    feature = "manager",
    any(feature = "kotak-trade", feature = "kotak-neo", feature = "quatrix")
))]
mod managed;
#[cfg(doctest)]
mod order_of_steps;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
mod orders;
#[cfg(all(
    feature = "manager",
    any(feature = "kotak-trade", feature = "kotak-neo", feature = "quatrix")
))]
mod provide;
#[cfg(any(
    feature = "kotak-trade",
    feature = "kotak-neo",
    feature = "quatrix",
    feature = "standard-login"
))]
mod saved;
mod step;
#[cfg(feature = "totp")]
mod totp;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub mod trading;

mod vendors;

#[cfg(feature = "kotak-neo")]
pub mod kotak_neo;
#[cfg(feature = "kotak-trade")]
pub mod kotak_trade;
#[cfg(feature = "quatrix")]
pub mod quatrix;

#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub use batches::{Batch, Batches};
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub use keyfob_core::Decimal;
/// A point in time; any `SystemTime` converts into one.
#[cfg(any(feature = "kotak-neo", feature = "quatrix"))]
#[doc(no_inline)]
pub use keyfob_core::OffsetDateTime;
#[doc(no_inline)]
pub use keyfob_core::reqwest;
pub use keyfob_core::telemetry;
pub use keyfob_core::{
    Attempt, AttemptEnd, Clock, Decode, Drift, Enumeration, Error, FaultKind, Hook, HostChange,
    Interruption, OpenEnum, Other, Proxy, RateLimits, RawRequest, RawResponse, Refusal,
    ResponseValue, Retry, SavedSession, SavedSessionError, SecondFactor as SecondFactorKind,
    Secret, Settings, Timeouts,
};
/// Sessions that survive: managers, stores and providers.
#[cfg(feature = "manager")]
#[doc(inline)]
pub use keyfob_session as session;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub use orders::{FindError, Lost, OrderError, Trace};
pub use step::Failed;
#[cfg(feature = "totp")]
pub use totp::{Totp, TotpAlgorithm};
#[allow(unused_imports, reason = "without their features there is none")]
pub use vendors::*;
