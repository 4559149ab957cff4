//! Prompts of a login on a real terminal: what is typed, what is left out, and ctrl-c.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use keyfob_sandbox::{Failure, When};
use rexpect::process::Signal;
use rexpect::session::{PtySession, spawn_command};
use rustix::termios::tcgetattr;

use crate::desk::{Desk, full_name, program};
use crate::terminal::{SOON, command, end};

/// A login on a terminal, with all variables but those that are asked for.
fn login(desk: &Desk, vendor: &str, asked: &[&str]) -> Command {
    with(command(desk, &["login", vendor]), desk, vendor, asked)
}

fn with(mut command: Command, desk: &Desk, vendor: &str, asked: &[&str]) -> Command {
    let mut variables: BTreeMap<_, _> = desk.variables(vendor);
    variables.retain(|name, _| !asked.contains(name));
    for (name, value) in &variables {
        command.env(full_name(vendor, name), value);
    }
    command
}

/// The same, once the terminal's modes have been looked at.
fn login_with_modes(desk: &Desk, vendor: &str, asked: &[&str]) -> (PtySession, String) {
    let mut shell = Command::new("sh");
    shell
        .args([
            "-c",
            "stty echo && echo ready && read -r line && exec \"$0\" \"$@\"",
        ])
        .arg(program())
        .args(["login", vendor])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("KEYFOB_HOME", desk.path("home"))
        .current_dir(desk.folder.path());
    let mut terminal = spawn_command(with(shell, desk, vendor, asked), Some(SOON)).unwrap();
    terminal.exp_string("ready").unwrap();
    let before = modes(&terminal);
    terminal.send_line("").unwrap();
    (terminal, before)
}

fn modes(terminal: &PtySession) -> String {
    let handle = terminal.process().get_file_handle().unwrap();
    format!("{:?}", tcgetattr(handle).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_a_login_at_a_prompt_gets_the_terminal_back() {
    let desk = Desk::new().await;
    for how in ["ctrl-c", "SIGINT", "SIGTERM"] {
        let (mut terminal, before) = login_with_modes(&desk, "quatrix", &["PASSWORD"]);
        terminal.exp_string("Password: ").unwrap();
        // What is typed is hidden by now, and the signal meets a prompt that has begun.
        while modes(&terminal) == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let handle = terminal.process().get_file_handle().unwrap();
        match how {
            "ctrl-c" => terminal.send_control('c').unwrap(),
            "SIGINT" => terminal.process_mut().signal(Signal::SIGINT).unwrap(),
            _ => terminal.process_mut().signal(Signal::SIGTERM).unwrap(),
        }
        let (shown, code) = end(terminal);
        assert_eq!(code, 130, "{how}: {shown}");
        assert!(
            shown.contains("stopped before the login was done"),
            "{how}: {shown}"
        );
        assert_eq!(format!("{:?}", tcgetattr(handle).unwrap()), before, "{how}");
    }
    assert!(desk.sandbox.exchanges().is_empty());
    assert_eq!(desk.run(&["status", "quatrix"]).code, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_at_a_later_step_does_not_say_that_nothing_was_sent() {
    let desk = Desk::new().await;
    let mut terminal = spawn_command(login(&desk, "kotak-neo", &["MPIN"]), Some(SOON)).unwrap();
    terminal.exp_string("MPIN: ").unwrap();
    assert_eq!(desk.sandbox.exchanges().len(), 1);
    terminal.send_control('c').unwrap();
    let (shown, code) = end(terminal);
    assert_eq!(code, 130, "{shown}");
    assert!(!shown.contains("nothing was sent"), "{shown}");
    assert!(shown.contains("no session of it is kept"), "{shown}");
    assert_eq!(desk.run(&["status", "kotak-neo"]).code, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_stops_a_question_in_the_open_and_a_login_that_waits_for_the_vendor() {
    let desk = Desk::new().await;
    let mut terminal = spawn_command(login(&desk, "quatrix", &["EMAIL"]), Some(SOON)).unwrap();
    terminal.exp_string("E-mail address: ").unwrap();
    terminal.send_control('c').unwrap();
    let (shown, code) = end(terminal);
    assert_eq!(code, 130, "{shown}");
    // After a prompt, too.
    let hour = Duration::from_secs(3_600);
    desk.sandbox.fail_next(When::Any, Failure::Slow(hour));
    let mut terminal = spawn_command(login(&desk, "quatrix", &["PASSWORD"]), Some(SOON)).unwrap();
    terminal.exp_string("Password: ").unwrap();
    terminal.send_line("a-password").unwrap();
    // Less than the call may take.
    for _ in 0..200 {
        if !desk.sandbox.exchanges().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    terminal.send_control('c').unwrap();
    let (shown, code) = end(terminal);
    assert_eq!(code, 130, "{shown}");
    assert_eq!(desk.run(&["status", "quatrix"]).code, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_with_nothing_on_it_is_not_sent() {
    for (vendor, asked, question, sent) in [
        ("kotak-neo", "MPIN", "MPIN: ", 1),
        ("kotak-trade", "PASSWORD", "Password: ", 0),
        ("quatrix", "PASSWORD", "Password: ", 0),
        ("quatrix", "EMAIL", "E-mail address: ", 0),
    ] {
        let desk = Desk::new().await;
        let mut terminal = spawn_command(login(&desk, vendor, &[asked]), Some(SOON)).unwrap();
        for blank in ["", "  ", ""] {
            terminal.exp_string(question).unwrap();
            terminal.send_line(blank).unwrap();
        }
        let (shown, code) = end(terminal);
        assert_eq!(code, 2, "{vendor} {asked}: {shown}");
        assert!(
            shown.contains("nothing was typed"),
            "{vendor} {asked}: {shown}"
        );
        let name = full_name(vendor, asked);
        assert!(shown.contains(&name), "{vendor} {asked}: {shown}");
        assert_eq!(
            desk.sandbox.exchanges().len(),
            sent,
            "{vendor} {asked}: {shown}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_types_nothing_is_asked_again() {
    let desk = Desk::new().await;
    let mut terminal = spawn_command(login(&desk, "kotak-neo", &["MPIN"]), Some(SOON)).unwrap();
    for answer in ["", &desk.neo().mpin] {
        terminal.exp_string("MPIN: ").unwrap();
        terminal.send_line(answer).unwrap();
    }
    let (shown, code) = end(terminal);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(desk.sandbox.exchanges().len(), 2);
    // The end of the input is no answer either.
    let mut terminal = spawn_command(login(&desk, "quatrix", &["PASSWORD"]), Some(SOON)).unwrap();
    terminal.exp_string("Password: ").unwrap();
    terminal.send_control('d').unwrap();
    let (shown, code) = end(terminal);
    assert_eq!(code, 2, "{shown}");
    assert!(shown.contains("nothing was typed"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistyped_mpin_is_not_told_to_be_an_old_code() {
    let desk = Desk::new().await;
    let mut terminal = spawn_command(login(&desk, "kotak-neo", &["MPIN"]), Some(SOON)).unwrap();
    let mut shown = String::new();
    for answer in ["000000", &desk.neo().mpin] {
        shown += &terminal.exp_string("MPIN: ").unwrap();
        terminal.send_line(answer).unwrap();
    }
    let (rest, code) = end(terminal);
    assert_eq!(code, 0, "{shown}{rest}");
    assert!(shown.contains("MPIN was not accepted"), "{shown}");
    assert!(!shown.contains("get a new one"), "{shown}");
}
