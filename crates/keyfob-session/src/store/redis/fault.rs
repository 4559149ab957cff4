//! What the server or the connection to it said, without what was sent.

use std::error::Error as StdError;
use std::fmt;

use redis::{ErrorKind, RedisError};

/// An error of the `redis` crate quotes the server, and servers quote commands that they do not know: with the password, or with the session. So
/// only what is known to be harmless is taken over.
#[derive(Debug, Clone)]
pub(super) struct Fault(String);

/// First words of the server's errors that explain themselves.
const CODES: [&str; 14] = [
    "BUSY",
    "CLUSTERDOWN",
    "CROSSSLOT",
    "LOADING",
    "MASTERDOWN",
    "MISCONF",
    "MOVED",
    "NOAUTH",
    "NOPERM",
    "NOREPLICAS",
    "OOM",
    "READONLY",
    "WRONGPASS",
    "WRONGTYPE",
];

/// Whether the server is a replica that does not write. Before version 7 it says so as an error in the script.
pub(super) fn is_of_a_replica(error: &RedisError) -> bool {
    error.code() == Some("READONLY") || says(error, "READONLY You can't write")
}

fn says(error: &RedisError, words: &str) -> bool {
    error.detail().is_some_and(|detail| detail.contains(words))
}

impl Fault {
    pub(super) fn new(error: &RedisError) -> Self {
        let text = match (error.kind(), error.code()) {
            // Of the system or of TLS: they name addresses and certificates.
            (ErrorKind::Io, _) => error.to_string(),
            (ErrorKind::AuthenticationFailed, _) => {
                "the server refused the user or the password".into()
            }
            _ if is_of_a_replica(error) => "the server refused the command: READONLY".into(),
            // As it says within a script.
            _ if says(error, "The user executing the script") => {
                "the server refused the command: NOPERM".into()
            }
            (_, Some(code)) if CODES.contains(&code) => {
                format!("the server refused the command: {code}")
            }
            (ErrorKind::Server(_) | ErrorKind::Extension, _) => {
                "the server refused the command".into()
            }
            (ErrorKind::Parse | ErrorKind::UnexpectedReturnType, _) => {
                "the server answered with something else".into()
            }
            (ErrorKind::InvalidClientConfig, _) => "the connection's settings are wrong".into(),
            _ => "the connection failed".into(),
        };
        Self(text)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Fault {}
