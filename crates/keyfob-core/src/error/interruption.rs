//! A connection that failed, was cut, or took too long.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::Operation;
use crate::transport::TransportError;

/// A call that got no answer.
pub struct Interruption(Box<Inner>);

struct Inner {
    operation: &'static str,
    kind: Kind,
    attempts: u32,
    cause: Option<Cause>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The host's name has no address: nothing was sent.
    Dns,
    /// No connection: nothing was sent.
    Connect,
    /// No connection in time: nothing was sent.
    ConnectTimeout,
    /// No answer in time.
    Timeout,
    /// The call as a whole took longer than it may.
    OutOfTime(Duration),
    /// The connection was cut, or what came is not HTTP.
    Cut,
}

impl Interruption {
    pub(crate) fn new(operation: &'static Operation, error: &impl TransportError) -> Self {
        let kind = match error {
            error if error.is_connect() && error.is_timeout() => Kind::ConnectTimeout,
            error if error.is_connect() && error.is_dns() => Kind::Dns,
            error if error.is_connect() => Kind::Connect,
            error if error.is_timeout() => Kind::Timeout,
            _ => Kind::Cut,
        };
        Self(Box::new(Inner {
            operation: operation.id,
            kind,
            attempts: 1,
            cause: error.cause().map(Cause::of),
        }))
    }

    /// One of a kind, with the causes below it.
    #[cfg(test)]
    pub(super) fn of(operation: &'static Operation, kind: Kind, causes: &[&str]) -> Self {
        let cause = causes.iter().rev().fold(None, |next, text| {
            Some(Cause {
                text: (*text).to_owned(),
                next: next.map(Box::new),
            })
        });
        Self(Box::new(Inner {
            operation: operation.id,
            kind,
            attempts: 1,
            cause,
        }))
    }

    pub(crate) fn stalled(operation: &'static Operation) -> Self {
        Self(Box::new(Inner {
            operation: operation.id,
            kind: Kind::Timeout,
            attempts: 1,
            cause: None,
        }))
    }

    /// A login as a whole that took longer than it may.
    pub(crate) fn login_out_of_time(after: Duration) -> Self {
        Self(Box::new(Inner {
            operation: "log_in",
            kind: Kind::OutOfTime(after),
            attempts: 1,
            cause: None,
        }))
    }

    pub(crate) fn out_of_time(
        operation: &'static Operation,
        after: Duration,
        attempts: u32,
    ) -> Self {
        Self(Box::new(Inner {
            operation: operation.id,
            kind: Kind::OutOfTime(after),
            attempts,
            cause: None,
        }))
    }

    /// The operation.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// Whether the request certainly did not reach the vendor: no connection stood. If not, the vendor may
    /// or may not have carried it out.
    pub fn was_not_sent(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Dns | Kind::Connect | Kind::ConnectTimeout
        )
    }

    /// Whether no address was found for the name of the host, or of the proxy: the name is wrong, or there is no network.
    pub fn is_dns(&self) -> bool {
        self.0.kind == Kind::Dns
    }

    /// Whether it took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::ConnectTimeout | Kind::Timeout | Kind::OutOfTime(_)
        )
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    pub(super) fn error_type(&self) -> &'static str {
        match self.0.kind {
            Kind::Dns => "dns",
            Kind::Connect => "connect",
            Kind::ConnectTimeout => "connect_timeout",
            Kind::Timeout => "timeout",
            Kind::OutOfTime(_) => "deadline_exceeded",
            Kind::Cut => "connection_lost",
        }
    }

    /// The chain of causes below, as texts: the HTTP library's own errors carry URLs.
    pub(crate) fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as _)
    }

    pub(crate) fn is_final(&self) -> bool {
        matches!(self.0.kind, Kind::OutOfTime(_))
    }

    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.0.attempts = attempts;
    }
}

/// One text of the chain of causes.
#[derive(Debug)]
struct Cause {
    text: String,
    next: Option<Box<Cause>>,
}

impl Cause {
    fn of(error: &(dyn StdError + 'static)) -> Self {
        Self {
            text: error.to_string(),
            next: error.source().map(|source| Box::new(Self::of(source))),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.next.as_ref().map(|next| &**next as _)
    }
}

impl fmt::Display for Interruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            operation,
            kind,
            attempts,
            ..
        } = &*self.0;
        match kind {
            Kind::Dns => write!(
                f,
                "{operation}: no address found for the host's name, nothing was sent; check the network"
            )?,
            Kind::Connect => write!(f, "{operation}: no connection, nothing was sent")?,
            Kind::ConnectTimeout => {
                write!(f, "{operation}: no connection in time, nothing was sent")?
            }
            Kind::Timeout => write!(
                f,
                "{operation}: no answer in time, it may or may not have been carried out"
            )?,
            Kind::OutOfTime(after) => {
                let seconds = after.as_secs_f32();
                write!(
                    f,
                    "{operation}: given up after {seconds:.1} s, it may or may not have been carried out"
                )?;
            }
            Kind::Cut => write!(
                f,
                "{operation}: the connection was cut, it may or may not have been carried out"
            )?,
        }
        if *attempts > 1 {
            write!(f, ", after {attempts} attempts")
        } else {
            Ok(())
        }
    }
}

impl fmt::Debug for Interruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interruption")
            .field("operation", &self.0.operation)
            .field("kind", &self.0.kind)
            .field("attempts", &self.0.attempts)
            .field("cause", &self.0.cause)
            .finish()
    }
}
