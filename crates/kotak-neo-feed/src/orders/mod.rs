//! The feed of orders and positions: text, JSON but for the first frame of some clients.
//!
//! A line begins with [`connect`]; the answer is [`Message::Connected`]. Nothing is subscribed to: the account's events come by
//! themselves, and its state comes again with each new line.

mod encode;
mod members;
mod message;
mod updates;

pub use encode::{HEARTBEAT_INTERVAL, Spelling, connect, heartbeat};
pub use message::{Message, parse, parse_bytes};
pub use updates::{OrderUpdate, PositionUpdate};
