//! Holes in a feed.

use std::fmt;
use std::time::{Duration, SystemTime};

use keyfob_core::Error;

/// A time in which nothing came, since there was no connection. What happened meanwhile was not told.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Gap {
    /// When the last frame came before it, by the settings' clock.
    pub from: SystemTime,
    /// When the feed was logged in again.
    pub to: SystemTime,
    /// Why the connection was lost, by the first thing that went wrong.
    pub reason: GapReason,
    /// How many tries it took to have the next one, that one included.
    pub attempts: u32,
}

impl Gap {
    /// A gap, for tests of what is done about one.
    pub fn new(from: SystemTime, to: SystemTime, reason: GapReason, attempts: u32) -> Self {
        Self {
            from,
            to,
            reason,
            attempts,
        }
    }

    /// How long it was; zero where the clock was set back meanwhile.
    pub fn duration(&self) -> Duration {
        self.to.duration_since(self.from).unwrap_or_default()
    }
}

/// Why a connection was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GapReason {
    /// The server closed it, with this code of RFC 6455 and this text. The text is the server's.
    Closed {
        /// The code; 1005 where there was none.
        code: u16,
        /// The text, which may be empty.
        reason: String,
    },
    /// It was cut.
    Cut,
    /// Nothing came, not even the answer to a ping: the other end is gone although the connection stands.
    Silent,
    /// What came is not WebSocket's, or was damaged in a way that leaves in doubt what came before.
    Malformed,
    /// What was to be sent could not be sent in time.
    Stalled,
    /// The feed's login was refused, or not answered in time. Its text has none of the session's secrets.
    Login(String),
    /// The server asked for a new connection.
    Asked,
}

impl GapReason {
    pub(crate) fn of_login(error: &Error) -> Self {
        Self::Login(error.to_string())
    }

    /// One word of a few, for logs and metrics.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Closed { .. } => "closed",
            Self::Cut => "cut",
            Self::Silent => "silent",
            Self::Malformed => "malformed",
            Self::Stalled => "stalled",
            Self::Login(_) => "login",
            Self::Asked => "asked",
        }
    }
}

impl fmt::Display for GapReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Escaped: a line break in it could forge a line of a log.
            Self::Closed { code, reason } => write!(f, "closed by the server: {code} {reason:?}"),
            Self::Cut => f.write_str("the connection was cut"),
            Self::Silent => f.write_str("nothing came, and no answer to a ping"),
            Self::Malformed => f.write_str("what came was malformed"),
            Self::Stalled => f.write_str("the server took nothing in any more"),
            Self::Login(why) => write!(f, "the login of the feed failed: {why}"),
            Self::Asked => f.write_str("the server asked for a new connection"),
        }
    }
}
