//! What becomes of a feed's connections.

use std::time::Duration;

use super::emit::{ENABLED, FEED_CONNECTIONS_LOST, FEED_GAP_DURATION, Label, count, record};
use crate::{Error, Operation};

/// Tells and counts that a connection of a feed was lost, or did not come to stand; `reason` is one word of a few.
#[doc(hidden)]
pub fn feed_lost(api: &'static str, feed: &Operation, reason: &'static str, attempts: u32) {
    tracing::info!(
        keyfob.operation = feed.id,
        keyfob.feed.reason = reason,
        keyfob.attempts = attempts,
        "the connection of a feed is lost"
    );
    if ENABLED {
        let reason = ("keyfob.feed.reason", Some(reason.into()));
        count(
            FEED_CONNECTIONS_LOST,
            labels(api, feed).into_iter().chain([reason]),
        );
    }
}

/// Tells that a feed is live again, and for how long nothing came.
#[doc(hidden)]
pub fn feed_live(api: &'static str, feed: &Operation, gap: Duration, attempts: u32) {
    tracing::info!(
        keyfob.operation = feed.id,
        keyfob.feed.gap.duration = gap.as_secs_f64(),
        keyfob.attempts = attempts,
        "a feed is live again"
    );
    if ENABLED {
        record(FEED_GAP_DURATION, gap, labels(api, feed));
    }
}

/// Tells that a feed has ended for good.
#[doc(hidden)]
pub fn feed_ended(feed: &Operation, error: &Error) {
    tracing::warn!(
        keyfob.operation = feed.id,
        error.type = error.error_type(),
        exception.message = %error,
        "a feed has ended"
    );
}

/// Tells how often something came that could not be understood since this was told last, and what it was the last time.
#[doc(hidden)]
pub fn feed_problems(feed: &Operation, problems: u64, last: &'static str) {
    tracing::warn!(
        keyfob.operation = feed.id,
        keyfob.feed.problems = problems,
        keyfob.feed.last_problem = last,
        "messages of a feed, or parts of them, could not be understood"
    );
}

fn labels(api: &'static str, feed: &Operation) -> [Label; 2] {
    [
        ("keyfob.api", Some(api.into())),
        ("keyfob.operation", Some(feed.id.into())),
    ]
}
