//! How errors read: what went wrong, where, and what to do.

use std::error::Error as StdError;
use std::fmt;

use super::{Error, LIST, SecondFactor};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApplicationRefused(r) => {
                write!(
                    f,
                    "the application's key or token was not accepted ({r}); is it of this environment and API?"
                )
            }
            Self::WrongPassword(r) => write!(
                f,
                "wrong user or password ({r}); repeated tries may lock the account"
            ),
            Self::WrongCode(r) => write!(f, "wrong, used or expired code ({r}); get a new one"),
            Self::SecondFactorWanted(kind) => write!(f, "a second factor is wanted: {kind}"),
            Self::CaptchaWanted(r) => write!(
                f,
                "a captcha has to be solved ({r}); then unblock the session with it"
            ),
            Self::Locked(r) => write!(
                f,
                "the account is locked, suspended or closed ({r}); ask the vendor"
            ),
            Self::RateLimited(r) => write!(f, "too many calls ({r})"),
            Self::SessionEnded(r) => write!(f, "there is no session any more ({r}); log in again"),
            Self::Unavailable(r) => {
                write!(f, "the vendor's service is not available ({r}); try later")
            }
            Self::ApplicationTokenEnded(r) => {
                write!(f, "the application's token has ended ({r}); get a new one")
            }
            Self::DuplicateTag(r) => write!(
                f,
                "an order with this tag was taken before ({r}); look it up by its tag"
            ),
            Self::NoData(r) => write!(f, "there is no data ({r})"),
            Self::Refused(r) => write!(f, "refused ({r})"),
            Self::HostChanged(change) => {
                if let Some(operation) = change.operation {
                    write!(f, "{operation}: ")?;
                }
                let host = &change.host;
                match change.status {
                    Some(status) => {
                        write!(f, "{status} to `{host}`, and redirects are not followed")
                    }
                    None => write!(f, "pointed to `{host}`, to which credentials must not go"),
                }
            }
            Self::Interrupted(interruption) => interruption.fmt(f),
            Self::Undecodable {
                operation,
                status,
                decode,
            } => {
                write!(
                    f,
                    "{operation}: the {status} answer cannot be read: {decode}"
                )
            }
            Self::Incomplete {
                operation,
                member,
                answer,
            } => match answer {
                None => write!(f, "{operation}: the answer has no `{member}`"),
                Some(answer) if *member == LIST => {
                    write!(f, "the answer is no list, as was asked for ({answer})")
                }
                Some(answer) => write!(
                    f,
                    "the answer has no `{member}`, so it is not what was asked for ({answer})"
                ),
            },
            Self::SessionClosed { operation } => {
                write!(f, "{operation}: the session was closed here; log in again")
            }
            Self::TooLong { operation, limit } => {
                write!(f, "{operation}: the answer is longer than {limit} bytes")
            }
            Self::MissingCredential {
                operation,
                credential,
            } => {
                write!(
                    f,
                    "{operation} needs the credential `{credential}`, which this session does not hold"
                )
            }
            Self::BadCredential {
                operation,
                credential,
            } => {
                write!(
                    f,
                    "{operation}: the credential `{credential}` has characters that cannot be sent"
                )
            }
            Self::PathChanged { operation } => {
                write!(
                    f,
                    "{operation}: a path parameter is empty or would change the path"
                )
            }
            Self::NotHere { operation, variant } => {
                write!(
                    f,
                    "{operation} does not exist in the environment `{variant}`"
                )
            }
            Self::InvalidInput(what) | Self::Settings(what) => f.write_str(what),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Interrupted(interruption) => interruption.cause(),
            Self::Undecodable { decode, .. } => Some(decode),
            other => other.answer()?.excerpt().map(|excerpt| excerpt as _),
        }
    }
}

impl fmt::Display for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneTimeCode => f.write_str("a one-time code"),
            Self::Pin => f.write_str("a PIN"),
            Self::Other(code) => write!(f, "one of the vendor's kind {code}"),
        }
    }
}
