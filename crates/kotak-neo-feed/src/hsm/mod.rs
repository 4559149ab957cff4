//! HSM, the market feed of the vendor's first two clients: binary, big-endian, with topics that are updated field by field.
//!
//! A line begins with [`connect`]; the answer is [`Control::Connected`]. Then topics are subscribed to, at most
//! [`MAX_TOPICS_PER_FRAME`] a frame, [`MAX_TOPICS_PER_CHANNEL`] a channel, on [`MAX_CHANNELS`] channels. Where the server
//! asks for acknowledgements, [`Control::Acknowledge`] says when to send one.

mod control;
mod decoder;
mod encode;
mod events;
mod record;
mod state;
mod topic;
mod update;

pub use control::Control;
pub use decoder::Decoder;
pub use encode::{
    Channel, TooLong, acknowledge, connect, option_chain, pause, resume, snapshot, subscribe,
    throttle, unsubscribe,
};
pub use topic::{Topic, TopicKind};
pub use update::Update;

/// How many topics a frame may have. Source: the vendor's client.
pub const MAX_TOPICS_PER_FRAME: usize = 100;

/// How many topics a channel may have. Source: the vendor's client.
pub const MAX_TOPICS_PER_CHANNEL: usize = 200;

/// On how many channels the vendor's client spreads topics.
pub const MAX_CHANNELS: usize = 16;
