//! Logs on the standard error, where they are asked for.

use std::io;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// With `-v` what goes on, with `-vv` each call, with `-vvv` everything. Of Keyfob's own crates alone: they show no secrets, whatever the
/// level.
pub fn start(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let ours = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("keyfob", level)
        .with_target("keyfob_core", level)
        .with_target("keyfob_feed", level)
        .with_target("keyfob_session", level);
    let calls = match verbose {
        1 => FmtSpan::NONE,
        _ => FmtSpan::CLOSE,
    };
    let shown = tracing_subscriber::fmt::layer()
        .with_span_events(calls)
        .with_writer(io::stderr)
        .with_ansi(false);
    tracing_subscriber::registry().with(ours).with(shown).init();
}
