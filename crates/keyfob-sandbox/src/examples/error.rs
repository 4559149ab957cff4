//! Why a spec cannot be played.

use std::fmt;
use std::io;

/// Why an [`ExampleServer`](super::ExampleServer) does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExampleError {
    /// The document is no JSON, or no OpenAPI 3.0.
    Document(String),
    /// No vendor of this name is built in.
    UnknownVendor(String),
    /// An operation cannot be played: an example of it does not fit its schema, or something that it refers to is not there.
    Operation {
        /// `operationId`.
        operation: String,
        /// What is wrong, and where.
        message: String,
    },
    /// No port of loopback can be had.
    Io(io::Error),
}

impl ExampleError {
    pub(super) fn at(operation: &str, message: impl Into<String>) -> Self {
        Self::Operation {
            operation: operation.to_owned(),
            message: message.into(),
        }
    }
}

impl fmt::Display for ExampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(message) => write!(f, "the spec cannot be read: {message}"),
            Self::UnknownVendor(name) => write!(f, "no spec of `{name}` is built in"),
            Self::Operation { operation, message } => write!(f, "`{operation}`: {message}"),
            Self::Io(error) => write!(f, "no port of loopback: {error}"),
        }
    }
}

impl std::error::Error for ExampleError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for ExampleError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ExampleError> for io::Error {
    fn from(error: ExampleError) -> Self {
        match error {
            ExampleError::Io(error) => error,
            other => Self::new(io::ErrorKind::InvalidInput, other),
        }
    }
}
