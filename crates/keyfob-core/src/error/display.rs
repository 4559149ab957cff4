//! How errors read: what went wrong, where, and what to do.

use std::error::Error as StdError;
use std::fmt;

use super::{Error, HostChange, LIST, SecondFactor};
use crate::Repeat;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApplicationRefused(r) => write!(
                f,
                "the application's key or token was not accepted ({r}); check that it is of this environment and API"
            ),
            Self::WrongPassword(r) => write!(
                f,
                "wrong user or password ({r}); repeated tries may lock the account"
            ),
            Self::WrongCode(r) => write!(f, "wrong, used or expired code ({r}); get a new one"),
            Self::SecondFactorWanted(kind) => {
                write!(f, "a second factor is wanted to go on: {kind}")
            }
            Self::CaptchaWanted(r) => write!(
                f,
                "a captcha has to be solved ({r}); then unblock the session with its solution"
            ),
            Self::Locked(r) => write!(
                f,
                "the account is locked, suspended or closed ({r}); ask the vendor"
            ),
            Self::RateLimited(r) => {
                write!(f, "too many calls ({r})")?;
                match r.retry_after() {
                    // It is told with what the vendor says.
                    Some(_) => Ok(()),
                    None => f.write_str("; call less often"),
                }
            }
            Self::SessionEnded(r) | Self::ApplicationTokenEnded(r) if r.session_renewed() => {
                write!(
                    f,
                    "the session had ended ({r}); it has been renewed, and this call was not sent again"
                )
            }
            Self::SessionEnded(r) if r.wants_person() => write!(
                f,
                "there is no session, or it has ended ({r}); log in again, and give the session to the manager by `adopt`"
            ),
            Self::SessionEnded(r) => write!(
                f,
                "there is no session, or it has ended ({r}); log in again"
            ),
            Self::Unavailable(r) => {
                write!(f, "the vendor's service is not available ({r})")?;
                match (r.repeat(), r.retry_after()) {
                    // To say "try later" would make two orders of one.
                    (Repeat::Never, _) => f.write_str("; it may or may not have been carried out"),
                    (_, None) => f.write_str("; try later"),
                    (_, Some(_)) => Ok(()),
                }
            }
            Self::ApplicationTokenEnded(r) => {
                write!(f, "the application's token has ended ({r}); get a new one")
            }
            Self::DuplicateTag(r) => write!(
                f,
                "an order with this tag was taken before ({r}); look it up by its tag"
            ),
            Self::NoData(r) => write!(f, "there is nothing to answer with ({r})"),
            Self::Refused(r) => r.fmt_reason(f),
            Self::HostChanged(change) => change.fmt(f),
            Self::Interrupted(interruption) => interruption.fmt(f),
            Self::Undecodable {
                operation,
                status,
                decode,
            } => write!(
                f,
                "{operation}: the {status} answer cannot be read: {decode}"
            ),
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
            Self::SessionClosed { operation } => write!(
                f,
                "{operation}: the session was closed here, and nothing was sent; log in again"
            ),
            Self::TooLong { operation, limit } => write!(
                f,
                "{operation}: the answer is longer than the {limit} bytes that are held in memory"
            ),
            Self::MissingCredential {
                operation,
                credential,
            } => write!(
                f,
                "{operation} needs the credential `{credential}`, which this session does not hold; log in, or set it"
            ),
            Self::BadCredential {
                operation,
                credential,
            } => write!(
                f,
                "{operation}: the credential `{credential}` has characters that cannot be sent, such as a line break"
            ),
            Self::PathChanged { operation } => write!(
                f,
                "{operation}: a path parameter is empty or would change the path; nothing was sent"
            ),
            Self::NotHere { operation, variant } => write!(
                f,
                "{operation} does not exist in the environment `{variant}`; nothing was sent"
            ),
            Self::LoginFailed { cause, again_in } => {
                write!(f, "the session could not be renewed: {cause}")?;
                match again_in {
                    Some(wait) => {
                        write!(f, "; it is tried again in {} s", wait.as_secs_f64().ceil())
                    }
                    None => f.write_str(
                        "; it is not tried again before `retry_login` of the manager is called",
                    ),
                }
            }
            Self::LoginWanted { account } => write!(
                f,
                "there is no session of {account}, and nothing to log in with: log in, and give the session to the manager by `adopt`"
            ),
            Self::LoginRefusedElsewhere { account, reason } => write!(
                f,
                "another process was refused when it logged in as {account}: {reason}"
            ),
            Self::Store { error } => write!(f, "the session store: {error}"),
            Self::TooManyCalls {
                operation,
                limit,
                wait,
            } => {
                let seconds = wait.as_secs_f32();
                write!(f, "{operation}: not sent, because its turn ")?;
                if let Some(limit) = limit {
                    write!(f, "under the rate limit `{limit}` ")?;
                }
                write!(f, "would come too late; it may be sent in {seconds:.1} s")
            }
            Self::Transfer { error, .. } => error.fmt(f),
            Self::InDoubt { what, .. } | Self::InvalidInput(what) | Self::Settings(what) => {
                f.write_str(what)
            }
        }
    }
}

impl fmt::Display for HostChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        let host = &self.host;
        // What is no name stands for itself.
        let tick = if host.contains(' ') { "" } else { "`" };
        match self.status {
            Some(status) => write!(
                f,
                "{status} to {tick}{host}{tick}, and redirects are not followed"
            ),
            None => write!(
                f,
                "pointed to {tick}{host}{tick}, to which credentials must not go"
            ),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Interrupted(interruption) => interruption.cause(),
            // Its own words are a part of these.
            Self::Undecodable { .. } | Self::InDoubt { .. } => None,
            Self::Transfer { error, .. } | Self::Store { error } => error.source(),
            Self::LoginFailed { cause, .. } => cause.source(),
            other => other.answer()?.excerpt().map(|excerpt| excerpt as _),
        }
    }
}

impl fmt::Display for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneTimeCode => f.write_str("a one-time code"),
            Self::Pin => f.write_str("a PIN"),
            Self::Other(code) => write!(f, "one that the vendor calls kind {code}"),
        }
    }
}
