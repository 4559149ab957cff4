//! The vendor's own no.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use crate::decode::decode;
use crate::fault::{Author, Fault};
use crate::scrub::{Scrubber, excerpt};
use crate::{Decode, FaultKind, Operation, Repeat};

/// An answer of the vendor that is not a success.
pub struct Refusal(Box<Inner>);

struct Inner {
    operation: &'static str,
    repeat: Repeat,
    status: StatusCode,
    fault: Fault,
    kind: Option<FaultKind>,
    retry_after: Option<Duration>,
    attempts: u32,
    body: Bytes,
    excerpt: Option<Excerpt>,
    renewal: Renewal,
}

/// What became of the session that had ended.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Renewal {
    #[default]
    None,
    Done,
    WantsPerson,
}

/// How the body begins, at the end of the chain of causes.
#[derive(Debug)]
pub(super) struct Excerpt {
    author: Author,
    text: String,
}

impl Refusal {
    pub(crate) fn new(
        operation: &'static Operation,
        status: StatusCode,
        fault: Fault,
        retry_after: Option<Duration>,
        body: Bytes,
        kind: Option<FaultKind>,
    ) -> Self {
        Self(Box::new(Inner {
            operation: operation.id,
            repeat: operation.repeat,
            status,
            fault,
            kind,
            retry_after,
            attempts: 1,
            body,
            excerpt: None,
            renewal: Renewal::None,
        }))
    }

    /// The operation that was refused.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// Whether the operation may be sent again.
    pub(super) fn repeat(&self) -> Repeat {
        self.0.repeat
    }

    /// The HTTP status. It may be 200: some vendors put errors inside it.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The vendor's own code.
    pub fn code(&self) -> Option<&str> {
        self.0.fault.code.as_deref()
    }

    /// The vendor's own message, without our secrets in it.
    pub fn message(&self) -> Option<&str> {
        self.0.fault.message.as_deref()
    }

    /// All codes that stand where the vendor puts codes: the first is [`Refusal::code`].
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.fault.codes.iter().map(String::as_str)
    }

    /// All texts that stand where the vendor puts messages, without our secrets in them.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.0.fault.texts.iter().map(String::as_str)
    }

    /// What it means, where that is known.
    pub fn kind(&self) -> Option<FaultKind> {
        self.0.kind
    }

    /// How long the vendor wants us to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The body as it came. The vendor may have put anything into it: do not log it.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// The body as one of the crate's error types.
    ///
    /// # Errors
    /// [`Decode`] if it is not JSON of that kind; gateways answer with HTML or XML.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Decode> {
        decode(&self.0.body)
    }

    /// Whether it is no answer of the vendor's API, but a page of a gateway, a proxy or a firewall.
    pub fn is_foreign(&self) -> bool {
        let excerpt = self.0.excerpt.as_ref();
        excerpt.is_some_and(|excerpt| excerpt.author == Author::Other)
    }

    /// Whether the session has been renewed since.
    pub(super) fn session_renewed(&self) -> bool {
        self.0.renewal == Renewal::Done
    }

    /// Whether a session manager has nothing to log in with.
    pub(super) fn wants_person(&self) -> bool {
        self.0.renewal == Renewal::WantsPerson
    }

    pub(crate) fn set_renewed(&mut self, is_renewed: bool) {
        self.0.renewal = match is_renewed {
            true => Renewal::Done,
            false => Renewal::WantsPerson,
        };
    }

    pub(super) fn excerpt(&self) -> Option<&Excerpt> {
        self.0.excerpt.as_ref()
    }

    pub(crate) fn set_excerpt(&mut self, author: Author, scrubber: &Scrubber) {
        if self.code().is_none() && self.message().is_none() {
            let text = excerpt(&self.0.body, scrubber);
            self.0.excerpt = text.map(|text| Excerpt { author, text });
        }
    }

    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.0.attempts = attempts;
    }
}

impl Refusal {
    /// As a sentence of its own, for a refusal of which nothing is known but what the vendor says.
    pub(super) fn fmt_reason(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_foreign() {
            return fmt::Display::fmt(self, f);
        }
        write!(f, "{}: ", self.0.operation)?;
        match self.message() {
            Some(message) => write!(f, "the vendor says {message:?}")?,
            None => f.write_str("the vendor gives no reason")?,
        }
        write!(f, " ({}", self.0.status)?;
        self.fmt_code(f)?;
        self.fmt_tries(f)?;
        f.write_str(")")
    }

    fn fmt_code(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            Some(code) => write!(f, ", code {}", code.escape_debug()),
            None => Ok(()),
        }
    }

    fn fmt_tries(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.attempts > 1 {
            write!(f, ", after {} attempts", self.0.attempts)?;
        }
        match self.0.retry_after {
            Some(wait) => write!(f, ", wait {} s", wait.as_secs()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.operation, self.0.status)?;
        self.fmt_code(f)?;
        if let Some(message) = self.message() {
            // Escaped: a line break in it could forge a line of a log.
            write!(f, ", {message:?}")?;
        }
        if self.is_foreign() {
            f.write_str(", which is no answer of the API")?;
        }
        self.fmt_tries(f)
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("operation", &self.0.operation)
            .field("status", &self.0.status)
            .field("code", &self.code())
            .field("message", &self.message())
            .field("kind", &self.0.kind)
            .field("retry_after", &self.0.retry_after)
            .field("attempts", &self.0.attempts)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer begins with {:?}", self.text)
    }
}

impl StdError for Excerpt {}
