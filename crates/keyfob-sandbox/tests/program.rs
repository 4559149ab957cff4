//! The program: what it prints of its control port.

// Clippy takes only functions marked as tests for tests; the helpers here are none the less.
#![allow(clippy::unwrap_used)]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const TOKEN: &str = "KEYFOB_SANDBOX_CONTROL_TOKEN";

/// What it prints until it is ready, or to the end if it does not start; and what it says of an error.
fn printed(arguments: &[&str], token: Option<&str>) -> (String, String) {
    printed_with(arguments, token.map(OsStr::new))
}

fn printed_with(arguments: &[&str], token: Option<&OsStr>) -> (String, String) {
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

#[cfg(unix)]
#[test]
fn a_token_that_is_no_text_is_refused_and_not_replaced_by_a_random_one() {
    use std::os::unix::ffi::OsStrExt;

    let token = OsStr::from_bytes(b"given-by-the-environment-\xff");
    let (text, error) = printed_with(&["--control-port", "0"], Some(token));
    assert!(text.is_empty(), "{text}");
    assert!(
        error.contains(TOKEN) && !error.contains("given-by"),
        "{error}"
    );
}

#[test]
fn drifts_are_named_and_a_mistyped_one_is_refused_with_the_names() {
    let (text, _) = printed(&["--drift", "null", "--drift", "status"], None);
    for name in ["null", "status"] {
        assert!(
            text.contains(&format!("# Answers drift: {name}.")),
            "{text}"
        );
    }
    let (text, error) = printed(&["--drift", "nul"], None);
    assert!(
        text.is_empty() && error.contains("member-missing"),
        "{error}"
    );
}

/// Passwords and paths are the user's own.
#[cfg(unix)]
#[test]
fn a_shell_reads_every_value_as_it_is() {
    let folder = std::env::temp_dir().join(format!("keyfob-sandbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("it's $HOME; \"quoted\".pem");
    let (text, _) = printed(&["--tls-certificate", file.to_str().unwrap()], None);
    let script = format!("{text}\nprintf %s \"$RCLONE_CA_CERT\"");
    let shell = Command::new("sh").args(["-c", &script]).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(
        String::from_utf8(shell.stdout).unwrap(),
        file.to_str().unwrap()
    );
}

#[test]
fn the_readme_keeps_what_is_printed_from_other_users() {
    let text = include_str!("../README.md");
    let blocks = text.split("```sh\n").skip(1);
    let blocks = blocks.filter_map(|block| block.split_once("```"));
    let written: Vec<_> = blocks
        .filter_map(|(block, _)| block.split_once(">sandbox.env"))
        .collect();
    assert_eq!(written.len(), 2);
    for (before, _) in written {
        assert!(before.contains("umask 077"), "{before}");
    }
}

#[test]
fn a_market_that_moves_and_more_instruments_can_be_asked_for() {
    let (text, errors) = printed(&["--ticks", "50", "--bulk-instruments", "3"], None);
    assert!(text.contains("# Stop"), "{errors}");
    let (text, errors) = printed(&["--ticks=-1"], None);
    assert!(
        !text.contains("# Stop") && errors.contains("--ticks"),
        "{errors}"
    );
}

#[test]
fn a_spec_is_played_from_its_examples_and_its_variables_are_printed() {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/examples/oauth.json");
    let (text, errors) = printed(&["--spec", spec], None);
    assert!(
        text.contains("export KEYFOB_OAUTH_ORIGIN='http://127.0.0.1:"),
        "{errors}"
    );
    assert!(text.contains("export KEYFOB_OAUTH_CLIENT_ID='sandbox-client'"));
    let (text, errors) = printed(&["--vendor", "nobody"], None);
    assert!(
        !text.contains("# Stop") && errors.contains("`nobody`"),
        "{errors}"
    );
}
