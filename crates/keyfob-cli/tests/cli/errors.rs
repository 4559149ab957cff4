//! Each exit code, and what is said with it.

use std::process::Stdio;

use keyfob_sandbox::{Failure, RetryAfter, When};
use serde_json::json;

use crate::desk::{Desk, Ran};

/// What becomes of a call that goes wrong so.
fn failed(desk: &Desk, failure: Failure, arguments: &[&str]) -> Ran {
    desk.sandbox.fail_next(When::Any, failure);
    let ran = desk.run(&[&["--json"], arguments].concat());
    desk.sandbox.reset();
    ran
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_failure_has_its_exit_code_and_a_word_for_programs() {
    let desk = Desk::new().await;
    let log_in = || assert_eq!(desk.log_in("kotak-trade").code, 0);
    let call = ["call", "kotak-trade", "positions_today"];
    let own = json!({"fault": {"code": 1, "message": "no"}});
    for (failure, code, kind) in [
        (Failure::Json(400, own), 1, "refused"),
        (
            Failure::Redirect("http://127.0.0.1:1/".to_owned()),
            8,
            "host_changed",
        ),
    ] {
        log_in();
        let shown = format!("{failure:?}");
        let ran = failed(&desk, failure, &call);
        assert_eq!(ran.code, code, "{shown}: {ran:?}");
        assert_eq!(ran.error()["kind"], kind, "{shown}");
        assert!(ran.out.is_empty(), "{ran:?}");
    }
    log_in();
    let ran = failed(&desk, Failure::Json(200, json!("what?")), &["positions"]);
    assert_eq!(ran.code, 8, "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_passes_by_itself_is_unreachable() {
    let desk = Desk::at(&["quatrix"]).await;
    // It is not tried again: a wait longer than a call may take.
    let wait = Failure::TooManyRequests(RetryAfter::Seconds(3_600));
    desk.sandbox.fail_next(When::Any, wait);
    let ran = desk.run(&["--json", "call", "quatrix", "profile_info_get"]);
    assert_eq!(ran.code, 6, "{ran:?}");
    let error = ran.error();
    assert_eq!(error["kind"], "rate_limited");
    assert_eq!(error["vendor"]["status"], 429);
    assert_eq!(error["vendor"]["operation"], "profile_info_get");
    let Desk { sandbox, folder } = desk;
    let origin = sandbox.url().to_owned();
    sandbox.shutdown().await;
    let other = Desk::new().await;
    let mut command = other.command(&["--json", "call", "quatrix", "profile_info_get"]);
    command.env("KEYFOB_HOME", folder.path().join("home"));
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 6, "{origin}: {ran:?}");
    assert_eq!(ran.error()["kind"], "connect");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_credentials_and_locked_accounts() {
    let desk = Desk::new().await;
    let wrong = |name: &'static str, value: &str| {
        let mut variables = desk.variables("kotak-trade");
        variables.insert(name, value.to_owned());
        desk.log_in_with("kotak-trade", &variables, &["--json"])
    };
    for (name, kind) in [
        ("PASSWORD", "wrong_password"),
        ("ACCESS_CODE", "wrong_code"),
        ("CONSUMER_KEY", "application_refused"),
    ] {
        let ran = wrong(name, "wrong-0000");
        assert_eq!(ran.code, 4, "{name}: {ran:?}");
        assert_eq!(ran.error()["kind"], kind, "{name}");
        assert_eq!(desk.run(&["status", "kotak-trade"]).code, 3);
    }
    for _ in 0..10 {
        wrong("PASSWORD", "wrong-0000");
    }
    let ran = desk.log_in_with("kotak-trade", &desk.variables("kotak-trade"), &["--json"]);
    assert_eq!(
        (ran.code, ran.error()["kind"].as_str()),
        (4, Some("locked")),
        "{ran:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_must_not_be_repeated_is_in_doubt_without_an_answer() {
    let desk = Desk::at(&["quatrix"]).await;
    let home = desk.json(&["call", "quatrix", "file_metadata_home_get"]);
    let body = json!({"target": home["id"], "name": "once"}).to_string();
    let make = [
        "--json",
        "call",
        "quatrix",
        "file_makedir",
        "-y",
        "-b",
        &body,
    ];
    let when = || When::operation("quatrix", "file_makedir").unwrap();
    desk.sandbox.fail_next(when(), Failure::AnswerLost);
    let ran = desk.run(&make);
    assert_eq!(
        (ran.code, ran.error()["kind"].as_str()),
        (5, Some("in_doubt")),
        "{ran:?}"
    );
    desk.sandbox
        .fail_next(when(), Failure::Json(400, json!({"code": 1, "msg": "no"})));
    assert_eq!(desk.run(&make).code, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_and_cannot_be_read_is_told_with_a_way_out() {
    let desk = Desk::at(&["kotak-trade"]).await;
    let session = desk.path("home/default/kotak-trade.session");
    std::fs::write(&session, "garbage").unwrap();
    let ran = desk.run(&["--json", "positions"]);
    assert_eq!(ran.code, 7, "{ran:?}");
    assert!(
        ran.error()["hint"].as_str().unwrap().contains("--forget"),
        "{ran:?}"
    );
    assert_eq!(desk.run(&["logout", "kotak-trade", "--forget"]).code, 0);
    assert_eq!(desk.log_in("kotak-trade").code, 0);
    // Another key: as after a restored backup.
    std::fs::remove_file(desk.path("home/key")).unwrap();
    let ran = desk.run(&["positions"]);
    assert_eq!(ran.code, 7, "{ran:?}");
    assert!(ran.err.contains("--forget"), "{ran:?}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_others_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::at(&["kotak-trade"]).await;
    let key = desk.path("home/key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let ran = desk.run(&["positions"]);
    assert_eq!(ran.code, 7, "{ran:?}");
    assert!(ran.err.contains("chmod 600"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_arguments_are_json_where_that_is_asked_for() {
    let desk = Desk::new().await;
    for arguments in [
        &["--json", "status", "nobody"][..],
        &["--json"],
        &["frobnicate", "--json"],
        &["--json", "quote", "quatrix", "x"],
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert_eq!(ran.error()["kind"], "usage");
    }
    let ran = desk.run(&["status", "kotak"]);
    assert!(ran.code == 2 && ran.err.contains("kotak-neo"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_reading_is_no_panic() {
    let desk = Desk::at(&["kotak-neo"]).await;
    for arguments in [
        &["call", "quatrix", "--list"][..],
        &["--json", "call", "quatrix", "--list"],
        &["orders"],
        &["positions"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["watch", "nse_cm:1001", "--for", "20"],
    ] {
        let mut command = desk.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = command.spawn().unwrap();
        drop(running.stdout.take());
        let ran = Ran::from(running.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        assert!(!ran.err.contains("panic"), "{arguments:?}: {ran:?}");
    }
}

/// No colours where nobody sees them.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_on_a_terminal_has_no_colours() {
    let desk = Desk::at(&["kotak-neo"]).await;
    for arguments in [&["positions"][..], &["status", "quatrix"], &["--help"]] {
        let ran = desk.run(arguments);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
            "{ran:?}"
        );
    }
}
