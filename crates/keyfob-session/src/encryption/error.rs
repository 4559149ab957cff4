//! What can go wrong with a key.

use std::error::Error as StdError;
use std::fmt;
use std::path::PathBuf;

/// What can go wrong with an encryption key. None of them shows a part of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum KeyError {
    /// The system has no randomness.
    NoRandomness,
    /// It is no 32 bytes as base64.
    Malformed,
    /// There is none: the environment's variable is not set, or the keyring has no such entry.
    Missing {
        /// What was looked for.
        name: String,
    },
    /// Others on this machine can read the file: `chmod 600` it, and think about who has read it.
    Exposed {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be read.
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The operating system's keyring cannot be used.
    Keyring {
        /// Why not, in the keyring's words.
        reason: String,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRandomness => f.write_str("the system has no randomness for a key"),
            Self::Malformed => f.write_str(
                "the key is not 32 bytes as base64 with padding: `openssl rand -base64 32` makes one",
            ),
            Self::Missing { name } => write!(f, "there is no key in {name}"),
            Self::Exposed { path } => write!(
                f,
                "others can read or write the key in {}: chmod 600 it",
                path.display()
            ),
            Self::File { path, .. } => write!(f, "the key in {} cannot be read", path.display()),
            Self::Keyring { reason } => write!(f, "the keyring cannot be used: {reason}"),
        }
    }
}

impl StdError for KeyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}
