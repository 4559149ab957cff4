//! What can go wrong, in one type.

mod display;
mod interruption;
mod refusal;

use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;

pub use display::Decode;
pub use interruption::Interruption;
pub use refusal::Refusal;

use crate::fault::Fault;
use crate::{FaultKind, Operation};

/// What can go wrong.
///
/// Variants with a [`Refusal`] are the vendor's answers and keep its status, code and message. No variant shows a secret, a URL's
/// query, or a body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The application's key or token was not accepted, or does not cover this API.
    ApplicationRefused(Refusal),
    /// The user or the password is wrong.
    WrongPassword(Refusal),
    /// The code, PIN or one-time token is wrong, was used before, or has expired.
    WrongCode(Refusal),
    /// The password was right, and a second factor is wanted now.
    SecondFactorWanted(SecondFactor),
    /// A captcha has to be solved before the session goes on; or the solution was wrong.
    CaptchaWanted(Refusal),
    /// The account is locked, suspended or closed.
    Locked(Refusal),
    /// Too many calls; [`Error::retry_after`] tells the wait if the vendor did.
    RateLimited(Refusal),
    /// There is no session, or it has ended: log in again.
    SessionEnded(Refusal),
    /// The vendor's service, or one behind it, is down.
    Unavailable(Refusal),
    /// Any other refusal by the vendor.
    Refused(Refusal),
    /// The vendor points to a host to which credentials must not go.
    HostChanged(HostChange),
    /// The connection failed, was cut, or took too long.
    Interrupted(Interruption),
    /// A successful answer that cannot be read.
    Undecodable {
        /// The operation.
        operation: &'static str,
        /// The status of the answer.
        status: StatusCode,
        /// Where it went wrong.
        decode: Decode,
    },
    /// A successful answer that lacks what the next step needs.
    Incomplete {
        /// The operation.
        operation: &'static str,
        /// The member that is not there.
        member: &'static str,
    },
    /// An answer too long to hold in memory.
    TooLong {
        /// The operation.
        operation: &'static str,
        /// The longest that is taken, in bytes.
        limit: usize,
    },
    /// The session does not hold a credential that the operation needs. Nothing was sent.
    MissingCredential {
        /// The operation.
        operation: &'static str,
        /// The name of the security scheme.
        credential: &'static str,
    },
    /// A credential has characters that cannot go where it belongs, such as a line break. Nothing was sent.
    BadCredential {
        /// The operation.
        operation: &'static str,
        /// The name of the security scheme.
        credential: &'static str,
    },
    /// A path parameter such as `..` would have changed which operation is called. Nothing was sent.
    PathChanged {
        /// The operation.
        operation: &'static str,
    },
    /// The environment does not have this operation. Nothing was sent.
    NotHere {
        /// The operation.
        operation: &'static str,
        /// The environment.
        variant: &'static str,
    },
    /// An argument cannot be sent. Nothing was sent.
    InvalidInput(String),
    /// The settings cannot be used, or an environment variable is missing.
    Settings(String),
}

/// The kind of second factor that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondFactor {
    /// A one-time code from an authenticator.
    OneTimeCode,
    /// A PIN.
    Pin,
    /// One that the vendor names by a number we do not know.
    Other(i64),
}

/// Where the vendor wanted us to go.
#[derive(Debug)]
pub struct HostChange {
    pub(crate) operation: Option<&'static str>,
    pub(crate) host: String,
}

impl HostChange {
    /// The host.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl Error {
    /// The HTTP status of the vendor's answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Undecodable { status, .. } => Some(*status),
            other => other.refusal().map(Refusal::status),
        }
    }

    /// The vendor's own code.
    pub fn code(&self) -> Option<&str> {
        self.refusal()?.code()
    }

    /// The vendor's own message, without our secrets in it.
    pub fn message(&self) -> Option<&str> {
        self.refusal()?.message()
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
            | Self::NotHere { operation, .. } => Some(operation),
            Self::Interrupted(interruption) => Some(interruption.operation()),
            Self::HostChanged(change) => change.operation,
            other => other.refusal().map(Refusal::operation),
        }
    }

    /// How long the vendor wants us to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.refusal()?.retry_after()
    }

    /// Whether it is about who we are: keys, password, code, captcha, lock or session.
    pub fn is_auth(&self) -> bool {
        matches!(
            self,
            Self::ApplicationRefused(_)
                | Self::WrongPassword(_)
                | Self::WrongCode(_)
                | Self::SecondFactorWanted(_)
                | Self::CaptchaWanted(_)
                | Self::Locked(_)
                | Self::SessionEnded(_)
                | Self::MissingCredential { .. }
                | Self::BadCredential { .. }
        )
    }

    /// Whether the same call may succeed a little later. It says nothing on whether sending it twice does harm.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Interrupted(interruption) => !interruption.is_final(),
            Self::RateLimited(_) | Self::Unavailable(_) => true,
            _ => false,
        }
    }

    /// Whether the request certainly did not reach the vendor.
    pub fn was_not_sent(&self) -> bool {
        match self {
            Self::Interrupted(interruption) => {
                interruption.was_not_sent() && !interruption.is_final()
            }
            _ => false,
        }
    }

    /// The vendor's answer, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::ApplicationRefused(refusal)
            | Self::WrongPassword(refusal)
            | Self::WrongCode(refusal)
            | Self::CaptchaWanted(refusal)
            | Self::Locked(refusal)
            | Self::RateLimited(refusal)
            | Self::SessionEnded(refusal)
            | Self::Unavailable(refusal)
            | Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    #[doc(hidden)]
    #[allow(non_snake_case)]
    pub fn InvalidRequest(what: String) -> Self {
        Self::InvalidInput(what)
    }

    #[doc(hidden)]
    #[allow(non_snake_case)]
    pub fn UnexpectedResponse(response: crate::Response) -> Self {
        let (operation, status) = (response.operation, response.status);
        Self::refused(
            operation,
            status,
            Fault::default(),
            None,
            None,
            Bytes::new(),
        )
    }

    /// Settings that cannot be used.
    pub fn settings(what: impl Into<String>) -> Self {
        Self::Settings(what.into())
    }

    /// An argument that cannot be sent.
    pub fn invalid_input(what: impl Into<String>) -> Self {
        Self::InvalidInput(what.into())
    }

    pub(crate) fn host_changed(operation: Option<&'static Operation>, host: &str) -> Self {
        Self::HostChanged(HostChange {
            operation: operation.map(|o| o.id),
            host: host.to_owned(),
        })
    }

    pub(crate) fn interrupted(operation: &'static Operation, error: &reqwest::Error) -> Self {
        Self::Interrupted(Interruption::new(operation, error))
    }

    pub(crate) fn out_of_time(operation: &'static Operation, after: Duration) -> Self {
        Self::Interrupted(Interruption::out_of_time(operation, after))
    }

    pub(crate) fn refused(
        operation: &'static Operation,
        status: StatusCode,
        fault: Fault,
        kind: Option<FaultKind>,
        retry_after: Option<Duration>,
        body: Bytes,
    ) -> Self {
        let refusal = Refusal::new(operation, status, fault, retry_after, body, kind);
        match kind {
            Some(FaultKind::ApplicationRefused) => Self::ApplicationRefused(refusal),
            Some(FaultKind::WrongPassword) => Self::WrongPassword(refusal),
            Some(FaultKind::WrongCode) => Self::WrongCode(refusal),
            Some(FaultKind::Captcha) => Self::CaptchaWanted(refusal),
            Some(FaultKind::Locked) => Self::Locked(refusal),
            Some(FaultKind::RateLimited) => Self::RateLimited(refusal),
            Some(FaultKind::SessionEnded) => Self::SessionEnded(refusal),
            Some(FaultKind::Unavailable) => Self::Unavailable(refusal),
            Some(FaultKind::NoData) | None => Self::Refused(refusal),
        }
    }

    pub(crate) fn during(self, operation: &'static Operation) -> Self {
        match self {
            Self::HostChanged(change) => Self::HostChanged(HostChange {
                operation: Some(operation.id),
                ..change
            }),
            other => other,
        }
    }

    /// Notes how many attempts were made.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        match &mut self {
            Self::Interrupted(interruption) => interruption.set_attempts(attempts),
            Self::RateLimited(refusal) | Self::Unavailable(refusal) => {
                refusal.set_attempts(attempts)
            }
            _ => {}
        }
        self
    }
}

impl From<reqwest::Error> for Error {
    /// Generated code makes this of a request that cannot be built.
    fn from(error: reqwest::Error) -> Self {
        let what = if error.is_builder() {
            "the request cannot be built"
        } else {
            "the request failed"
        };
        Self::InvalidInput(what.to_owned())
    }
}
