//! The one place that knows the `metrics` facade; without the feature it does nothing.

use std::borrow::Cow;

/// Whether anything is measured at all: what is prepared for a metric alone is prepared only then.
pub(super) const ENABLED: bool = cfg!(feature = "metrics");

pub(super) const REQUEST_DURATION: &str = "http.client.request.duration";
pub(super) const CALL_DURATION: &str = "keyfob.call.duration";
pub(super) const ATTEMPTS: &str = "keyfob.attempts";
pub(super) const RETRIES: &str = "keyfob.retries";
pub(super) const WAIT_DURATION: &str = "keyfob.wait.duration";
pub(super) const LOGINS: &str = "keyfob.logins";
pub(super) const RENEWALS: &str = "keyfob.renewals";
pub(super) const KEEPALIVES: &str = "keyfob.keepalives";
pub(super) const STORE_ERRORS: &str = "keyfob.store.errors";
pub(super) const FEED_CONNECTIONS_LOST: &str = "keyfob.feed.connections.lost";
pub(super) const FEED_GAP_DURATION: &str = "keyfob.feed.gap.duration";

/// A label, which is left out where it has no value.
pub(super) type Label = (&'static str, Option<Cow<'static, str>>);

/// Adds one to a counter.
#[cfg(feature = "metrics")]
pub(super) fn count(name: &'static str, labels: impl IntoIterator<Item = Label>) {
    metrics::counter!(name, collect(labels)).increment(1);
}

/// Adds a duration to a histogram, in seconds.
#[cfg(feature = "metrics")]
pub(super) fn record(
    name: &'static str,
    duration: std::time::Duration,
    labels: impl IntoIterator<Item = Label>,
) {
    metrics::histogram!(name, collect(labels)).record(duration);
}

#[cfg(feature = "metrics")]
fn collect(labels: impl IntoIterator<Item = Label>) -> Vec<metrics::Label> {
    let labels = labels.into_iter();
    labels
        .filter_map(|(name, value)| Some(metrics::Label::new(name, value?)))
        .collect()
}

/// Tells the recorder what the metrics mean, and in which unit they are.
#[cfg(feature = "metrics")]
pub(crate) fn describe() {
    use metrics::{Unit, describe_counter, describe_histogram};

    describe_histogram!(
        REQUEST_DURATION,
        Unit::Seconds,
        "Duration of HTTP client requests."
    );
    describe_histogram!(
        CALL_DURATION,
        Unit::Seconds,
        "Duration of calls, with all their attempts and waits."
    );
    describe_counter!(ATTEMPTS, Unit::Count, "Requests that were sent.");
    describe_counter!(RETRIES, Unit::Count, "Requests that were sent again.");
    describe_histogram!(
        WAIT_DURATION,
        Unit::Seconds,
        "Time that calls waited before they were sent, or sent again."
    );
    describe_counter!(LOGINS, Unit::Count, "Logins by a manager.");
    describe_counter!(RENEWALS, Unit::Count, "Renewals of a session or a token.");
    describe_counter!(
        KEEPALIVES,
        Unit::Count,
        "Calls that keep an idle session alive."
    );
    describe_counter!(
        STORE_ERRORS,
        Unit::Count,
        "Failures of the store in which sessions are kept."
    );
    describe_counter!(
        FEED_CONNECTIONS_LOST,
        Unit::Count,
        "Connections of feeds that were lost, or did not come to stand."
    );
    describe_histogram!(
        FEED_GAP_DURATION,
        Unit::Seconds,
        "Time in which a feed had no connection."
    );
}

#[cfg(not(feature = "metrics"))]
pub(super) fn count(_: &'static str, _: impl IntoIterator<Item = Label>) {}

#[cfg(not(feature = "metrics"))]
pub(super) fn record(_: &'static str, _: std::time::Duration, _: impl IntoIterator<Item = Label>) {}

#[cfg(not(feature = "metrics"))]
pub(crate) fn describe() {}
