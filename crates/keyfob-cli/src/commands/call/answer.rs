//! The answer of an operation.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use keyfob::RawResponse;
use serde_json::json;
use serde_json::value::RawValue;

use super::Arguments;
use crate::document::Described;
use crate::failure::Failure;
use crate::json::Json;
use crate::output::{Output, note};

/// Shows an answer, or writes it where it was to go.
pub fn show(
    output: Output,
    arguments: &Arguments,
    described: &Described<'_>,
    answer: &RawResponse,
) -> Result<(), Failure> {
    if let Some(path) = &arguments.output {
        write(path, answer.bytes())?;
        let length = answer.bytes().len();
        return output.say(
            &format!("{}: {length} bytes", path.display()),
            &json!({"file": path, "bytes": length, "status": answer.status().as_u16()}),
        );
    }
    if answer.bytes().is_empty() {
        note(&format!("no content, status {}", answer.status()));
        return match output.is_json() {
            true => output.value(&json!(null)),
            false => Ok(()),
        };
    }
    if let Ok(raw) = answer.json::<Box<RawValue>>()
        && let Some(mut json) = Json::parse(raw.get())
    {
        if !arguments.reveal && json.mask(&described.secrets_of_answers()) {
            note("secrets are masked: `--reveal` shows them");
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

/// All of it or nothing under this name.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".part-{}", std::process::id()));
    let part = path.with_file_name(name);
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&part);
        Failure::local(format!("{} cannot be written: {error}", path.display()))
    })
}
