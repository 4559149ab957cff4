//! What was given as secret is nowhere in the output, in the logs, or on the disk in the clear.

use std::fs;
use std::path::Path;

use keyfob_sandbox::{Failure, When};

use crate::desk::{Desk, Ran};

/// Everything that a user of the demo accounts keeps to themselves.
fn planted(desk: &Desk) -> Vec<String> {
    let accounts = desk.sandbox.accounts();
    let (trade, neo) = (&accounts.kotak_trade[0], &accounts.kotak_neo[0]);
    let mut secrets = vec![
        trade.access_token.clone(),
        trade.consumer_key.clone(),
        trade.password.clone(),
        neo.dashboard_token.clone(),
        neo.consumer_secret.clone(),
        neo.mpin.clone(),
        neo.totp_secret.clone(),
        neo.password.clone(),
    ];
    for user in &accounts.quatrix {
        secrets.extend([user.password.clone(), user.api_key.clone()]);
    }
    secrets
}

/// Tokens that the vendors handed out, as the sandbox sent them.
fn handed_out(desk: &Desk) -> Vec<String> {
    let mut tokens = Vec::new();
    for one in desk.sandbox.exchanges() {
        for name in ["sessionToken", "Auth", "Sid", "X-Auth-Token"] {
            tokens.extend(one.request_header(name).map(str::to_owned));
        }
    }
    assert!(tokens.len() > 3, "{tokens:?}");
    tokens
}

fn check(ran: &Ran, secrets: &[String], what: &str) {
    for secret in secrets {
        for text in [&ran.out, &ran.err] {
            assert!(!text.contains(&**secret), "{what} shows {secret}: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_shown_at_any_level() {
    let desk = Desk::new().await;
    let mut runs = Vec::new();
    for vendor in ["kotak-trade", "kotak-neo", "quatrix"] {
        let variables = desk.variables(vendor);
        runs.push((
            vendor.to_owned(),
            desk.log_in_with(vendor, &variables, &["-vvv"]),
        ));
        let check = ["status", vendor, "--check", "-vvv"];
        runs.push((format!("status {vendor}"), desk.run(&check)));
    }
    for (what, ran) in &runs {
        assert_eq!(ran.code, 0, "{what}: {ran:?}");
        assert!(ran.err.contains("keyfob_core"), "there are logs: {ran:?}");
    }
    let secrets = [planted(&desk), handed_out(&desk)].concat();
    for arguments in [
        &["-vvv", "orders", "kotak-neo"][..],
        &["-vvv", "positions", "kotak-trade"],
        &["-vvv", "call", "quatrix", "profile_info_get"],
        &["-vvv", "watch", "nse_cm:1001", "--orders", "--for", "1"],
        &[
            "-vvv",
            "place",
            "kotak-neo",
            "buy",
            "nse_cm:SANDBOXCO-EQ",
            "1",
            "--limit",
            "1",
            "--dry-run",
        ],
        &["--json", "-vvv", "status"],
    ] {
        runs.push((format!("{arguments:?}"), desk.run(arguments)));
    }
    for failure in [Failure::Html(500), Failure::Dropped, Failure::Html(401)] {
        desk.sandbox.fail_next(When::Any, failure.clone());
        let ran = desk.run(&[
            "-vvv",
            "--json",
            "call",
            "kotak-trade",
            "place_new_order",
            "-y",
            "-b",
            "{}",
        ]);
        runs.push((format!("{failure:?}"), ran));
    }
    for (what, ran) in &runs {
        check(ran, &secrets, what);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_with_secrets_shows_them_only_where_that_is_asked_for() {
    let desk = Desk::at(&["quatrix"]).await;
    let id = "api_key_create";
    let described = desk.json(&["call", "quatrix", id, "--describe"]);
    let body = described["body"]["example"].to_string();
    let masked = desk.run(&["call", "quatrix", id, "-y", "-b", &body]);
    assert_eq!(masked.code, 0, "{masked:?}");
    assert!(masked.out.contains("[redacted]"), "{masked:?}");
    assert!(masked.err.contains("--reveal"), "{masked:?}");
    let shown = desk.run(&["call", "quatrix", id, "-y", "-b", &body, "--reveal"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(!shown.out.contains("[redacted]"), "{shown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_not_taken_as_arguments() {
    let desk = Desk::at(&["kotak-neo", "quatrix"]).await;
    desk.sandbox.take_exchanges();
    let body = r#"{"mpin":"S3CR3T"}"#;
    let ran = desk.run(&["call", "kotak-neo", "trade_api_validate", "-y", "-b", body]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("`mpin` is secret") && !ran.err.contains("S3CR3T"),
        "{ran:?}"
    );
    assert!(desk.sandbox.exchanges().is_empty());
    let unblock = ["call", "quatrix", "session_unblock_captcha_get", "-y"];
    let ran = desk.run(&[&unblock[..], &["-p", "token=S3CR3T"]].concat());
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("`token` is secret") && !ran.err.contains("S3CR3T"),
        "{ran:?}"
    );
    assert!(desk.sandbox.exchanges().is_empty());
    // From a file and the standard input they are.
    let ran = desk.run_with(
        &[&unblock[..], &["--param-file", "token=-"]].concat(),
        "S3CR3T",
    );
    assert!(!ran.err.contains("is secret"), "{ran:?}");
    assert_eq!(desk.sandbox.take_exchanges().len(), 1);
    let ran = desk.run_with(
        &["call", "kotak-neo", "trade_api_validate", "-y", "-b", "-"],
        body,
    );
    assert!(
        !ran.err.contains("is secret") && !ran.err.contains("S3CR3T"),
        "{ran:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_lies_on_the_disk_in_the_clear() {
    let desk = Desk::at(&["kotak-trade", "kotak-neo", "quatrix"]).await;
    assert_eq!(desk.run(&["status", "--check"]).code, 0);
    let secrets = [planted(&desk), handed_out(&desk)].concat();
    let mut count = 0;
    walk(&desk.path("home"), &mut |path| {
        count += 1;
        let bytes = fs::read(path).unwrap();
        for secret in &secrets {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{} has {secret}", path.display());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", path.display());
        }
    });
    assert!(count >= 7, "{count} files");
}

fn walk(folder: &Path, look: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => walk(&path, look),
            false => look(&path),
        }
    }
}
