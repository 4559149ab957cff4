//! `watch` and `sandbox`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use keyfob_sandbox::Sandbox;
use serde_json::Value;

use crate::desk::{Desk, Ran};

async fn moving() -> Desk {
    let desk = Desk::with(Sandbox::builder().ticks(50)).await;
    assert_eq!(desk.log_in("kotak-neo").code, 0);
    desk
}

/// The lines that a program prints, until one is as wanted.
fn until(running: &mut Child, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(running.stdout.as_mut().unwrap()).lines() {
        lines.push(line.unwrap());
        if wanted(lines.last().unwrap()) {
            return lines;
        }
    }
    panic!("it ended before: {lines:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_is_watched_as_lines_until_the_time_is_over() {
    let desk = moving().await;
    let text = desk.done(&["watch", "nse_cm:1001", "nse_cm:Nifty 50", "--for", "2"]);
    for line in ["market: live\n", "\nSANDBOXCO-EQ: 1", "\nNifty 50: 2"] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
    assert!(!text.contains("orders"), "{text}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn orders_are_watched_as_json_until_ctrl_c() {
    let desk = moving().await;
    let mut command = desk.command(&["--json", "watch"]);
    let mut running = command.stdout(Stdio::piped()).spawn().unwrap();
    until(&mut running, |line| line.contains("\"live\""));
    let place = [
        "place",
        "kotak-neo",
        "buy",
        "nse_cm:SANDBOXCO-EQ",
        "1",
        "--limit",
        "1400",
        "-y",
    ];
    let placed = desk.json(&place);
    let number = placed["order"].as_str().unwrap().to_owned();
    let lines = until(&mut running, |line| line.contains(&number));
    let order: Value = serde_json::from_str(lines.last().unwrap()).unwrap();
    assert_eq!(
        (order["event"].as_str(), order["side"].as_str()),
        (Some("order"), Some("buy"))
    );
    crate::desk::interrupt(&running);
    assert_eq!(Ran::from(running.wait_with_output().unwrap()).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn watching_needs_a_session_and_instruments_that_are_some() {
    let desk = Desk::new().await;
    let ran = desk.run(&["watch", "nse_cm:1001"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(desk.run(&["watch", "1001"]).code, 2);
}

/// What the sandbox prints is all that a login needs.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_of_the_program_serves_its_logins() {
    let desk = Desk::new().await;
    let mut command = desk.command(&["sandbox", "--port", "0"]);
    let mut running = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = until(&mut running, |line| line.starts_with("# Stop"));
    std::fs::write(desk.path("sandbox.env"), lines.join("\n")).unwrap();
    for vendor in ["kotak-trade", "kotak-neo", "quatrix"] {
        let ran = desk.run(&["login", vendor, "--env-file", "sandbox.env"]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    assert_eq!(
        desk.json(&["positions", "kotak-neo"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    crate::desk::interrupt(&running);
    assert_eq!(running.wait().unwrap().code(), Some(0));
    let mut command = desk.command(&["--json", "sandbox", "--port", "0"]);
    let mut running = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = until(&mut running, |line| line.starts_with('{'));
    let variables: Value = serde_json::from_str(&lines[0]).unwrap();
    assert!(
        variables["KEYFOB_QUATRIX_ORIGIN"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1:")
    );
    running.kill().unwrap();
    running.wait().unwrap();
}
