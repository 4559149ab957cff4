//! What is sent. Source: recordings of the vendor's clients.

use std::time::Duration;

use crate::json::{Object, escaped_len};

/// How the first frame and the heartbeat are written. Which of them the server takes is contested, so who is refused tries the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// `{type:cn,..}`, without quotes and blanks: the vendor's second and third client.
    Bare,
    /// `{"type": "cn", ..}`: the vendor's first client.
    Json,
}

impl Spelling {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Bare => Self::Json,
            Self::Json => Self::Bare,
        }
    }
}

/// The first frame of a line. It has secrets: wipe it when it is sent.
///
/// `token` is the trading login's token, `sid` its session id.
pub fn connect(spelling: Spelling, token: &str, sid: &str) -> String {
    match spelling {
        Spelling::Bare => {
            let parts = ["{type:cn,Authorization:", token, ",Sid:", sid, ",src:WEB}"];
            parts.concat()
        }
        Spelling::Json => Object::with_capacity(80 + escaped_len(token) + escaped_len(sid))
            .text("type", "cn")
            .text("Authorization", token)
            .text("Sid", sid)
            .text("src", "WEB")
            .finish(),
    }
}

/// The time between two heartbeats of G1 and G2; the vendor's client of G3 sends none. Source: the vendor's clients.
pub const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(30);

/// The heartbeat, due every [`HEARTBEAT_INTERVAL`] after the answer to [`connect`].
pub const fn heartbeat(spelling: Spelling) -> &'static str {
    match spelling {
        Spelling::Bare => "{type:hb}",
        Spelling::Json => r#"{"type": "hb"}"#,
    }
}
