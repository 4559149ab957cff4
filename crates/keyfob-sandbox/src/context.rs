//! What every vendor knows of the sandbox it is in.

use tokio::sync::watch;

use crate::clock::Clock;

#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) clock: Clock,
    /// The first origin, without a trailing slash.
    pub(crate) url: String,
    /// The second origin, without a trailing slash.
    pub(crate) second_url: String,
    /// True when the sandbox is to stop; its other end is gone then, too.
    pub(crate) stopped: watch::Receiver<bool>,
}

impl Context {
    pub(crate) fn new(url: &str, second_url: &str, stopped: watch::Receiver<bool>) -> Self {
        Self {
            clock: Clock::default(),
            url: url.to_owned(),
            second_url: second_url.to_owned(),
            stopped,
        }
    }
}
