//! What can go wrong, as a sentence with what to do next, and an exit code.

mod from;

use std::io;

use keyfob::Error;
use keyfob::trading::may_stand;
use serde::Serialize;

use crate::exit::Exit;

/// Why a command ended early.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    /// A word of a short list, for programs.
    pub kind: &'static str,
    /// A sentence, without secrets.
    pub message: Box<str>,
    /// What to do next.
    pub hint: Option<Box<str>>,
    /// What the vendor said, if it was the vendor.
    said: Option<Box<Said>>,
    is_closed_pipe: bool,
}

/// The vendor's answer.
#[derive(Debug, Serialize)]
struct Said {
    operation: Option<&'static str>,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
}

/// A failure for programs.
#[derive(Serialize)]
pub struct Shown<'a> {
    error: ShownError<'a>,
}

#[derive(Serialize)]
struct ShownError<'a> {
    kind: &'a str,
    exit_code: u8,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor: Option<&'a Said>,
}

impl Failure {
    fn new(exit: Exit, kind: &'static str, message: impl Into<Box<str>>) -> Self {
        Self {
            exit,
            kind,
            message: message.into(),
            hint: None,
            said: None,
            is_closed_pipe: false,
        }
    }

    /// Wrong arguments: nothing was sent.
    pub fn usage(message: impl Into<Box<str>>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    /// Something on this machine.
    pub fn local(message: impl Into<Box<str>>) -> Self {
        Self::new(Exit::Local, "local", message)
    }

    /// Nobody is logged in.
    pub fn not_logged_in(vendor: &str) -> Self {
        Self::new(
            Exit::NotLoggedIn,
            "not_logged_in",
            format!("there is no session of {vendor}"),
        )
        .hint(format!("run `keyfob login {vendor}`"))
    }

    /// The vendor has ended the session.
    pub fn ended(vendor: &str) -> Self {
        Self::new(
            Exit::NotLoggedIn,
            "session_ended",
            format!("the session of {vendor} has ended"),
        )
        .hint(format!("run `keyfob login {vendor}`"))
    }

    /// Nobody knows what became of it.
    pub fn in_doubt(message: impl Into<Box<str>>) -> Self {
        Self::new(Exit::InDoubt, "in_doubt", message)
    }

    /// Ctrl-c.
    pub fn interrupted(message: impl Into<Box<str>>) -> Self {
        Self::new(Exit::Interrupted, "interrupted", message)
    }

    /// Answers that are not what their document says.
    pub fn drifted(message: impl Into<Box<str>>) -> Self {
        Self::new(Exit::Unexpected, "drifted", message)
    }

    /// Something that the vendor does not have, or has twice.
    pub fn not_found(message: impl Into<Box<str>>) -> Self {
        Self::new(Exit::Refused, "not_found", message)
    }

    /// What became of a part.
    pub fn in_part(message: impl Into<Box<str>>) -> Self {
        Self::new(Exit::Refused, "in_part", message)
    }

    /// With what to do next.
    pub fn hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what to do next where nothing else does.
    pub fn or_hint(self, hint: impl FnOnce() -> String) -> Self {
        match self.hint {
            Some(_) => self,
            None => self.hint(hint()),
        }
    }

    /// The same, of a vendor: what to do next may name it.
    pub fn at(self, vendor: &str) -> Self {
        match self.exit {
            Exit::NotLoggedIn => self.or_hint(|| format!("run `keyfob login {vendor}`")),
            _ => self,
        }
    }

    /// The same, of a request that was sent as this operation is: it says the operation's name, and not `request`.
    pub fn of_operation(mut self, id: &'static str) -> Self {
        if let Some(said) = &mut self.said {
            said.operation = Some(id);
        }
        self.message = self
            .message
            .replacen("request:", &format!("{id}:"), 1)
            .into();
        self
    }

    /// Of a call that must not be repeated: without an answer that is a clear no, nobody knows what became of it.
    pub fn of_unrepeatable(error: Error) -> Self {
        match may_stand(&error) {
            true => Self::from(error).doubted(),
            false => error.into(),
        }
    }

    /// The same of what may have been carried out all the same.
    pub fn doubted(self) -> Self {
        Self {
            exit: Exit::InDoubt,
            kind: "in_doubt",
            message: format!(
                "it is not known whether this was carried out: {}",
                self.message
            )
            .into(),
            ..self
        }
        .hint("look whether it was before you try again")
    }

    /// The same after something was done that must not be done again: only the word of it is lost. `done` says what it was.
    pub fn although(self, done: &str) -> Self {
        Self {
            exit: Exit::InDoubt,
            kind: "done_untold",
            message: format!("{done}, but: {}", self.message).into(),
            hint: Some("do not send it again".into()),
            is_closed_pipe: false,
            ..self
        }
    }

    /// Whether who reads the output has gone.
    pub fn is_closed_pipe(&self) -> bool {
        self.is_closed_pipe
    }

    /// For programs.
    pub fn shown(&self) -> Shown<'_> {
        Shown {
            error: ShownError {
                kind: self.kind,
                exit_code: self.exit.code(),
                message: &self.message,
                hint: self.hint.as_deref(),
                vendor: self.said.as_deref(),
            },
        }
    }
}

impl From<io::Error> for Failure {
    /// Of what is written to the output.
    fn from(error: io::Error) -> Self {
        let is_closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self {
            is_closed_pipe,
            ..Self::local(format!("nothing can be written: {error}"))
        }
    }
}
