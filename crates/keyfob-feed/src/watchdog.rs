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

/// What follows from a silence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A ping is to be sent.
    Ask,
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
    pub(crate) fn hear(&mut self) -> bool {
        self.heard = Instant::now();
        self.pinged.take().is_some()
    }

    /// When it is to [bark](Self::bark) if nothing comes.
    pub(crate) fn due(&self) -> Instant {
        match self.pinged {
            Some(at) => at + self.pong,
            None => self.heard + self.silence,
        }
    }

    /// Nothing has come until it was due.
    pub(crate) fn bark(&mut self) -> Verdict {
        if self.pinged.is_some() {
            return Verdict::Dead;
        }
        self.pinged = Some(Instant::now());
        Verdict::Ask
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
        sleep_until(watchdog.due()).await;
        assert_eq!(began.elapsed(), settings.silence);
        assert_eq!(watchdog.bark(), Verdict::Ask);
        sleep_until(watchdog.due()).await;
        assert_eq!(began.elapsed(), settings.silence + settings.pong);
        assert_eq!(watchdog.bark(), Verdict::Dead);
    }

    /// Seven quiet hours with nothing but answers.
    #[tokio::test(start_paused = true)]
    async fn an_answer_begins_anew() {
        let mut watchdog = Watchdog::new(&FeedSettings::default());
        for _ in 0..1_600 {
            assert!(!watchdog.hear());
            sleep_until(watchdog.due()).await;
            assert_eq!(watchdog.bark(), Verdict::Ask);
            advance(Duration::from_millis(9_999)).await;
            assert!(watchdog.due() > Instant::now());
            assert!(watchdog.hear());
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
        assert!(watchdog.due() > Instant::now());
        watchdog.bark();
        assert!(watchdog.due() > Instant::now());
    }
}
