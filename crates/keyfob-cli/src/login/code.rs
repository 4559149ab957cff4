//! Steps with a code or a number that is typed: who mistypes it is asked again.

use keyfob::{Error, Failed, Secret, Totp};

use crate::failure::Failure;
use crate::output::note;
use crate::prompt;
use crate::secrets::{Question, Secrets};

/// So often a person may type a code.
const MOST_TRIES: u32 = 3;

/// What kind of code a step takes: what is to be done after a wrong one differs.
#[derive(Debug, Clone, Copy)]
pub enum Code {
    /// Of an authenticator.
    Totp,
    /// The vendor sends it, by text message or mail.
    Sent,
    /// The user's own number, which stays the same, by its name.
    Own(&'static str),
}

impl Code {
    /// What a person is told of a wrong one.
    fn refusal(self, error: &Error) -> String {
        match (self, error.refusal()) {
            (Self::Own(name), Some(refusal)) => format!("the {name} was not accepted ({refusal})"),
            _ => error.to_string(),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Totp => "codes are good for half a minute and once: try again with the next one",
            Self::Sent => "take the code that was sent last: each is good once",
            Self::Own(_) => "look at it before you try again: more wrong ones may lock the account",
        }
    }

    /// The failure of a step that took it.
    pub fn failed(self, error: Error) -> Failure {
        let Error::WrongCode(_) = error else {
            return error.into();
        };
        let message = self.refusal(&error);
        let mut failure = Failure::from(error).hint(self.hint());
        failure.message = message.into();
        failure
    }
}

/// A code of the authenticator whose secret is known, or one that is known.
pub fn known_code(secrets: &Secrets) -> Result<Option<Secret>, Failure> {
    match secrets.find("TOTP_SECRET")? {
        Some(secret) => Ok(Some(Totp::new(secret)?.code())),
        None => secrets.find("TOTP"),
    }
}

/// A step with a code: the one that is known, or what a person types. Who mistypes is asked again; what was known is not tried twice.
pub async fn with_code<S, T>(
    state: S,
    secrets: &Secrets,
    known: Option<Secret>,
    (question, code): (Question, Code),
    step: impl AsyncFn(S, Secret) -> Result<T, Failed<S>>,
) -> Result<T, Failure> {
    let can_ask = known.is_none() && prompt::can_ask();
    let mut state = state;
    let mut tries = 0;
    loop {
        let value = match &known {
            Some(value) => value.clone(),
            None => secrets.ask(question).await?,
        };
        tries += 1;
        match step(state, value).await {
            Ok(next) => return Ok(next),
            Err(Failed {
                error: error @ Error::WrongCode(_),
                state: before,
            }) if can_ask && tries < MOST_TRIES => {
                note(&format!("{}; try again", code.refusal(&error)));
                state = *before;
            }
            Err(failed) => return Err(code.failed(failed.error)),
        }
    }
}
