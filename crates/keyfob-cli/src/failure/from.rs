//! What the library's errors are to a person and to a program.

use keyfob::quatrix::transfer;
use keyfob::session::{KeyError, StoreError};
use keyfob::{Error, OrderError};

use super::{Failure, Said};
use crate::exit::Exit;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::of(&error)
    }
}

impl Failure {
    fn of(error: &Error) -> Self {
        match error {
            // Nobody tries again here: what went wrong is what counts.
            Error::LoginFailed { cause, .. } => return Self::of(cause),
            Error::LoginWanted { account } => {
                let message = format!("there is no session of {account} any more");
                return Self::new(Exit::NotLoggedIn, "login_wanted", message);
            }
            _ => {}
        }
        let said = error.refusal().is_some() || error.code().is_some();
        let said = said.then(|| Said {
            operation: error.operation(),
            status: error.status().map(|status| status.as_u16()),
            code: error.code().map(str::to_owned),
            message: error.message().map(str::to_owned),
        });
        let failure = Self::new(exit_of(error), error.error_type(), sentence(error));
        Self {
            hint: hint_of(error).map(Into::into),
            said: said.map(Box::new),
            ..failure
        }
    }
}

/// The error with its causes.
fn sentence(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let words = next.to_string();
        if !text.contains(&words) {
            text += &format!(": {words}");
        }
        cause = next.source();
    }
    text
}

fn exit_of(error: &Error) -> Exit {
    match error {
        Error::ApplicationRefused(_)
        | Error::WrongPassword(_)
        | Error::WrongCode(_)
        | Error::SecondFactorWanted(_)
        | Error::CaptchaWanted(_)
        | Error::Locked(_)
        | Error::BadCredential { .. } => Exit::Credentials,
        Error::SessionEnded(_)
        | Error::ApplicationTokenEnded(_)
        | Error::SessionClosed { .. }
        | Error::MissingCredential { .. }
        | Error::LoginWanted { .. }
        | Error::LoginRefusedElsewhere { .. } => Exit::NotLoggedIn,
        Error::InDoubt { .. } => Exit::InDoubt,
        Error::Interrupted(_)
        | Error::Unavailable(_)
        | Error::RateLimited(_)
        | Error::TooManyCalls { .. } => Exit::Unreachable,
        Error::Store { .. } => Exit::Local,
        Error::Undecodable { .. }
        | Error::Incomplete { .. }
        | Error::TooLong { .. }
        | Error::HostChanged(_) => Exit::Unexpected,
        Error::InvalidInput(_)
        | Error::Settings(_)
        | Error::PathChanged { .. }
        | Error::NotHere { .. } => Exit::Usage,
        Error::Transfer {
            cause: Some(cause), ..
        } => exit_of(cause),
        Error::Transfer { .. } => Exit::Local,
        _ => Exit::Refused,
    }
}

fn hint_of(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::WrongCode(_) => {
            "codes are good for half a minute and once: try again with the next one"
        }
        Error::Locked(_) => "have the vendor unlock the account; more tries do not help",
        Error::CaptchaWanted(_) => "log in once in the vendor's own page, and try again",
        Error::ApplicationRefused(_) => "look at the application's keys in the vendor's portal",
        Error::RateLimited(_) | Error::TooManyCalls { .. } => "wait before you try again",
        Error::Interrupted(_) => "look at the network, and try again",
        Error::Unavailable(_) => "the vendor's service is down: try again later",
        Error::Store { .. } => {
            "forget what is kept with `keyfob logout VENDOR --forget`, and log in again"
        }
        _ => return None,
    })
}

impl From<OrderError> for Failure {
    fn from(error: OrderError) -> Self {
        let error = Error::from(error);
        match error {
            Error::InDoubt { .. } => {
                Self::from(error).hint("look for it with `keyfob orders` before you place it again")
            }
            error => error.into(),
        }
    }
}

impl From<transfer::Error> for Failure {
    fn from(error: transfer::Error) -> Self {
        let exit = match &error {
            transfer::Error::Taken(_) => Some(Exit::Refused),
            transfer::Error::Length { .. } | transfer::Error::NotTheFile { .. } => {
                Some(Exit::Unexpected)
            }
            transfer::Error::NotFinished(_) => Some(Exit::InDoubt),
            _ => None,
        };
        let failure = Self::from(Error::from(error));
        Self {
            exit: exit.unwrap_or(failure.exit),
            ..failure
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let hint = match &error {
            StoreError::Unreachable { .. }
            | StoreError::TimedOut { .. }
            | StoreError::Exposed { .. } => {
                "sessions are kept in KEYFOB_HOME, or in ~/.local/state/keyfob: a folder to which you alone can write"
            }
            StoreError::Newer { .. } => "update this program",
            _ => "forget what is kept with `keyfob logout VENDOR --forget`, and log in again",
        };
        Self::new(Exit::Local, error.error_type(), error.to_string()).hint(hint)
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::new(Exit::Local, "key", error.to_string())
    }
}
