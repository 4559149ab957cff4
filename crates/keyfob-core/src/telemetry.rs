#![doc = include_str!("telemetry.md")]

mod emit;
mod feed;
mod http;
mod operation;
mod session;
mod wait;

pub(crate) use self::emit::describe;
#[doc(hidden)]
pub use self::feed::{feed_ended, feed_live, feed_lost, feed_problems};
pub(crate) use self::http::RequestWatch;
pub(crate) use self::operation::{CallWatch, resent};
#[doc(hidden)]
pub use self::session::{keepalive, login, renewal, store_error};
#[doc(hidden)]
pub use self::wait::{WaitReason, waiting};

/// The `error.type` of what was dropped before it ended.
const CANCELLED: &str = "cancelled";
