//! The answer of an operation.

use std::io::{self, IsTerminal};
use std::path::Path;

use keyfob::RawResponse;
use serde_json::json;
use serde_json::value::RawValue;

use crate::document::Described;
use crate::failure::Failure;
use crate::json::Json;
use crate::new_file::NewFile;
use crate::output::Output;

/// Where an answer goes.
pub enum Place {
    Shown,
    /// The standard output, as it came.
    Piped,
    File(NewFile),
}

impl Place {
    /// Takes the place of `--output`.
    ///
    /// # Errors
    /// See [`NewFile::create`].
    pub fn of(path: Option<&Path>) -> Result<Self, Failure> {
        Ok(match path {
            None => Self::Shown,
            Some(path) if path == Path::new("-") => Self::Piped,
            Some(path) => Self::File(NewFile::create(path)?),
        })
    }
}

/// Shows an answer, or writes it where it was to go.
pub fn show(
    output: Output,
    place: Place,
    reveals: bool,
    described: &Described<'_>,
    answer: &RawResponse,
) -> Result<(), Failure> {
    match place {
        Place::Shown => {}
        Place::Piped => return output.bytes(answer.bytes()),
        Place::File(file) => {
            let path = file.path().to_owned();
            file.write(answer.bytes())?;
            let length = answer.bytes().len();
            return output.say(
                &format!("{}: {length} bytes", path.display()),
                &json!({"file": path, "bytes": length, "status": answer.status().as_u16()}),
            );
        }
    }
    if answer.bytes().is_empty() {
        output.note(&format!("no content, status {}", answer.status()));
        return match output.is_json() {
            true => output.value(&json!(null)),
            false => Ok(()),
        };
    }
    if let Ok(raw) = answer.json::<Box<RawValue>>()
        && let Some(mut json) = Json::parse(raw.get())
    {
        if !reveals && json.mask(&described.secrets_of_answers()) {
            output.note("secrets are masked: `--reveal` shows them");
        }
        return match output.is_json() {
            true => output.value(&json),
            false => output.line(&serde_json::to_string_pretty(&json).unwrap_or_default()),
        };
    }
    match std::str::from_utf8(answer.bytes()) {
        Ok(text) if output.is_json() => {
            output.value(&json!({"status": answer.status().as_u16(), "text": text}))
        }
        Ok(text) if io::stdout().is_terminal() => output.line(text.trim_end()),
        Err(_) if output.is_json() || io::stdout().is_terminal() => {
            let length = answer.bytes().len();
            Err(
                Failure::local(format!("the answer is {length} bytes that are no text"))
                    .hint("write them to a file with `--output FILE`"),
            )
        }
        _ => output.bytes(answer.bytes()),
    }
}
