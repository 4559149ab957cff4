//! Why there is no spec.

use std::fmt;

use crate::source::{Location, ReadError};

/// Why a document cannot be imported at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A file cannot be read.
    Read(ReadError),
    /// It is no description of an API that is understood.
    Document {
        /// Where.
        location: Location,
        /// What is wrong.
        message: String,
    },
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Document { location, message } => write!(f, "{location}: {message}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Document { .. } => None,
        }
    }
}
