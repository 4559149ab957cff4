//! Points in time that travel as a number: seconds, milliseconds or nanoseconds since 1970, in UTC.
//!
//! [`OffsetDateTime`] is that of `time`; a [`SystemTime`](std::time::SystemTime) converts into it and back. How it travels is said at
//! the field:
//!
//! | on the wire | one | may be left out | a list |
//! |---|---|---|---|
//! | seconds, `1571234567` or `1571234567.25` | [`seconds`] | [`seconds_option`] | [`seconds_list`] |
//! | seconds with a fraction, `1571234567.0` | [`fractional_seconds`] | [`fractional_seconds_option`] | [`fractional_seconds_list`] |
//! | whole seconds | [`whole_seconds`] | [`whole_seconds_option`] | [`whole_seconds_list`] |
//! | milliseconds | [`milliseconds`] | [`milliseconds_option`] | [`milliseconds_list`] |
//! | whole milliseconds | [`whole_milliseconds`] | [`whole_milliseconds_option`] | [`whole_milliseconds_list`] |
//! | nanoseconds | [`nanoseconds`] | [`nanoseconds_option`] | [`nanoseconds_list`] |
//!
//! ```
//! use keyfob_core::{OffsetDateTime, timestamp};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct File {
//!     #[serde(with = "timestamp::seconds")]
//!     created: OffsetDateTime,
//!     #[serde(default, skip_serializing_if = "Option::is_none", with = "timestamp::seconds_option")]
//!     modified: Option<OffsetDateTime>,
//! }
//!
//! let file: File = serde_json::from_str(r#"{"created": 1571234567, "modified": 1571234567.25}"#)?;
//! assert_eq!(file.created.unix_timestamp(), 1_571_234_567);
//! assert_eq!(serde_json::to_string(&file)?, r#"{"created":1571234567,"modified":1571234567.25}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Each reads a number or a text that holds one, digit by digit, as a binary float has too few for microseconds of today. What is
//! finer than a nanosecond is cut. 0 and what is negative are points in time, too. What is after the year 9999 is an error. A number
//! is written with as many digits as it needs; where it has to be whole, what is finer is cut, towards the past. The modules are for
//! JSON.
//!
//! `time` has modules like these for whole numbers only.

mod modules;
mod number;

#[doc(no_inline)]
pub use time::OffsetDateTime;

pub use modules::*;
pub(crate) use number::{UnixMilliseconds, UnixNanoseconds, UnixSeconds};

#[cfg(test)]
mod tests;
