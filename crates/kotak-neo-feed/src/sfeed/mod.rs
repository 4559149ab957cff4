//! SFeed, the market feed of the vendor's third client: JSON to control it, binary batches of quotes (little-endian).
//!
//! A line begins with [`login`]; the answer is [`Control::Authenticated`]. Then instruments are subscribed to, at most
//! [`MAX_SUBSCRIPTIONS`] in all. There is no heartbeat but the WebSocket's own.

mod control;
mod decoder;
mod encode;
mod message;
mod picture;
mod symbols;

pub use control::Control;
pub use decoder::Decoder;
pub use encode::{Kind, exchange, login, snapshot, subscribe, unsubscribe};

/// How many instruments a line may be subscribed to, over all kinds. Source: the vendor's client.
pub const MAX_SUBSCRIPTIONS: usize = 3000;
