//! The feeds as errors and telemetry know them.

use keyfob_core::reqwest::Method;
use keyfob_core::{Operation, Repeat};

// Upgrades to WebSockets. Their credentials go in the first message, not in a header.
pub(super) static MARKET_FEED: Operation =
    Operation::plain("market_feed", Method::GET, "/market_feed", Repeat::Safe);
pub(super) static ORDER_FEED: Operation =
    Operation::plain("order_feed", Method::GET, "/realtime", Repeat::Safe);
