//! How errors come to be.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::InvalidHeaderValue;

use super::{Error, HostChange, Interruption, Refusal};
use crate::fault::{Author, Fault};
use crate::scrub::Scrubber;
use crate::transport::TransportError;
use crate::{FaultKind, Operation};

impl Error {
    #[doc(hidden)]
    #[allow(non_snake_case)]
    pub fn InvalidRequest(what: String) -> Self {
        Self::InvalidInput(what)
    }

    #[doc(hidden)]
    #[allow(non_snake_case)]
    pub fn UnexpectedResponse(response: crate::Response) -> Self {
        let (operation, status) = (response.0.operation, response.0.status);
        Self::refused(
            operation,
            status,
            Fault::default(),
            None,
            None,
            Bytes::new(),
        )
    }

    /// An answer that lacks a member.
    pub fn incomplete(operation: &'static str, member: &'static str) -> Self {
        Self::Incomplete {
            operation,
            member,
            answer: None,
        }
    }

    /// Likewise, with what came instead.
    pub(crate) fn unproved(
        operation: &'static Operation,
        member: &'static str,
        answer: Refusal,
    ) -> Self {
        Self::Incomplete {
            operation: operation.id,
            member,
            answer: Some(answer),
        }
    }

    /// A successful answer in which one member cannot be read, by its path in the answer; `what` is wrong with it.
    pub fn unreadable(operation: &'static str, path: String, what: &'static str) -> Self {
        Self::Undecodable {
            operation,
            status: StatusCode::OK,
            decode: super::Decode::member(path, what),
        }
    }

    /// Settings that cannot be used.
    pub fn settings(what: impl Into<String>) -> Self {
        Self::Settings(what.into())
    }

    /// An argument that cannot be sent.
    pub fn invalid_input(what: impl Into<String>) -> Self {
        Self::InvalidInput(what.into())
    }

    /// A place to which credentials must not go.
    pub(crate) fn host_changed(host: &str) -> Self {
        Self::HostChanged(HostChange {
            operation: None,
            status: None,
            host: host.into(),
        })
    }

    /// An answer that points elsewhere.
    pub(crate) fn redirected(operation: &'static Operation, status: StatusCode, to: &str) -> Self {
        Self::HostChanged(HostChange {
            operation: Some(operation.id),
            status: Some(status),
            host: to.into(),
        })
    }

    pub(crate) fn interrupted(operation: &'static Operation, error: &impl TransportError) -> Self {
        Self::Interrupted(Interruption::new(operation, error))
    }

    /// Nothing moved for too long.
    pub(crate) fn stalled(operation: &'static Operation) -> Self {
        Self::Interrupted(Interruption::stalled(operation))
    }

    /// A login as a whole that took longer than it may.
    #[doc(hidden)]
    pub fn login_out_of_time(after: Duration) -> Self {
        Self::Interrupted(Interruption::login_out_of_time(after))
    }

    pub(crate) fn out_of_time(
        operation: &'static Operation,
        after: Duration,
        attempts: u32,
    ) -> Self {
        Self::Interrupted(Interruption::out_of_time(operation, after, attempts))
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
            Some(FaultKind::ApplicationTokenEnded) => Self::ApplicationTokenEnded(refusal),
            Some(FaultKind::DuplicateTag) => Self::DuplicateTag(refusal),
            Some(FaultKind::NoData) => Self::NoData(refusal),
            Some(FaultKind::Refused) | None => Self::Refused(refusal),
        }
    }

    /// With the beginning of the body, where neither code nor message was found in it.
    pub(crate) fn with_excerpt(mut self, author: Author, scrubber: &Scrubber) -> Self {
        if let Some(refusal) = self.refusal_mut() {
            refusal.set_excerpt(author, scrubber);
        }
        self
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

    /// Notes whether the session was renewed after this refusal; if not, a person has to.
    pub(crate) fn renewed(mut self, is_renewed: bool) -> Self {
        if let Some(refusal) = self.refusal_mut() {
            refusal.set_renewed(is_renewed);
        }
        self
    }

    /// Notes how many attempts were made.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        match &mut self {
            Self::Interrupted(interruption) => interruption.set_attempts(attempts),
            other => {
                if let Some(refusal) = other.refusal_mut() {
                    refusal.set_attempts(attempts);
                }
            }
        }
        self
    }
}

impl From<reqwest::Error> for Error {
    /// Generated code makes this of a request that cannot be built.
    fn from(error: reqwest::Error) -> Self {
        let what = if error.is_builder() {
            "the request cannot be built: a header or a part of its path cannot be sent as it is"
        } else {
            "the request failed before it was sent"
        };
        Self::InvalidInput(what.to_owned())
    }
}

impl From<InvalidHeaderValue> for Error {
    /// Generated code makes this of a header parameter.
    fn from(_: InvalidHeaderValue) -> Self {
        Self::invalid_input(
            "a header parameter has characters that cannot be sent, such as a line break",
        )
    }
}

impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
