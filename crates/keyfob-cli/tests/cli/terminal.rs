//! In a real terminal: what is typed at a prompt is hidden, tables and bars are drawn, and questions are asked.

use std::process::Command;

use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

use crate::desk::{Desk, program};

/// How long something may take to show, in milliseconds.
pub const SOON: u64 = 30_000;

fn terminal(desk: &Desk, arguments: &[&str]) -> PtySession {
    spawn_command(command(desk, arguments), Some(SOON)).unwrap()
}

/// The program in a terminal of a usual size. Of the desk's own command the input is closed.
pub fn command(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", "stty echo rows 24 cols 110 && exec \"$0\" \"$@\""])
        .arg(program())
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("KEYFOB_HOME", desk.path("home"))
        .env("TERM", "xterm-256color")
        .current_dir(desk.folder.path());
    command
}

/// Everything that is still shown, and the exit code.
pub fn end(mut terminal: PtySession) -> (String, i32) {
    let rest = terminal.exp_eof().unwrap();
    match terminal.process().wait().unwrap() {
        WaitStatus::Exited(_, code) => (rest, code),
        other => panic!("{other:?}: {rest}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_asks_for_what_it_needs_and_hides_what_is_typed() {
    let desk = Desk::new().await;
    let user = desk.trade();
    let origin = ["login", "kotak-trade", "--origin", desk.sandbox.url()];
    let mut terminal = terminal(&desk, &origin);
    let mut shown = String::new();
    for (question, answer) in [
        ("User id: ", &user.user_id),
        ("Access token of the application: ", &user.access_token),
        ("Consumer key of the application: ", &user.consumer_key),
        ("Password: ", &user.password),
        ("MPIN, or nothing to have a code sent: ", &String::new()),
        (
            "Access code, by mail and text message: ",
            &"0000".to_owned(),
        ),
        ("Access code, by mail and text message: ", &user.access_code),
    ] {
        shown += &terminal.exp_string(question).unwrap();
        terminal.send_line(answer).unwrap();
    }
    let (rest, code) = end(terminal);
    shown += &rest;
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("try again"), "a mistyped code: {shown}");
    assert!(shown.contains(&format!("logged in to kotak-trade as {}", user.user_id)));
    for secret in [
        &user.access_token,
        &user.consumer_key,
        &user.password,
        &user.access_code,
    ] {
        assert!(!shown.contains(&**secret), "{secret}: {shown}");
    }
    assert_eq!(desk.run(&["positions"]).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_asked_about_and_sent_only_with_a_yes() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let place = [
        "place",
        "kotak-neo",
        "buy",
        "nse_cm:SANDBOXCO-EQ",
        "1",
        "--limit",
        "1400",
    ];
    for (answer, expected) in [("", 2), ("n", 2), ("y", 0)] {
        let mut terminal = terminal(&desk, &place);
        let question = "buy 1 of nse_cm:SANDBOXCO-EQ at 1400, normal, day, at kotak-neo? [y/N]: ";
        terminal.exp_string(question).unwrap();
        assert_eq!(desk.sandbox.exchange().orders().len(), 0);
        terminal.send_line(answer).unwrap();
        let (rest, code) = end(terminal);
        assert_eq!(code, expected, "{answer:?}: {rest}");
    }
    assert_eq!(desk.sandbox.exchange().orders().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_drawn_and_q_gives_the_terminal_back() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let watch = ["watch", "nse_cm:1001", "--orders"];
    let mut terminal = terminal(&desk, &watch);
    // Another screen, the two tables, and a price.
    terminal.exp_string("\u{1b}[?1049h").unwrap();
    terminal.exp_string("Market").unwrap();
    terminal.exp_string("SANDBOXCO-EQ").unwrap();
    terminal.send("q").unwrap();
    terminal.flush().unwrap();
    let (rest, code) = end(terminal);
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("\u{1b}[?1049l"), "{rest}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bar_is_drawn_while_a_file_moves() {
    let desk = Desk::at(&["quatrix"]).await;
    std::fs::write(desk.path("large.bin"), vec![1; 4_000_000]).unwrap();
    let (shown, code) = end(terminal(&desk, &["up", "large.bin"]));
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("large.bin"), "{shown}");
    assert!(shown.contains("3.81 MiB/3.81 MiB"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_red_unless_nobody_wants_colours() {
    let desk = Desk::new().await;
    let (shown, code) = end(terminal(&desk, &["positions", "kotak-neo"]));
    assert!(code == 3 && shown.contains("\u{1b}[1;31merror:"), "{shown}");
    let mut command = command(&desk, &["positions", "kotak-neo"]);
    command.env("NO_COLOR", "1");
    let (shown, _) = end(spawn_command(command, Some(SOON)).unwrap());
    assert!(
        shown.contains("error:") && !shown.contains('\u{1b}'),
        "{shown}"
    );
}
