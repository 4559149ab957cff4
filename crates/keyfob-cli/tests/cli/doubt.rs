//! What was sent once and may stand: an exit code of its own, whatever became of its answer.

use std::fs::File;
use std::process::Stdio;
use std::time::Duration;

use keyfob_sandbox::{Failure, When};
use serde_json::json;

use crate::desk::{Desk, Ran};
use crate::trading::NEO;

const ORDER: &str = r#"{"am":"NO","dq":"0","es":"nse_cm","mp":"0","pc":"MIS","pr":"1500.50","pt":"L","qt":"1","rt":"DAY","tp":"0","ts":"SANDBOXCO-EQ","tt":"B"}"#;

const CALL: [&str; 7] = [
    "--json",
    "call",
    "kotak-neo",
    "place_order",
    "-y",
    "-b",
    ORDER,
];

fn order_placed() -> When {
    When::operation("kotak-neo", "place_order").unwrap()
}

/// The same answers as an order that is placed by its own command.
#[tokio::test(flavor = "multi_thread")]
async fn only_a_clear_no_to_a_call_is_a_refusal() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let said = |code: &str, words: &str| json!({"stat": "Not_Ok", "stCode": code, "errMsg": words});
    for (failure, code) in [
        (Failure::Json(408, said("408", "request timeout")), 5),
        (Failure::Json(409, said("409", "conflict")), 5),
        (Failure::Json(499, said("499", "closed")), 5),
        (Failure::Json(200, said("500", "Internal server error")), 5),
        (Failure::Json(200, said("1005", "timed out, try later")), 5),
        (Failure::Json(200, json!({})), 5),
        (Failure::Html(200), 5),
        (Failure::Html(502), 5),
        (Failure::Redirect("http://127.0.0.1:1/".to_owned()), 5),
        (Failure::AnswerLost, 5),
        (
            Failure::Json(400, said("1041", "the margin is too small")),
            1,
        ),
        (
            Failure::Json(200, said("1041", "the margin is too small")),
            1,
        ),
    ] {
        let shown = format!("{failure:?}");
        desk.sandbox.fail_next(order_placed(), failure);
        let called = desk.run(&CALL);
        assert_eq!(called.code, code, "{shown}: {called:?}");
        let hint = called.error()["hint"].clone();
        let looks = hint
            .as_str()
            .is_some_and(|hint| hint.contains("look whether"));
        assert_eq!(looks, code == 5, "{shown}: {called:?}");
    }
    assert_eq!(desk.run(&CALL).code, 0);
}

/// A page in the place of JSON is no success of another call either.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_another_kind_is_told() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let when = When::operation("kotak-neo", "get_positions").unwrap();
    desk.sandbox.fail_next(when, Failure::Html(200));
    let ran = desk.run(&["call", "kotak-neo", "get_positions"]);
    assert_eq!(ran.code, 8, "{ran:?}");
    assert!(ran.out.contains("<html"), "{ran:?}");
}

/// A disk that is full takes no result: the order stands all the same, and whoever reads the exit code does not place it again.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_told_where_its_result_cannot_be_written() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let full = |arguments: &[&str]| {
        let mut command = desk.command(arguments);
        command.stdout(File::options().write(true).open("/dev/full").unwrap());
        Ran::from(command.stderr(Stdio::piped()).output().unwrap())
    };
    let place = [&NEO[..], &["--yes", "--tag=only-1"]].concat();
    let ran = full(&place);
    assert_eq!(ran.code, 5, "{ran:?}");
    let number = desk.json(&["orders", "kotak-neo"])[0]["number"].clone();
    let number = number.as_str().unwrap();
    let told = format!("order {number}, tag only-1: it was placed");
    assert!(
        ran.err.contains(&told) && ran.err.contains("do not send it again"),
        "{ran:?}"
    );
    let ran = full(&["cancel", "kotak-neo", number, "--yes"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(
        ran.err
            .contains(&format!("order {number} is to be cancelled")),
        "{ran:?}"
    );
    let ran = full(&CALL);
    assert_eq!(
        (ran.code, &ran.error()["kind"]),
        (5, &json!("done_untold")),
        "{ran:?}"
    );
    // Who stopped reading is told, too.
    let mut command = desk.command(&place);
    let mut running = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(running.stdout.take());
    let ran = Ran::from(running.wait_with_output().unwrap());
    assert_eq!(ran.code, 5, "{ran:?}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_during_a_call_leaves_it_in_doubt() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let positions = ["--json", "call", "kotak-neo", "get_positions"];
    for (arguments, operation, code) in [
        (&CALL[..], "place_order", 5),
        (&positions[..], "get_positions", 130),
    ] {
        desk.sandbox.take_exchanges();
        let when = When::operation("kotak-neo", operation).unwrap();
        desk.sandbox
            .fail_next(when, Failure::Slow(Duration::from_secs(3_600)));
        let mut command = desk.command(arguments);
        let running = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        for _ in 0..200 {
            if !desk.sandbox.exchanges().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        crate::desk::interrupt(&running);
        let ran = Ran::from(running.wait_with_output().unwrap());
        assert_eq!(ran.code, code, "{ran:?}");
        // Which also looks at the code.
        ran.error();
    }
}
