//! What is sent. Source: recordings of the vendor's client 3.0.1, and its code.

use crate::json::{Object, escaped_len};
use crate::{Depth, Instrument};

/// What can be subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Last prices.
    ScripsLite,
    /// Best bids and offers.
    Scrips,
    /// Five levels a side.
    Depth,
    /// Twenty levels a side.
    FullDepth,
    /// Indices.
    Indices,
}

impl From<Depth> for Kind {
    fn from(depth: Depth) -> Self {
        match depth {
            Depth::LastPrice => Self::ScripsLite,
            Depth::Touch => Self::Scrips,
            Depth::Five => Self::Depth,
            Depth::Twenty => Self::FullDepth,
        }
    }
}

/// The first frame of a line. It has a secret: wipe it when it is sent.
///
/// `user` is the client's code (UCC), `sid` the session's id of the trading login, `now_ms` the time in milliseconds since 1970.
/// The rest is what the vendor's client sends, with its version.
pub fn login(user: &str, sid: &str, now_ms: u64) -> String {
    Object::with_capacity(300 + escaped_len(user) + escaped_len(sid))
        .text("user", user)
        .text("auth", sid)
        .text("format", "native_batch")
        .text("source", "NEOTRADEAPI")
        .text("platform", "Web")
        .text("version", "1.2.3")
        .plain("sdk_version", 2)
        .text("sdk_date", "2026-08-07T09:41:17.667Z")
        .plain("conn_req_time", now_ms)
        .plain("sessionValidation", false)
        .finish()
}

/// Asks for the quotes of instruments from now on, and for their trading symbols.
pub fn subscribe<'a>(kind: Kind, instruments: impl IntoIterator<Item = &'a Instrument>) -> String {
    let event = match kind {
        Kind::ScripsLite => "subscribeScripsLite",
        Kind::Scrips => "subscribeScrips",
        Kind::Depth => "subscribeDepth",
        Kind::FullDepth => "subscribeFullDepth",
        Kind::Indices => "subscribeIndices",
    };
    of(event, instruments).plain("ack_symbol", true).finish()
}

/// Ends [`subscribe`].
pub fn unsubscribe<'a>(
    kind: Kind,
    instruments: impl IntoIterator<Item = &'a Instrument>,
) -> String {
    let event = match kind {
        Kind::ScripsLite => "unsubscribeScripsLite",
        Kind::Scrips => "unsubscribeScrips",
        Kind::Depth => "unsubscribeDepth",
        Kind::FullDepth => "unsubscribeFullDepth",
        Kind::Indices => "unsubscribeIndices",
    };
    of(event, instruments).finish()
}

/// Asks for the quotes of instruments once. `None` for [`Kind::FullDepth`], of which no snapshot is known.
pub fn snapshot<'a>(
    kind: Kind,
    instruments: impl IntoIterator<Item = &'a Instrument>,
) -> Option<String> {
    let event = match kind {
        Kind::ScripsLite => "snapshotScripsLite",
        Kind::Scrips => "snapshotScrips",
        Kind::Depth => "snapshotDepth",
        Kind::FullDepth => return None,
        Kind::Indices => "snapshotIndices",
    };
    Some(of(event, instruments).plain("ack_symbol", true).finish())
}

/// Turns the state of the markets on or off.
pub fn exchange(on: bool) -> &'static str {
    if on {
        r#"{"event": "subscribeExchange"}"#
    } else {
        r#"{"event": "unsubscribeExchange"}"#
    }
}

fn of<'a>(event: &str, instruments: impl IntoIterator<Item = &'a Instrument>) -> Object {
    let mut tokens = String::new();
    for instrument in instruments {
        if !tokens.is_empty() {
            tokens.push(',');
        }
        tokens.push_str(&instrument.to_string());
    }
    Object::with_capacity(80 + tokens.len())
        .text("event", event)
        .text("inputtoken", &tokens)
}
