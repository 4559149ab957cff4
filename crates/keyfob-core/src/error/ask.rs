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
            Self::InDoubt {
                cause: Some(cause), ..
            }
            | Self::Transfer {
                cause: Some(cause), ..
            } => cause.status(),
            other => other.answer().map(Refusal::status),
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
            Self::InDoubt {
                cause: Some(cause), ..
            }
            | Self::Transfer {
                cause: Some(cause), ..
            } => cause.operation(),
            other => other.refusal().map(Refusal::operation),
        }
    }

    /// How long to wait: what the vendor tells, or the time until the limits let the call through.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyCalls { wait, .. } => Some(*wait),
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
        if let Self::InDoubt { cause, .. } | Self::Transfer { cause, .. } = self {
            return cause.as_deref().is_some_and(Self::is_auth);
        }
        matches!(
            self,
            Self::ApplicationRefused(_)
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
            Self::InDoubt {
                cause: Some(cause), ..
            }
            | Self::Transfer {
                cause: Some(cause), ..
            } => cause.answer(),
            other => other.refusal(),
        }
    }

    /// The vendor's answer, if it is a refusal.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::InDoubt {
                cause: Some(cause), ..
            }
            | Self::Transfer {
                cause: Some(cause), ..
            } => cause.refusal(),
            other => refusal_in!(other),
        }
    }

    pub(super) fn refusal_mut(&mut self) -> Option<&mut Refusal> {
        refusal_in!(self)
    }
}
