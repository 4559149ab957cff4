//! What a person is asked.

use std::io::{self, BufRead, IsTerminal, Write};

use keyfob::Secret;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// Whether a person can be asked: what is typed comes from a terminal, and the question is seen.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for something that may be seen.
pub fn ask(question: &str) -> Result<String, Failure> {
    let mut err = io::stderr().lock();
    write!(err, "{question}: ")?;
    err.flush()?;
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    if read.map_err(untyped)? == 0 {
        return Err(Failure::usage("nothing was typed"));
    }
    Ok(line.trim().to_owned())
}

/// Asks for something that nobody sees.
pub fn ask_hidden(question: &str) -> Result<Secret, Failure> {
    let typed = rpassword::prompt_password(format!("{question}: ")).map_err(untyped)?;
    Ok(Secret::new(Zeroizing::new(typed).as_str()))
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
    let answer = ask(&format!("{question} [y/N]"))?;
    match matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes") {
        true => Ok(()),
        false => Err(Failure::usage("not confirmed: nothing was sent")),
    }
}

fn untyped(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::Interrupted => Failure::interrupted("stopped: nothing was sent"),
        _ => Failure::local(format!("the terminal cannot be read: {error}")),
    }
}
