//! Why there is no answer, in the terms of whoever carries requests.

use std::error::Error as StdError;
use std::io;

use hyper_util::client::legacy;

/// What can be asked of an error of a connection.
pub(crate) trait TransportError {
    /// Whether no connection stood, so that nothing was sent.
    fn is_connect(&self) -> bool;

    /// Whether no address was found for the host's name.
    fn is_dns(&self) -> bool;

    /// Whether it took too long.
    fn is_timeout(&self) -> bool;

    /// What lies below, without a URL.
    fn cause(&self) -> Option<&(dyn StdError + 'static)>;
}

/// Why a request has no answer, or none to its end.
pub(crate) enum Failure {
    /// Of reqwest.
    Client(reqwest::Error),
    /// Of a connection to a server, before an answer began.
    Request(legacy::Error),
    /// Of a connection to a server, while the answer came.
    Answer(hyper::Error),
    /// No answer in time.
    TimedOut,
}

/// No address was found for a name.
#[derive(Debug)]
pub(super) struct DnsError(pub(super) io::Error);

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Client(error)
    }
}

impl TransportError for Failure {
    fn is_connect(&self) -> bool {
        match self {
            Self::Client(error) => error.is_connect(),
            Self::Request(error) => error.is_connect(),
            Self::Answer(_) | Self::TimedOut => false,
        }
    }

    fn is_dns(&self) -> bool {
        match self {
            Self::Client(error) => error.is_dns(),
            Self::Request(error) => any_cause(error, |cause| cause.is::<DnsError>()),
            Self::Answer(_) | Self::TimedOut => false,
        }
    }

    fn is_timeout(&self) -> bool {
        match self {
            Self::Client(error) => error.is_timeout(),
            Self::Request(error) => any_cause(error, is_timeout),
            Self::Answer(error) => any_cause(error, is_timeout),
            Self::TimedOut => true,
        }
    }

    fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Client(error) => error.source(),
            Self::Request(error) => Some(error),
            Self::Answer(error) => Some(error),
            Self::TimedOut => None,
        }
    }
}

/// An error of reqwest's own carries the URL.
impl TransportError for reqwest::Error {
    fn is_connect(&self) -> bool {
        reqwest::Error::is_connect(self)
    }

    fn is_dns(&self) -> bool {
        reqwest::Error::is_dns(self)
    }

    fn is_timeout(&self) -> bool {
        reqwest::Error::is_timeout(self)
    }

    fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        self.source()
    }
}

/// Whether this is true of an error, or of what lies below it.
fn any_cause(
    error: &(dyn StdError + 'static),
    is_so: impl Fn(&(dyn StdError + 'static)) -> bool,
) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if is_so(error) {
            return true;
        }
        next = error.source();
    }
    false
}

fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    let of_hyper = error.downcast_ref().is_some_and(hyper::Error::is_timeout);
    let of_system = error
        .downcast_ref()
        .is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::TimedOut);
    of_hyper || of_system
}

impl std::fmt::Display for DnsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("error resolving DNS")
    }
}

impl StdError for DnsError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}
