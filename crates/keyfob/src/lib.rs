#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
mod batches;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo", feature = "quatrix"))]
mod env;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
mod input;
#[cfg(doctest)]
mod order_of_steps;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
mod orders;
mod step;
#[cfg(feature = "totp")]
mod totp;
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub mod trading;

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
pub use keyfob_core::{
    Attempt, AttemptEnd, Decode, Drift, Enumeration, Error, FaultKind, Hook, HostChange,
    Interruption, OpenEnum, Other, Proxy, RateLimits, RawRequest, RawResponse, Refusal,
    ResponseValue, Retry, SecondFactor as SecondFactorKind, Secret, Settings, Timeouts,
};
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub use orders::{FindError, Lost, OrderError, Trace};
pub use step::Failed;
#[cfg(feature = "totp")]
pub use totp::{Totp, TotpAlgorithm};
