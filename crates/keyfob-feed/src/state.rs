//! Where a feed's connection stands.

use std::fmt;

/// Where a feed's connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum State {
    /// A connection is being opened.
    Connecting,
    /// The connection stands, and the login on it is under way.
    Authenticating,
    /// Logged in and subscribed; something came lately.
    Live,
    /// Logged in, but nothing has come for [`FeedSettings::silence`](crate::FeedSettings): a ping was sent, and its answer is waited for.
    Silent,
    /// The connection is gone, and the next try waits for its time.
    Waiting,
    /// It is over, for good.
    Ended,
}

impl State {
    /// Whether the server is told of a subscription at once.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Live | Self::Silent)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connecting => "connecting",
            Self::Authenticating => "authenticating",
            Self::Live => "live",
            Self::Silent => "silent",
            Self::Waiting => "waiting",
            Self::Ended => "ended",
        })
    }
}
