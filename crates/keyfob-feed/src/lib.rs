#![doc = include_str!("../README.md")]

mod connection;
mod feed;
mod gap;
mod handle;
mod link;
mod mailbox;
mod outcome;
mod problems;
mod protocol;
mod settings;
mod shared;
mod socket;
mod state;
mod subscriptions;
mod supervisor;
mod waits;
mod watchdog;

pub use feed::Feed;
pub use gap::{Gap, GapReason};
pub use handle::FeedHandle;
pub use mailbox::{Conflate, FeedItem};
pub use protocol::{Conversation, Frame, Progress, Protocol, Sink};
pub use settings::FeedSettings;
pub use socket::{Socket, open_socket};
pub use state::State;
pub use tokio_websockets::Message;
