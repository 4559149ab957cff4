use std::time::Duration;

/// How a connection to a feed goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeedFailure {
    /// Nothing more is sent but pongs: requests are taken and not answered.
    Silent,
    /// Nothing more is sent, pongs neither. What comes in is thrown away.
    HalfOpen,
    /// Nothing more is read; what there is to tell is still sent. That the client has gone is seen only when that fails.
    StalledReading,
    /// The connection ends in the orderly way of TCP, without a close frame.
    Cut,
    /// The connection ends with a reset.
    Reset,
    /// The connection ends in the middle of a frame.
    CutInFrame,
    /// One frame that means nothing; the connection goes on.
    Garbage(Garbage),
    /// A close frame with this code, and the end of the connection.
    Close(u16),
    /// The same, after so many more messages.
    CloseAfter {
        /// How many messages are still sent.
        messages: u64,
        /// The code of the close frame.
        code: u16,
    },
    /// Before each message, this time passes.
    Slow(Duration),
    /// The login is refused in the feed's own way. For connections to come.
    RefuseLogin,
    /// The login is never answered. For connections to come.
    LoginUnanswered,
    /// The upgrade to a WebSocket is answered with this HTTP status. For connections to come.
    RefuseUpgrade(u16),
}

/// What is wrong with a frame that means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Garbage {
    /// Text where the feed is binary, and binary where it is text.
    WrongKind,
    /// A length in it that leads beyond its end; of the order feed, JSON that ends early.
    BrokenLength,
    /// A text frame that is not UTF-8, which WebSocket forbids.
    NotUtf8,
}

impl FeedFailure {
    /// Whether a connection that it happens to is gone then.
    pub(super) fn is_end(&self) -> bool {
        matches!(
            self,
            Self::Cut | Self::Reset | Self::CutInFrame | Self::Close(_)
        )
    }

    /// Whether it can happen only to connections that are not logged in yet.
    pub(super) fn is_of_the_beginning(&self) -> bool {
        matches!(
            self,
            Self::RefuseLogin | Self::LoginUnanswered | Self::RefuseUpgrade(_)
        )
    }
}
