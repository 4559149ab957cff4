//! Finds out whether the other end of a silent connection is still there.

use std::time::Duration;

use tokio::time::Instant;

use crate::FeedSettings;

/// Counts the time since a frame came, or since it was asked for one.
pub(crate) struct Watchdog {
    silence: Duration,
    pong: Duration,
    heard: Instant,
    /// When a ping was sent that nothing has come after.
    pinged: Option<Instant>,
}

/// What follows when the deadline has passed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    /// A ping is to be sent.
    Ping,
    /// The other end is gone.
    Dead,
}

impl Watchdog {
    pub(crate) fn new(settings: &FeedSettings) -> Self {
        Self {
            silence: settings.silence,
            pong: settings.pong,
            heard: Instant::now(),
            pinged: None,
        }
    }

    /// A frame came. Tells whether it had been silent before.
    pub(crate) fn reset(&mut self) -> bool {
        self.heard = Instant::now();
        self.pinged.take().is_some()
    }

    /// When it [expires](Self::expire) if nothing comes.
    pub(crate) fn deadline(&self) -> Instant {
        match self.pinged {
            Some(at) => at + self.pong,
            None => self.heard + self.silence,
        }
    }

    /// Nothing has come until it was due.
    pub(crate) fn expire(&mut self) -> Expiry {
        if self.pinged.is_some() {
            return Expiry::Dead;
        }
        self.pinged = Some(Instant::now());
        Expiry::Ping
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::{advance, sleep_until};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_ping_first_and_then_the_end() {
        let settings = FeedSettings::default();
        let mut watchdog = Watchdog::new(&settings);
        let began = Instant::now();
        sleep_until(watchdog.deadline()).await;
        assert_eq!(began.elapsed(), settings.silence);
        assert_eq!(watchdog.expire(), Expiry::Ping);
        sleep_until(watchdog.deadline()).await;
        assert_eq!(began.elapsed(), settings.silence + settings.pong);
        assert_eq!(watchdog.expire(), Expiry::Dead);
    }

    /// Seven quiet hours with nothing but answers.
    #[tokio::test(start_paused = true)]
    async fn an_answer_begins_anew() {
        let mut watchdog = Watchdog::new(&FeedSettings::default());
        for _ in 0..1_600 {
            assert!(!watchdog.reset());
            sleep_until(watchdog.deadline()).await;
            assert_eq!(watchdog.expire(), Expiry::Ping);
            advance(Duration::from_millis(9_999)).await;
            assert!(watchdog.deadline() > Instant::now());
            assert!(watchdog.reset());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn times_that_cannot_be_added() {
        let settings = FeedSettings {
            silence: Duration::MAX,
            pong: Duration::MAX,
            ..FeedSettings::default()
        };
        let mut watchdog = Watchdog::new(&settings.bounded());
        assert!(watchdog.deadline() > Instant::now());
        watchdog.expire();
        assert!(watchdog.deadline() > Instant::now());
    }
}
