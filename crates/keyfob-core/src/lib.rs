//! The runtime that Keyfob's generated clients stand on.
//!
//! A generated client builds a request and hands it to its [`Handle`], which looks the operation up in the crate's
//! [`Api`] table, adds the [`Credentials`] that the operation's security asks for, refuses what must not leave, sends,
//! repeats where that is allowed, and turns whatever comes back into an answer or into one [`Error`].
//!
//! | module | what it holds |
//! |---|---|
//! | `api` | the generated tables: operations, servers, credentials, faults |
//! | `secret`, `credentials` | what must never be shown, and where it is kept |
//! | `builder` | what the generated builders are made of |
//! | `settings`, `transport`, `handle` | how to talk, the HTTP client, and both together with the table |
//! | `hook` | what a user adds to requests, and watches |
//! | `servers`, `guard` | where an operation goes, and whether credentials may go there |
//! | `call`, `retry`, `answer` | one operation on the wire, from request to answer |
//! | `upgrade` | connections that begin as a call: WebSockets |
//! | `request` | requests that the spec does not know |
//! | `limits`, `pace` | how often to call, and long work of many calls |
//! | `clock` | what time it is |
//! | `saved`, `renewal` | sessions as bytes, and who renews them |
//! | [`telemetry`] | spans, events and metrics: what a program can watch |
//! | `fault`, `scrub`, `error` | what the vendor says went wrong, without our secrets in it |
//! | `response`, `body`, `decode`, `lenient`, `drift`, `other` | answers, decoded tolerantly, and what could not be |
//! | `decimal`, `timestamp`, `embedded`, `enumeration` | values that JSON alone cannot say |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod api;
mod body;
#[doc(hidden)]
pub mod builder;
mod call;
mod clock;
mod credentials;
#[cfg(feature = "decimal")]
pub mod decimal;
mod decode;
mod drift;
pub mod embedded;
mod enumeration;
mod error;
mod fault;
mod form;
#[cfg(feature = "fuzz")]
#[doc(hidden)]
pub mod fuzz;
mod guard;
mod handle;
mod hook;
pub mod lenient;
mod limits;
#[doc(hidden)]
pub mod members;
mod other;
mod pace;
mod path;
mod renewal;
mod request;
mod response;
mod retry;
mod saved;
mod scrub;
mod secret;
mod servers;
mod settings;
pub mod telemetry;
#[cfg(feature = "time")]
pub mod timestamp;
mod transport;
mod upgrade;

pub use api::{
    Api, FaultKind, FaultMark, FaultMeaning, FaultShape, Operation, Placement, Proves, RateLimit,
    Repeat, Scheme, Server,
};
#[doc(hidden)]
pub use builder::{encode_path, unset_base_url};
pub use clock::Clock;
#[doc(hidden)]
pub use credentials::basic;
pub use credentials::{Closing, Credentials};
#[cfg(feature = "decimal")]
pub use decimal::Decimal;
pub use drift::Drift;
pub use embedded::Embedded;
#[doc(hidden)]
pub use embedded::is_form;
pub use enumeration::{Enumeration, OpenEnum};
pub use error::{Decode, Error, HostChange, Interruption, Refusal, SecondFactor};
pub use handle::Handle;
pub use hook::{Attempt, AttemptEnd, Hook};
pub use limits::RateLimits;
pub use other::Other;
#[doc(hidden)]
pub use pace::Pace;
#[doc(hidden)]
pub use path::is_path;
pub use renewal::{BoxFuture, Ended};
#[doc(hidden)]
pub use renewal::{Renew, Renewed};
pub use request::{RawRequest, RawResponse};
/// The HTTP library whose types stand in this API: clients, methods, statuses, headers.
#[doc(no_inline)]
pub use reqwest;
pub use response::{ByteStream, Response, ResponseValue};
pub use retry::Retry;
pub use saved::{SavedSession, SavedSessionError};
#[doc(hidden)]
pub use scrub::Redactor;
pub use secret::Secret;
pub use servers::Servers;
pub use settings::{Proxy, Settings, Timeouts};
#[cfg(feature = "time")]
pub use timestamp::OffsetDateTime;
