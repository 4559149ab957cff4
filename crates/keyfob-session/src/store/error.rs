//! What can go wrong with a store.

use std::error::Error as StdError;
use std::fmt;

use crate::SessionId;

/// What can go wrong with a store. None of them shows what is kept.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The store cannot be reached or written: the disk, the network, or who is allowed to.
    Unreachable {
        /// What was tried, such as "reading /run/bot/session".
        action: String,
        /// What went wrong.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// It did not answer in time.
    TimedOut {
        /// What was tried.
        action: String,
    },
    /// Another record has been kept since, or somebody else has taken the lease: read it again.
    Superseded,
    /// What is kept is no session of ours, or only a part of one.
    Unreadable {
        /// What is wrong with it.
        reason: &'static str,
        /// Where it was put aside, if it was: a file's path, or a key of the Redis server.
        set_aside: Option<String>,
    },
    /// What is kept was written by a newer version of this library. It stays where it is, and nothing is kept in its place: a session that
    /// an older program put there would end the newer program's.
    Newer {
        /// The format's number of what is kept.
        found: u32,
        /// The newest that is known here.
        known: u32,
    },
    /// What is kept is encrypted, and there is no key.
    KeyMissing,
    /// What is kept is not encrypted, and there is a key. It is not taken, since anybody who can write to the store can have put it there:
    /// who knows that it is theirs takes the key away once, or removes what is kept and logs in.
    NotEncrypted,
    /// What is kept was encrypted with another key, for another account, or has been changed.
    WrongKey,
    /// Others on this machine can read or write where it is kept, or what is there is no file.
    Exposed {
        /// What is wrong, and with which path.
        reason: String,
    },
    /// The store cannot be used as it was set up. Nothing was sent.
    Settings {
        /// What is wrong with the settings.
        reason: &'static str,
    },
    /// What is kept is the session of another vendor or account.
    OtherSession {
        /// Whose session was looked for.
        wanted: String,
        /// Whose session is kept, shortened, and without control characters.
        found: String,
    },
}

/// So many letters are shown of whose session was found: anybody can have written that.
const MOST_SHOWN: usize = 200;

impl StoreError {
    /// The session of somebody else was found, as what is kept says, which nothing vouches for.
    pub(crate) fn other_session(wanted: &SessionId, found: &SessionId) -> Self {
        let shown = |letter: char| match letter.is_control() {
            true => char::REPLACEMENT_CHARACTER,
            false => letter,
        };
        let found = found.to_string();
        Self::OtherSession {
            wanted: wanted.to_string(),
            found: found.chars().take(MOST_SHOWN).map(shown).collect(),
        }
    }

    /// The variant's name in snake_case, as OpenTelemetry's `error.type` and labels of metrics want it.
    pub fn error_type(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "unreachable",
            Self::TimedOut { .. } => "timed_out",
            Self::Superseded => "superseded",
            Self::Unreadable { .. } => "unreadable",
            Self::Newer { .. } => "newer",
            Self::KeyMissing => "key_missing",
            Self::WrongKey => "wrong_key",
            Self::OtherSession { .. } => "other_session",
            Self::NotEncrypted => "not_encrypted",
            Self::Exposed { .. } => "exposed",
            Self::Settings { .. } => "settings",
        }
    }
}

impl StoreError {
    /// Whether it says nothing of what is kept: the store was not reached, or did not answer.
    pub(crate) fn is_away(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::TimedOut { .. })
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable { action, .. } => write!(f, "{action} failed"),
            Self::TimedOut { action } => write!(f, "{action} took too long"),
            Self::Superseded => {
                f.write_str("another session has been kept since: read it again")
            }
            Self::Unreadable { reason, set_aside } => {
                write!(f, "what is kept cannot be read: {reason}")?;
                match set_aside {
                    Some(place) => write!(f, "; it was put aside as {place}"),
                    None => Ok(()),
                }
            }
            Self::Newer { found, known } => write!(
                f,
                "what is kept has format {found}, and {known} is the newest that is known here: update this program"
            ),
            Self::KeyMissing => {
                f.write_str("what is kept is encrypted: give the store the key")
            }
            Self::NotEncrypted => f.write_str(
                "what is kept is not encrypted, and there is a key: it may be somebody else's; remove it, or take the key away once",
            ),
            Self::Exposed { reason } => f.write_str(reason),
            Self::Settings { reason } => {
                write!(f, "the store cannot be used as it was set up: {reason}")
            }
            Self::WrongKey => f.write_str(
                "what is kept was encrypted with another key, for another account, or has been changed",
            ),
            Self::OtherSession { wanted, found } => write!(
                f,
                "what is kept is the session of {found}, and that of {wanted} was looked for: use a store for each"
            ),
        }
    }
}

impl StdError for StoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Unreachable { source, .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}
