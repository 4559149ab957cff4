//! What the three feeds have in common, seen from a connection.

use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::failure::Garbage;
use super::feed::FeedSubscription;
use crate::exchange::{Segment, Tick};

/// One connection's side of a feed: it knows no socket.
pub(super) trait Protocol: Send {
    /// Takes what the client sent.
    fn receive(&mut self, frame: &Message) -> Reply;

    /// Whether it has anything to do with prices: others are not woken by each of them.
    fn wants_ticks(&self) -> bool {
        true
    }

    /// Tells of prices.
    fn ticks(&mut self, ticks: &[Tick]) -> Vec<Message>;

    /// Tells of all that is subscribed to as it is now.
    fn present(&mut self) -> Vec<Message>;

    /// Tells of what happened to orders.
    fn orders(&mut self) -> Vec<Message> {
        Vec::new()
    }

    /// Tells of a market that opened or closed.
    fn status(&mut self, _segment: Segment, _code: u16) -> Vec<Message> {
        Vec::new()
    }

    /// A frame that means nothing.
    fn garbage(&self, how: Garbage) -> Message;
}

/// What becomes of a frame.
#[derive(Default)]
pub(super) struct Reply {
    /// The kind that it is counted as.
    pub(super) kind: &'static str,
    pub(super) messages: Vec<Message>,
    /// All subscriptions, if they have changed.
    pub(super) subscriptions: Option<Vec<FeedSubscription>>,
    pub(super) acknowledged: Option<u32>,
    /// Whether the login has just succeeded.
    pub(super) is_login: bool,
    /// Whether the connection ends after this.
    pub(super) ends: bool,
}

impl Reply {
    pub(super) fn of(kind: &'static str) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }
}

/// What is to become of the login.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LoginPlan {
    Usual,
    Refused,
    Unanswered,
}

/// Text that WebSocket does not allow.
pub(super) fn not_utf8() -> Message {
    let bytes: &[u8] = &[0xff, 0xfe, 0xc0];
    Message::Frame(Frame::message(bytes, OpCode::Data(Data::Text), true))
}
