//! What every vendor knows of the sandbox it is in.

use crate::clock::Clock;

#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) clock: Clock,
    /// The first origin, without a trailing slash.
    pub(crate) url: String,
    /// The second origin, without a trailing slash.
    pub(crate) second_url: String,
}

impl Context {
    pub(crate) fn new(url: &str, second_url: &str) -> Self {
        Self {
            clock: Clock::default(),
            url: url.to_owned(),
            second_url: second_url.to_owned(),
        }
    }
}
