//! What the generated builders are made of: what is set, what is wrong with it, and the request that comes of it.
//!
//! Builders never fail while something is set. What could not be converted and what is missing is told all at once when the value
//! is built or the call is sent, by the name in Rust and by the name on the wire.

mod convert;
mod encode;
mod problems;
mod request;

pub use convert::IntoMember;
pub use encode::{encode_path, unset_base_url};
pub use problems::{Member, Problems};
pub use request::BODY;
pub use request::Outgoing;
