//! A login that failed is remembered, so that a dead one is not hammered.

use std::sync::Arc;
use std::time::Duration;

use keyfob_core::Error;
use tokio::time::Instant;

/// The first wait after a login that failed, and the longest.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);

/// The longest wait that a vendor's `Retry-After` brings about.
const LONGEST_TOLD: Duration = Duration::from_secs(60 * 60);

/// A one-time code that was refused may have been used a moment before by somebody else: the next one comes within this time.
const NEXT_CODE: Duration = Duration::from_secs(30);

/// A login that failed.
#[derive(Clone)]
pub(super) struct Failure {
    pub(super) cause: Arc<Error>,
    /// When it may be tried again; `None`: when somebody says so.
    until: Option<Instant>,
    /// How many have failed in a row.
    count: u32,
}

impl Failure {
    /// After the failures before it.
    pub(super) fn new(error: Error, before: Option<&Self>) -> Self {
        let count = before.map_or(0, |before| before.count) + 1;
        let until = wait(&error, count).map(|wait| Instant::now() + wait);
        Self {
            cause: Arc::new(error),
            until,
            count,
        }
    }

    /// Whether it is too early to try again.
    pub(super) fn holds(&self) -> bool {
        self.until.is_none_or(|until| until > Instant::now())
    }

    /// Whether the vendor refused this login, after that failure, in a way that more tries make worse.
    pub(super) fn is_refusal(error: &Error, before: Option<&Self>) -> bool {
        let count = before.map_or(0, |before| before.count) + 1;
        error.refusal().is_some() && wait(error, count).is_none()
    }

    /// What is told to each who waited.
    pub(super) fn error(&self) -> Error {
        let again_in = self
            .until
            .map(|until| until.saturating_duration_since(Instant::now()));
        Error::LoginFailed {
            cause: Arc::clone(&self.cause),
            again_in,
        }
    }
}

/// How long to wait after so many failures; `None`: until somebody says that something has changed.
fn wait(error: &Error, count: u32) -> Option<Duration> {
    match error.cause() {
        Error::WrongPassword(_)
        | Error::Locked(_)
        | Error::CaptchaWanted(_)
        | Error::SecondFactorWanted(_)
        | Error::ApplicationRefused(_)
        | Error::LoginRefusedElsewhere { .. }
        | Error::Settings(_)
        | Error::InvalidInput(_)
        | Error::HostChanged(_) => None,
        Error::WrongCode(_) if count > 1 => None,
        Error::WrongCode(_) => Some(NEXT_CODE),
        other => {
            let doubled = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(count.saturating_sub(1)));
            let jitter = 1.0 + fastrand::f64() / 4.0;
            let wait = doubled.min(LONGEST_WAIT).mul_f64(jitter);
            let told = other.retry_after().unwrap_or_default();
            Some(wait.max(told.min(LONGEST_TOLD)))
        }
    }
}

/// How long to wait before another login, after so many that led to sessions which never worked.
pub(super) fn wait_after_useless(logins: u32) -> Duration {
    match logins {
        // Somebody may have ended the session on purpose.
        0..=2 => Duration::ZERO,
        more => FIRST_WAIT
            .saturating_mul(2_u32.saturating_pow(more - 3))
            .min(LONGEST_WAIT),
    }
}

/// A task that did not come to its end. What it said is not shown: it may hold anything.
pub(super) fn panicked(error: &tokio::task::JoinError) -> Error {
    Error::settings(match error.is_panic() {
        true => "the provider or the store panicked",
        false => "the runtime was shut down meanwhile",
    })
}
