//! What can go wrong with a transfer.

#[cfg(test)]
mod tests;

use std::error::Error as StdError;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::Resume;

/// What can go wrong with a transfer.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A call failed.
    Api(keyfob_core::Error),
    /// A local file or folder cannot be read or written.
    Disk {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The reader or the writer that the caller gave failed, or the reader ended too early.
    Stream(io::Error),
    /// The number of bytes is not what it should be.
    Length {
        /// The operation that told.
        operation: &'static str,
        /// What it should be.
        expected: u64,
        /// What it is.
        got: u64,
    },
    /// The file is not the one whose transfer began: its size or its time changed. It has to start anew.
    Changed(String),
    /// Something of this name is there already.
    Taken(String),
    /// Another transfer has this file, of this process or another one: a part of a download, or a journal.
    Busy(PathBuf),
    /// No regular file: a folder, a pipe, a device, or a file of which the system does not know the size, as in `/proc`.
    NotAFile(PathBuf),
    /// Another file is where the journal should be. It was left as it is.
    NotAJournal(PathBuf),
    /// An answer that does not prove to be the file: a page of a proxy on the way, or encoded bytes. None of it is kept.
    NotTheFile {
        /// The file's name at the vendor.
        name: String,
        /// What is wrong with the answer.
        why: &'static str,
    },
    /// The vendor has all bytes, but did not say in time that the upload is finished, and cannot be seen to have finished it. It may
    /// do so yet.
    NotFinished(String),
    /// A name that cannot be a local file's: it would lead elsewhere, or into another download's way.
    BadName(String),
    /// A folder that lies in itself, or deeper than anybody nests them: not looked into again.
    Loop(String),
    /// A part of a folder did not move; see [`Report::complete`](super::Report::complete).
    InPart {
        /// How many files and folders failed.
        failed: usize,
        /// The first of them, by its path below the folder.
        path: PathBuf,
        /// Why it failed.
        error: Box<Self>,
    },
}

impl Error {
    /// The call that failed, for one file of a folder or for all; else the error itself.
    fn into_api(self) -> Result<keyfob_core::Error, Box<Self>> {
        match self {
            Self::Api(error) => Ok(error),
            Self::InPart {
                failed,
                path,
                error,
            } => error.into_api().map_err(|error| {
                Box::new(Self::InPart {
                    failed,
                    path,
                    error,
                })
            }),
            other => Err(Box::new(other)),
        }
    }

    /// The call that failed, if it was one.
    pub fn api(&self) -> Option<&keyfob_core::Error> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    pub(super) fn disk(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Disk { path, error }
    }

    pub(super) fn changed(path: &Path) -> Self {
        Self::Changed(path.display().to_string())
    }

    pub(super) fn incomplete(operation: &'static str, member: &'static str) -> Self {
        Self::Api(keyfob_core::Error::incomplete(operation, member))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Disk { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Stream(error) => write!(f, "the caller's stream: {error}"),
            Self::Length {
                operation,
                expected,
                got,
            } => write!(f, "{operation}: {got} bytes instead of {expected}"),
            Self::Changed(name) => {
                write!(f, "`{name}` changed since its transfer began; start anew")
            }
            Self::Taken(name) => write!(f, "`{name}` is there already"),
            Self::Busy(path) => {
                let path = path.display();
                write!(f, "{path}: another transfer has it; wait for that to end")
            }
            Self::BadName(name) => {
                let name = name.escape_debug();
                write!(f, "`{name}` cannot be the name of a local file")
            }
            Self::Loop(name) => write!(f, "`{name}` lies in itself, or too deep"),
            Self::InPart {
                failed,
                path,
                error,
            } => {
                write!(f, "{}: {error}", path.display())?;
                match failed {
                    0 | 1 => Ok(()),
                    more => write!(f, "; and {} more failed", more - 1),
                }
            }
            Self::NotAFile(path) => {
                let path = path.display();
                write!(f, "{path} is no regular file; give its content as a reader")
            }
            Self::NotAJournal(path) => {
                let path = path.display();
                write!(
                    f,
                    "{path} is there and no journal; give the journal another place"
                )
            }
            Self::NotTheFile { name, why } => {
                write!(f, "an answer is not the file `{name}`: {why}; try again")
            }
            Self::NotFinished(name) => {
                write!(
                    f,
                    "`{name}`: all bytes were sent, but the vendor does not say that it is finished; look whether it is there"
                )
            }
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Api(error) => error.source(),
            Self::Disk { error, .. } | Self::Stream(error) => error.source(),
            Self::InPart { error, .. } => error.source(),
            _ => None,
        }
    }
}

impl From<keyfob_core::Error> for Error {
    fn from(error: keyfob_core::Error) -> Self {
        Self::Api(error)
    }
}

impl From<Error> for keyfob_core::Error {
    /// The call that failed, or [`keyfob_core::Error::Transfer`]: with the call for one file of a folder as its cause.
    fn from(error: Error) -> Self {
        let words = error.to_string();
        match error {
            Error::Api(error) => error,
            other => match other.into_api() {
                Ok(cause) => Self::Transfer {
                    error: words.into(),
                    cause: Some(Box::new(cause)),
                },
                Err(other) => Self::Transfer {
                    error: other,
                    cause: None,
                },
            },
        }
    }
}

/// An upload that stopped, with what is needed to go on.
///
/// `?` turns it into [`enum@Error`], and drops what is needed to go on: take that out first where it is wanted.
#[derive(Debug)]
pub struct Stopped {
    /// What went wrong.
    pub error: Error,
    /// From where it can go on; `None` if it never began, or if it cannot.
    pub resume: Option<Box<Resume>>,
    /// The vendor's id of the unfinished file, which can be seen there. [`Transfer::delete`](super::Transfer::delete) deletes it.
    pub file_id: Option<String>,
}

impl Stopped {
    pub(super) fn before(error: impl Into<Error>) -> Self {
        Self {
            error: error.into(),
            resume: None,
            file_id: None,
        }
    }
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        stopped.error
    }
}

impl From<Stopped> for keyfob_core::Error {
    fn from(stopped: Stopped) -> Self {
        stopped.error.into()
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl StdError for Stopped {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}
