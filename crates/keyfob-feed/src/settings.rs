//! How long a feed waits for what.

use std::time::Duration;

/// How long a feed waits for what. [`FeedSettings::default`] is right for most.
///
/// What is shorter than a millisecond is taken for one, and what is longer than a year for a year.
///
/// A connection that is dead without saying so is replaced [`silence`](Self::silence) + [`pong`](Self::pong) after its last frame.
#[derive(Debug, Clone, Copy)]
pub struct FeedSettings {
    /// For the connection, TLS and the upgrade. 15 s by default.
    pub connect: Duration,
    /// For the answer to the feed's login. 10 s by default.
    pub login: Duration,
    /// Without any frame for this long, a ping is sent. 15 s by default: outside of the market's hours nothing else comes.
    pub silence: Duration,
    /// Without any frame for this long after the ping, or for anything to be sent, the connection is given up. 10 s by default.
    pub pong: Duration,
    /// The first wait before a new connection, before jitter. 250 ms by default.
    pub first_wait: Duration,
    /// The longest wait, before jitter: the wait doubles each time, without a limit on tries. 30 s by default.
    pub longest_wait: Duration,
    /// A connection that lived this long was a good one: after it the waits begin anew. 30 s by default.
    pub stable: Duration,
}

impl Default for FeedSettings {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            login: Duration::from_secs(10),
            silence: Duration::from_secs(15),
            pong: Duration::from_secs(10),
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(30),
            stable: Duration::from_secs(30),
        }
    }
}

/// The longest wait: little enough to be added to any time.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The shortest: with none at all, the task would turn without rest.
const SHORTEST: Duration = Duration::from_millis(1);

impl FeedSettings {
    pub(crate) fn bounded(self) -> Self {
        let first_wait = bounded(self.first_wait);
        Self {
            connect: bounded(self.connect),
            login: bounded(self.login),
            silence: bounded(self.silence),
            pong: bounded(self.pong),
            first_wait,
            longest_wait: bounded(self.longest_wait).max(first_wait),
            stable: bounded(self.stable),
        }
    }
}

/// A time that can be waited for again and again, and added to any time.
pub(crate) fn bounded(time: Duration) -> Duration {
    time.clamp(SHORTEST, LONGEST)
}
