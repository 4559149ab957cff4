#![doc = include_str!("telemetry.md")]

mod emit;
mod http;
mod operation;
mod session;
mod wait;

pub(crate) use self::emit::describe;
pub(crate) use self::http::RequestWatch;
pub(crate) use self::operation::{CallWatch, resent};
#[doc(hidden)]
pub use self::session::{keepalive, login, renewal, store_error};
#[doc(hidden)]
pub use self::wait::{WaitReason, waiting};

/// The `error.type` of what was dropped before it ended.
const CANCELLED: &str = "cancelled";
