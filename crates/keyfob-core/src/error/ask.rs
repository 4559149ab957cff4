//! What an error tells.

use std::time::Duration;

use reqwest::StatusCode;

use super::{Error, Refusal};

/// The vendor's answer in an error, behind a reference of either kind.
macro_rules! refusal_in {
    ($error:expr) => {
        match $error {
            Error::ApplicationRefused(refusal)
            | Error::WrongPassword(refusal)
            | Error::WrongCode(refusal)
            | Error::CaptchaWanted(refusal)
            | Error::Locked(refusal)
            | Error::RateLimited(refusal)
            | Error::SessionEnded(refusal)
            | Error::Unavailable(refusal)
            | Error::ApplicationTokenEnded(refusal)
            | Error::DuplicateTag(refusal)
            | Error::NoData(refusal)
            | Error::Refused(refusal) => Some(refusal),
            _ => None,
        }
    };
}

impl Error {
    /// The HTTP status of the vendor's answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Undecodable { status, .. } => Some(*status),
            Self::HostChanged(change) => change.status,
            other => match other.inner() {
                Some(cause) => cause.status(),
                None => other.answer().map(Refusal::status),
            },
        }
    }

    /// The vendor's own code.
    pub fn code(&self) -> Option<&str> {
        self.answer()?.code()
    }

    /// The vendor's own message, without our secrets in it.
    pub fn message(&self) -> Option<&str> {
        self.answer()?.message()
    }

    /// The operation that failed.
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Undecodable { operation, .. }
            | Self::Incomplete { operation, .. }
            | Self::TooLong { operation, .. }
            | Self::MissingCredential { operation, .. }
            | Self::BadCredential { operation, .. }
            | Self::PathChanged { operation }
            | Self::TooManyCalls { operation, .. }
            | Self::SessionClosed { operation }
            | Self::NotHere { operation, .. } => Some(operation),
            Self::Interrupted(interruption) => Some(interruption.operation()),
            Self::HostChanged(change) => change.operation,
            other => match other.inner() {
                Some(cause) => cause.operation(),
                None => other.refusal().map(Refusal::operation),
            },
        }
    }

    /// How long to wait: what the vendor tells, or the time until the limits let the call through or a session manager logs in again.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyCalls { wait, .. } => Some(*wait),
            Self::LoginFailed { again_in, .. } => *again_in,
            Self::InDoubt {
                cause: Some(cause), ..
            }
            | Self::Transfer {
                cause: Some(cause), ..
            } => cause.retry_after(),
            other => other.refusal()?.retry_after(),
        }
    }

    /// Whether it is about who we are: keys, password, code, captcha, lock or session.
    pub fn is_auth(&self) -> bool {
        if let Some(cause) = self.inner() {
            return cause.is_auth();
        }
        matches!(
            self,
            Self::LoginWanted { .. }
                | Self::LoginRefusedElsewhere { .. }
                | Self::ApplicationRefused(_)
                | Self::WrongPassword(_)
                | Self::WrongCode(_)
                | Self::SecondFactorWanted(_)
                | Self::CaptchaWanted(_)
                | Self::Locked(_)
                | Self::SessionEnded(_)
                | Self::ApplicationTokenEnded(_)
                | Self::SessionClosed { .. }
                | Self::MissingCredential { .. }
                | Self::BadCredential { .. }
        )
    }

    /// Whether the same call may succeed a little later. It says nothing on whether sending it twice does harm.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Interrupted(interruption) => !interruption.is_final(),
            Self::RateLimited(_) | Self::Unavailable(_) | Self::TooManyCalls { .. } => true,
            _ => false,
        }
    }

    /// Whether the request certainly did not reach the vendor.
    pub fn was_not_sent(&self) -> bool {
        match self {
            Self::Interrupted(interruption) => {
                interruption.was_not_sent() && !interruption.is_final()
            }
            Self::TooManyCalls { .. } => true,
            _ => false,
        }
    }

    /// What the vendor said, also where it came as a success.
    pub(super) fn answer(&self) -> Option<&Refusal> {
        match self {
            Self::Incomplete { answer, .. } => answer.as_ref(),
            other => match other.inner() {
                Some(cause) => cause.answer(),
                None => other.refusal(),
            },
        }
    }

    /// The variant's name in snake_case, as OpenTelemetry's `error.type` and labels of metrics want it: a word of a short list, that
    /// never holds anything of the call.
    ///
    /// [`Error::Interrupted`] has one word for each way to fail: `dns`, `connect`, `connect_timeout`, `timeout`, `deadline_exceeded`
    /// (the call as a whole took too long) and `connection_lost`.
    pub fn error_type(&self) -> &'static str {
        match self {
            Self::ApplicationRefused(_) => "application_refused",
            Self::WrongPassword(_) => "wrong_password",
            Self::WrongCode(_) => "wrong_code",
            Self::SecondFactorWanted(_) => "second_factor_wanted",
            Self::CaptchaWanted(_) => "captcha_wanted",
            Self::Locked(_) => "locked",
            Self::RateLimited(_) => "rate_limited",
            Self::SessionEnded(_) => "session_ended",
            Self::Unavailable(_) => "unavailable",
            Self::ApplicationTokenEnded(_) => "application_token_ended",
            Self::DuplicateTag(_) => "duplicate_tag",
            Self::NoData(_) => "no_data",
            Self::Refused(_) => "refused",
            Self::HostChanged(_) => "host_changed",
            Self::Interrupted(interruption) => interruption.error_type(),
            Self::Undecodable { .. } => "undecodable",
            Self::Incomplete { .. } => "incomplete",
            Self::TooLong { .. } => "too_long",
            Self::MissingCredential { .. } => "missing_credential",
            Self::SessionClosed { .. } => "session_closed",
            Self::BadCredential { .. } => "bad_credential",
            Self::PathChanged { .. } => "path_changed",
            Self::NotHere { .. } => "not_here",
            Self::InDoubt { .. } => "in_doubt",
            Self::Transfer { .. } => "transfer",
            Self::InvalidInput(_) => "invalid_input",
            Self::LoginFailed { .. } => "login_failed",
            Self::LoginWanted { .. } => "login_wanted",
            Self::LoginRefusedElsewhere { .. } => "login_refused_elsewhere",
            Self::Store { .. } => "store",
            Self::TooManyCalls { .. } => "too_many_calls",
            Self::Settings(_) => "settings",
        }
    }

    /// The vendor's answer, if it is a refusal.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self.inner() {
            Some(cause) => cause.refusal(),
            None => refusal_in!(self),
        }
    }

    /// The error that this one is about: why a login failed, or what became of the call behind an order or a file. Itself, if it is
    /// about no other.
    pub fn cause(&self) -> &Self {
        self.inner().map_or(self, Self::cause)
    }

    fn inner(&self) -> Option<&Self> {
        match self {
            Self::InDoubt { cause, .. } | Self::Transfer { cause, .. } => cause.as_deref(),
            Self::LoginFailed { cause, .. } => Some(cause),
            _ => None,
        }
    }

    /// Whether the session has been renewed since the vendor refused this call for it. The call was not sent again, because that is not
    /// allowed by itself: an order, or a body that is a stream.
    pub fn session_renewed(&self) -> bool {
        self.refusal().is_some_and(Refusal::session_renewed)
    }

    pub(super) fn refusal_mut(&mut self) -> Option<&mut Refusal> {
        refusal_in!(self)
    }
}
