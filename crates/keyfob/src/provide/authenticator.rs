//! An authenticator that gives no code twice.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob_core::{Clock, Secret};
use tokio::sync::Mutex;

use crate::Totp;

/// How long a code holds: the vendors take one once in this time.
const STEP: u64 = 30;

/// An authenticator that gives no code twice.
#[derive(Debug)]
pub(crate) struct Authenticator {
    totp: Totp,
    /// The last step whose code was given.
    last: Mutex<Option<u64>>,
}

impl Authenticator {
    pub(crate) fn new(totp: Totp) -> Self {
        Self {
            totp,
            last: Mutex::new(None),
        }
    }

    /// The code that is valid now; if it was given before, that of the next step, once that has begun.
    pub(crate) async fn next(&self, clock: &Clock) -> Secret {
        // Held while waiting, so that two who ask get two codes, and that who gives up takes none.
        let mut last = self.last.lock().await;
        let since = since_1970(clock.now());
        let mut step = since.as_secs() / STEP;
        if *last == Some(step) {
            step = step.saturating_add(1);
            tokio::time::sleep(start_of(step).saturating_sub(since)).await;
        }
        *last = Some(step);
        // By the step, not by the clock: it may have been set back meanwhile.
        let began = UNIX_EPOCH.checked_add(start_of(step));
        self.totp.code_at(began.unwrap_or(UNIX_EPOCH))
    }
}

fn since_1970(time: SystemTime) -> Duration {
    time.duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn start_of(step: u64) -> Duration {
    Duration::from_secs(step.saturating_mul(STEP))
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    /// The digits 1 to 0 twice, as in RFC 6238.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// Two seconds before a step ends.
    const NOW: Duration = Duration::from_secs(1_111_111_108);

    fn authenticator() -> (Authenticator, Totp) {
        let totp = Totp::new(SECRET).unwrap();
        (Authenticator::new(totp.clone()), totp)
    }

    #[tokio::test(start_paused = true)]
    async fn a_code_is_given_once_and_the_next_when_its_step_begins() {
        let (authenticator, totp) = authenticator();
        let clock = Clock::starting_at(UNIX_EPOCH + NOW);
        let began = Instant::now();
        let mut codes = Vec::new();
        for waited in [0, 2, 32, 62] {
            let code = authenticator.next(&clock).await;
            assert_eq!(began.elapsed().as_secs(), waited);
            assert_eq!(code, totp.code_at(clock.now()));
            codes.push(code.expose().to_owned());
        }
        codes.dedup();
        assert_eq!(codes.len(), 4);
        // A step in which none was given costs no wait.
        tokio::time::sleep(Duration::from_secs(60)).await;
        let now = Instant::now();
        authenticator.next(&clock).await;
        assert_eq!(now.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn two_who_ask_at_once_get_two_codes_and_who_gives_up_takes_none() {
        let (authenticator, _) = authenticator();
        let clock = Clock::starting_at(UNIX_EPOCH + NOW);
        let (first, second) = tokio::join!(authenticator.next(&clock), authenticator.next(&clock));
        assert_ne!(first, second);
        let began = Instant::now();
        for _ in 0..10 {
            let patience = Duration::from_millis(1);
            let asked = tokio::time::timeout(patience, authenticator.next(&clock)).await;
            assert!(asked.is_err());
        }
        authenticator.next(&clock).await;
        assert_eq!(began.elapsed().as_secs(), 30);
    }

    /// Nobody waits for an hour because a clock was set back by one.
    #[tokio::test(start_paused = true)]
    async fn a_clock_that_is_set_back_does_not_hold_up() {
        let (authenticator, _) = authenticator();
        authenticator
            .next(&Clock::starting_at(UNIX_EPOCH + NOW))
            .await;
        let earlier = Clock::starting_at(UNIX_EPOCH + NOW - Duration::from_secs(3_600));
        let began = Instant::now();
        authenticator.next(&earlier).await;
        assert_eq!(began.elapsed(), Duration::ZERO);
        authenticator
            .next(&Clock::from_fn(|| UNIX_EPOCH - Duration::from_secs(1)))
            .await;
    }
}
