//! What a person is asked.

mod modes;

use std::io::{self, BufRead, IsTerminal, Write};

use keyfob::Secret;
use zeroize::Zeroizing;

use crate::failure::Failure;
use modes::Modes;

/// Whether a person can be asked: what is typed comes from a terminal, and the question is seen.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for something that may be seen. Who drops this before its end is not held up by a person who types nothing.
pub async fn ask(question: &str) -> Result<String, Failure> {
    let question = question.to_owned();
    typed(move || read_line(&question)).await
}

/// Asks for something that nobody sees. The terminal is put back also where this is dropped, or a signal comes, before its end.
pub async fn ask_hidden(question: &str) -> Result<Secret, Failure> {
    let question = format!("{question}: ");
    let _modes = Modes::now();
    typed(move || {
        let typed = Zeroizing::new(rpassword::prompt_password(question).map_err(untyped)?);
        Ok(Secret::new(typed.as_str()))
    })
    .await
}

/// Asks whether to go on. Without a terminal, `--yes` has to say so.
pub fn confirm(question: &str, is_confirmed: bool) -> Result<(), Failure> {
    if is_confirmed {
        return Ok(());
    }
    if !can_ask() {
        return Err(Failure::usage(format!(
            "{question} Nobody can be asked here, and nothing was sent"
        ))
        .hint("add `--yes`"));
    }
    let answer = read_line(&format!("{question} [y/N]"))?;
    match matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes") {
        true => Ok(()),
        false => Err(Failure::usage("not confirmed: nothing was sent")),
    }
}

/// What a thread of its own reads from the terminal: a signal is seen meanwhile.
async fn typed<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let read = tokio::task::spawn_blocking(read).await;
    read.unwrap_or_else(|_| Err(Failure::local("the terminal cannot be read")))
}

fn read_line(question: &str) -> Result<String, Failure> {
    // Not held while a person thinks: whoever stops the program says so there.
    let mut err = io::stderr();
    write!(err, "{question}: ")?;
    err.flush()?;
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    match read.map_err(untyped)? {
        0 => Err(Failure::usage("nothing was typed")),
        _ => Ok(line.trim().to_owned()),
    }
}

fn untyped(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::Interrupted => Failure::interrupted("stopped"),
        io::ErrorKind::UnexpectedEof => Failure::usage("nothing was typed"),
        _ => Failure::local(format!("the terminal cannot be read: {error}")),
    }
}
