//! What can go wrong, in one type.

mod ask;
mod decode;
mod display;
mod interruption;
mod make;
mod refusal;

use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;

pub use decode::Decode;
pub use interruption::Interruption;
pub use refusal::Refusal;

/// What is missing where the answer itself should be a list.
pub(crate) const LIST: &str = "list";

/// What can go wrong.
///
/// Variants with a [`Refusal`] are the vendor's answers and keep its status, code and message. No variant shows a secret, a URL's
/// query, or a body.
///
/// # Secrets in the vendor's words
/// A vendor may repeat what it was sent. In its code and messages every secret of the session and the request is replaced by
/// `[redacted]`, in any spelling, if it is long or random enough: 16 characters and more, or with digits, signs, mixed case or
/// without vowels. A shorter one that reads as a word, such as the password `wrong`, is replaced in quotation marks, behind `=` or `:`, and where
/// it is encoded. In a sentence it stays, since there it is a word like any other; what was missing in "wrong password" would tell it. A
/// number of fewer than 8 digits is replaced where it stands alone, and a secret of fewer than 4 bytes is not looked for.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The application's key or token was not accepted, or does not cover this API.
    ApplicationRefused(Refusal),
    /// The user or the password is wrong.
    WrongPassword(Refusal),
    /// The code, PIN or one-time token is wrong, was used before, or has expired.
    WrongCode(Refusal),
    /// The password was right, and a second factor is wanted now.
    SecondFactorWanted(SecondFactor),
    /// A captcha has to be solved before the session goes on; or the solution was wrong.
    CaptchaWanted(Refusal),
    /// The account is locked, suspended or closed.
    Locked(Refusal),
    /// Too many calls; [`Error::retry_after`] tells the wait if the vendor did.
    RateLimited(Refusal),
    /// There is no session, or it has ended: log in again.
    SessionEnded(Refusal),
    /// The vendor's service, or one behind it, is down.
    Unavailable(Refusal),
    /// The application's token, which lives for an hour or so, has ended: ask for a new one. The session itself may stand.
    ApplicationTokenEnded(Refusal),
    /// An order with this tag was taken before: this one was refused, and the first one stands.
    DuplicateTag(Refusal),
    /// There is nothing to answer with: no orders, no positions, no instruments of that name.
    NoData(Refusal),
    /// Any other refusal by the vendor.
    Refused(Refusal),
    /// The vendor points to a host to which credentials must not go, or answered with a redirect: none is followed.
    HostChanged(HostChange),
    /// The connection failed, was cut, or took too long.
    Interrupted(Interruption),
    /// A successful answer that cannot be read.
    Undecodable {
        /// The operation.
        operation: &'static str,
        /// The status of the answer.
        status: StatusCode,
        /// Where it went wrong.
        decode: Decode,
    },
    /// A successful answer that lacks what makes it the answer that was asked for, or what the next step needs. What the vendor
    /// says instead is kept: [`Error::code`] and [`Error::message`] tell it.
    Incomplete {
        /// The operation.
        operation: &'static str,
        /// The member that is not there, or `list` where the answer itself should be one.
        member: &'static str,
        /// What the vendor answered instead, if nothing in it is what was asked for.
        answer: Option<Refusal>,
    },
    /// An answer too long to hold in memory.
    TooLong {
        /// The operation.
        operation: &'static str,
        /// The longest that is taken, in bytes.
        limit: usize,
    },
    /// The session does not hold a credential that the operation needs. Nothing was sent.
    MissingCredential {
        /// The operation.
        operation: &'static str,
        /// The name of the security scheme.
        credential: &'static str,
    },
    /// The session was logged out here, or its credentials were cleared. Nothing was sent since.
    SessionClosed {
        /// The operation.
        operation: &'static str,
    },
    /// A credential has characters that cannot go where it belongs, such as a line break. Nothing was sent.
    BadCredential {
        /// The operation.
        operation: &'static str,
        /// The name of the security scheme.
        credential: &'static str,
    },
    /// A path parameter such as `..` would have changed which operation is called. Nothing was sent.
    PathChanged {
        /// The operation.
        operation: &'static str,
    },
    /// The environment does not have this operation. Nothing was sent.
    NotHere {
        /// The operation.
        operation: &'static str,
        /// The environment.
        variant: &'static str,
    },
    /// It is not known whether an order, or a change of one, stands: look it up before it is sent again.
    InDoubt {
        /// What is in doubt, what to look for, and why.
        what: String,
        /// What became of the call; its words are a part of `what`.
        cause: Option<Box<Error>>,
    },
    /// A file or a folder is not known to have moved in whole: the disk, a file that changed, bytes that are missing, or a call for one file
    /// of a folder.
    Transfer {
        /// What went wrong. In the facade it is a `quatrix::transfer::Error`, which `downcast_ref` gives back; with a cause, its words.
        error: Box<dyn std::error::Error + Send + Sync>,
        /// The call that failed, if it was one: it tells whether the session has ended.
        cause: Option<Box<Error>>,
    },
    /// A session manager could not log in, or renew a session. All calls that waited for that get the same cause.
    LoginFailed {
        /// Why; [`Error::cause`] gives it, too.
        cause: Arc<Error>,
        /// When it is tried again, if it is: the longest wait from now on. `None`: only after `Manager::retry_login`, since
        /// more tries of the same kind lock accounts.
        again_in: Option<Duration>,
    },
    /// A session manager has no session, and nothing to log in with: a person has to log in, and to give the session to
    /// `Manager::adopt`.
    LoginWanted {
        /// Whose session it is.
        account: String,
    },
    /// Another process that shares the session was refused when it logged in, and this one would be, too: it has what that had.
    LoginRefusedElsewhere {
        /// Whose session it is.
        account: Box<str>,
        /// Why the other one was refused.
        reason: Box<str>,
    },
    /// A session manager's store cannot be reached, or what it keeps cannot be used.
    Store {
        /// What went wrong. In the facade it is a `StoreError`, which `downcast_ref` gives back.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The call would exceed a limit of the vendor's, or the vendor has asked for a pause, and its turn does not come in time.
    /// Nothing was sent. See [`RateLimits`](crate::RateLimits).
    TooManyCalls {
        /// The operation.
        operation: &'static str,
        /// The limit by its name in [`Api::limits`](crate::Api::limits); none where the vendor asked for a pause in a call that has no limit.
        limit: Option<&'static str>,
        /// In how long it may be sent, as far as is known now.
        wait: Duration,
    },
    /// An argument cannot be sent. Nothing was sent.
    InvalidInput(String),
    /// The settings cannot be used, or an environment variable is missing.
    Settings(String),
}

/// The kind of second factor that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondFactor {
    /// A one-time code from an authenticator.
    OneTimeCode,
    /// A PIN.
    Pin,
    /// One that the vendor names by a number we do not know.
    Other(i64),
}

/// Where the vendor wanted us to go.
#[derive(Debug)]
pub struct HostChange {
    operation: Option<&'static str>,
    status: Option<StatusCode>,
    host: Box<str>,
}

impl HostChange {
    /// The host.
    pub fn host(&self) -> &str {
        &self.host
    }
}

#[cfg(test)]
mod tests;
