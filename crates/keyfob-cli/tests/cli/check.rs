//! `check`: whether the vendor answers as its document says.

use keyfob_sandbox::{Drift, Sandbox};
use serde_json::Value;

use crate::desk::Desk;

const CHECK: [&str; 5] = ["check", "kotak-neo", "--yes", "--pause", "0"];

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_shown_without_a_session_and_nothing_is_sent() {
    let desk = Desk::new().await;
    let shown = desk.done(&["check", "kotak-neo", "--plan"]);
    assert!(shown.contains("calls that change nothing:"), "{shown}");
    assert!(
        shown.contains("place_order: it may change something"),
        "{shown}"
    );
    let plan = desk.json(&["check", "kotak-neo", "--plan", "--only", "get_positions"]);
    let calls = plan["calls"].as_array().unwrap();
    assert_eq!(calls.len(), 1, "{plan}");
    assert_eq!(calls[0]["operation"], "get_positions");
    assert!(desk.sandbox.take_exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_answers_as_described_has_no_findings() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let told = desk.json(&CHECK);
    assert_eq!(told["findings"], Value::Array(Vec::new()));
    let report = std::fs::read_to_string(desk.path("keyfob-check-kotak-neo.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(
        (&report["vendor"], &report["stand_in"]),
        (&"kotak-neo".into(), &true.into())
    );
    let sent = desk.sandbox.take_exchanges();
    assert!(
        sent.iter().all(|one| !one.path.contains("/order/rule")),
        "{sent:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn drift_is_found_written_down_and_an_exit_code() {
    let drifting = Sandbox::builder().drift([Drift::NumberAsText, Drift::SecretAdded]);
    let desk = Desk::logged_in(drifting, &["kotak-neo"]).await;
    let ran = desk.run(&CHECK);
    assert_eq!(ran.code, 8, "{ran:?}");
    assert!(ran.err.contains("attach the report"), "{ran:?}");
    let report = std::fs::read_to_string(desk.path("keyfob-check-kotak-neo.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert!(
        report["findings"].as_array().unwrap().len() >= 2,
        "{report}"
    );
    // A report that is there is somebody's.
    let again = desk.run(&CHECK);
    assert_eq!(again.code, 7, "{again:?}");
    assert!(again.err.contains("--report"), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_word_nothing_is_sent() {
    let desk = Desk::at(&["kotak-neo"]).await;
    desk.sandbox.take_exchanges();
    let ran = desk.run(&["check", "kotak-neo"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let other = desk.run(&["check", "kotak-neo", "--plan", "--only", "place_order"]);
    assert_eq!(other.code, 2, "{other:?}");
    assert!(
        other.err.contains("does not call `place_order`"),
        "{other:?}"
    );
    assert!(desk.sandbox.take_exchanges().is_empty());
    assert!(!desk.path("keyfob-check-kotak-neo.json").exists());
}
