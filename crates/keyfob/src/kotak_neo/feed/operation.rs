//! The feeds as errors and telemetry know them.

use keyfob_core::reqwest::Method;
use keyfob_core::{Operation, Repeat};

pub(super) static MARKET_FEED: Operation = upgrade("market_feed", "/market_feed");
pub(super) static ORDER_FEED: Operation = upgrade("order_feed", "/realtime");

/// An upgrade to a WebSocket. Its credentials go in the first message, not in a header.
const fn upgrade(id: &'static str, path: &'static str) -> Operation {
    Operation {
        id,
        method: Method::GET,
        path,
        servers: &[],
        security: &[],
        repeat: Repeat::Safe,
        proves: None,
        headers: &[],
        secrets: &[],
        members: &[],
        optional_body: false,
        streams: false,
        answer: &[],
    }
}
