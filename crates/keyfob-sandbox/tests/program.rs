//! The program: what it prints of its control port.

// Clippy takes only functions marked as tests for tests; the helpers here are none the less.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const TOKEN: &str = "KEYFOB_SANDBOX_CONTROL_TOKEN";

/// What it prints until it is ready, or to the end if it does not start; and what it says of an error.
fn printed(arguments: &[&str], token: Option<&str>) -> (String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_keyfob-sandbox"));
    program
        .args(["--port", "0"])
        .args(arguments)
        .env_remove(TOKEN);
    program.envs(token.map(|token| (TOKEN, token)));
    program.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = program.spawn().unwrap();
    let lines = BufReader::new(running.stdout.take().unwrap()).lines();
    let mut text = String::new();
    for line in lines.map_while(Result::ok) {
        text += &(line.clone() + "\n");
        if line.starts_with("# Stop") {
            break;
        }
    }
    running.kill().unwrap();
    let errors = running.wait_with_output().unwrap().stderr;
    (text, String::from_utf8(errors).unwrap())
}

#[test]
fn without_being_asked_it_opens_no_control_port() {
    let (text, _) = printed(&[], Some("a-token-that-is-not-used"));
    assert!(text.contains("KEYFOB_QUATRIX_ORIGIN"), "{text}");
    assert!(
        !text.contains("CONTROL") && !text.contains("not-used"),
        "{text}"
    );
}

#[test]
fn a_random_token_is_printed_once() {
    let (text, _) = printed(&["--control-port", "0"], None);
    assert!(text.contains("export KEYFOB_SANDBOX_CONTROL_URL='http://127.0.0.1:"));
    let token = text.split_once(&format!("export {TOKEN}='")).unwrap().1;
    let token = token.split_once('\'').unwrap().0;
    assert_eq!((token.len(), text.matches(token).count()), (64, 1));
}

#[test]
fn a_token_that_was_given_is_not_printed() {
    let (text, _) = printed(&["--control-port", "0"], Some("given-by-the-environment"));
    assert!(text.contains("KEYFOB_SANDBOX_CONTROL_URL"), "{text}");
    assert!(!text.contains("given-by-the-environment"), "{text}");
}

#[test]
fn a_token_that_is_no_secret_is_refused_without_being_shown() {
    let (text, error) = printed(&["--control-port", "0"], Some("tiny-token"));
    assert!(
        text.is_empty() && error.contains("shorter than 16"),
        "{error}"
    );
    assert!(!error.contains("tiny-token"), "{error}");
}
