//! `orders`, `positions`, `quote`, `place` and `cancel`.

use keyfob_sandbox::exchange::demo;
use keyfob_sandbox::{Failure, When};
use serde_json::Value;

use crate::desk::Desk;

pub const NEO: [&str; 7] = [
    "place",
    "kotak-neo",
    "buy",
    "nse_cm:SANDBOXCO-EQ",
    "10",
    "--limit",
    "1500.50",
];
const TRADE: [&str; 8] = [
    "place",
    "kotak-trade",
    "sell",
    "1001",
    "1",
    "--market",
    "--product",
    "intraday",
];

fn with<'a>(one: &[&'a str], other: &[&'a str]) -> Vec<&'a str> {
    [one, other].concat()
}

/// The order that was sent, decoded.
fn sent(desk: &Desk, path: &str) -> Value {
    let all = desk.sandbox.take_exchanges();
    let mut all = all.iter().filter(|one| one.path.contains(path));
    let one = all
        .next()
        .unwrap_or_else(|| panic!("nothing was sent to {path}"));
    assert!(all.next().is_none(), "it was sent twice");
    let body = String::from_utf8(one.request_body.to_vec()).unwrap();
    match body.strip_prefix("jData=") {
        None => serde_json::from_str(&body).unwrap(),
        Some(form) => {
            let url = format!("http://x/?jData={form}");
            let url: keyfob::reqwest::Url = url.parse().unwrap();
            let (_, json) = url.query_pairs().next().unwrap();
            serde_json::from_str(&json).unwrap()
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_what_would_be_sent_and_sends_nothing() {
    let desk = Desk::at(&["kotak-neo", "kotak-trade"]).await;
    for (place, path) in [(&NEO[..], "/place"), (&TRADE[..], "/order/mis")] {
        shown_is_sent(&desk, place, path);
    }
    // An older generation has members that the newest has not.
    let mut variables = desk.variables("kotak-neo");
    variables.insert("CONSUMER_KEY", desk.neo().consumer_key.clone());
    variables.insert("CONSUMER_SECRET", desk.neo().consumer_secret.clone());
    desk.sandbox.kotak_neo().allow_used_codes(true);
    let ran = desk.log_in_with("kotak-neo", &variables, &["--generation", "g2"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    shown_is_sent(&desk, &NEO, "/place");
}

fn shown_is_sent(desk: &Desk, place: &[&str], path: &str) {
    desk.sandbox.take_exchanges();
    let tag = format!("t-{}", desk.sandbox.exchange().orders().len());
    let tagged = with(place, &["--tag", &tag]);
    let shown = desk.json(&with(&tagged, &["--dry-run"]));
    let page = desk.done(&with(&tagged, &["--dry-run"]));
    assert!(desk.sandbox.exchanges().is_empty());
    assert!(shown["url"].as_str().unwrap().contains(path), "{shown}");
    assert!(page.contains("[redacted]") && page.contains(&tag), "{page}");
    for secret in [&desk.neo().dashboard_token, &desk.trade().access_token] {
        assert!(!page.contains(&**secret) && !shown.to_string().contains(&**secret));
    }
    desk.done(&with(&tagged, &["--yes"]));
    assert_eq!(sent(desk, path), shown["body"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_placed_listed_and_cancelled() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let placed = desk.json(&with(&NEO, &["-y"]));
    let orders = desk.json(&["orders"]);
    assert_eq!(orders[0]["number"], placed["order"]);
    assert_eq!(orders[0]["tag"], placed["tag"]);
    assert_eq!(orders[0]["price"], "1500.50");
    assert_eq!(orders[0]["status"], "open");
    let table = desk.done(&["orders", "kotak-neo"]);
    assert!(
        table.starts_with("Order ") && table.contains("SANDBOXCO-EQ"),
        "{table}"
    );
    let number = placed["order"].as_str().unwrap();
    assert_eq!(desk.run(&["cancel", "kotak-neo", number]).code, 2);
    desk.done(&["cancel", "kotak-neo", number, "--yes"]);
    assert_eq!(desk.json(&["orders"])[0]["status"], "cancelled");
    let ran = desk.run(&["cancel", "kotak-neo", number, "--yes"]);
    assert_eq!(ran.code, 1, "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_an_order_has_to_be_confirmed() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let ran = desk.run(&NEO);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("buy 10 of nse_cm:SANDBOXCO-EQ at 1500.50"),
        "{ran:?}"
    );
    assert!(desk.sandbox.exchange().orders().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_has_an_exit_code_of_its_own_and_says_how_to_look() {
    let desk = Desk::at(&["kotak-neo", "kotak-trade"]).await;
    for (vendor, operation, place) in [
        ("kotak-neo", "place_order", &NEO[..]),
        ("kotak-trade", "place_new_mis_order", &TRADE[..]),
    ] {
        let when = When::operation(vendor, operation).unwrap();
        desk.sandbox.fail_next(when, Failure::AnswerLost);
        let before = desk.sandbox.exchange().orders().len();
        let ran = desk.run(&with(&with(&["--json"], place), &["-y", "--tag", "lost-1"]));
        assert_eq!(ran.code, 5, "{ran:?}");
        let error = ran.error();
        assert_eq!(error["kind"], "in_doubt");
        let hint = error["hint"].as_str().unwrap();
        let look = format!("look for the tag lost-1 with `keyfob orders {vendor}`");
        assert!(hint.contains(&look), "{hint}");
        assert_eq!(desk.sandbox.exchange().orders().len(), before + 1);
        // What it says to do finds it.
        let orders = desk.json(&["orders", vendor]);
        let found = orders.as_array().unwrap().iter();
        assert_eq!(found.filter(|order| order["tag"] == "lost-1").count(), 1);
    }
    let when = When::operation("kotak-neo", "cancel_order").unwrap();
    desk.sandbox.fail_next(when, Failure::AnswerLost);
    let number = desk.json(&["orders", "kotak-neo"])[0]["number"].clone();
    let ran = desk.run(&["cancel", "kotak-neo", number.as_str().unwrap(), "-y"]);
    assert_eq!(ran.code, 5, "{ran:?}");
}

/// Who stops it while it is under way learns that it may stand.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_while_an_order_is_sent_leaves_it_in_doubt() {
    let desk = Desk::at(&["kotak-neo"]).await;
    let when = When::operation("kotak-neo", "place_order").unwrap();
    let hour = std::time::Duration::from_secs(3_600);
    desk.sandbox.fail_next(when, Failure::Slow(hour));
    let mut command = desk.command(&with(&NEO, &["-y", "--tag", "slow-1"]));
    let running = command
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let is_sent = || {
        let all = desk.sandbox.exchanges();
        all.iter().any(|one| one.path.ends_with("/place"))
    };
    for _ in 0..200 {
        if is_sent() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    crate::desk::interrupt(&running);
    let ran = crate::desk::Ran::from(running.wait_with_output().unwrap());
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("look for the tag slow-1"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_does_not_have_is_refused_before_it_is_sent() {
    let desk = Desk::at(&["kotak-neo", "kotak-trade"]).await;
    desk.sandbox.take_exchanges();
    for arguments in [
        &["place", "kotak-trade", "buy", "nse_cm:X", "1", "--market"][..],
        &["place", "kotak-neo", "buy", "X", "1", "--market"],
        &["place", "kotak-neo", "hold", "nse_cm:X", "1", "--market"],
        &["place", "kotak-neo", "buy", "nse_cm:X", "1"],
        &[
            "place",
            "kotak-neo",
            "buy",
            "nse_cm:X",
            "0",
            "--market",
            "-y",
        ],
        &[
            "place",
            "kotak-trade",
            "buy",
            "1001",
            "1",
            "--market",
            "--product",
            "delivery",
            "-y",
        ],
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
    }
    assert!(desk.sandbox.exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_and_positions_of_both_vendors() {
    let desk = Desk::at(&["kotak-neo", "kotak-trade"]).await;
    let share = format!("nse_cm:{}", demo::SHARE);
    let quotes = desk.json(&["quote", "kotak-neo", &share, "nse_cm|Nifty 50"]);
    assert_eq!(quotes[0]["instrument"], "SANDBOXCO-EQ");
    assert_eq!(quotes[0]["last_price"], "1510.7500");
    assert_eq!(quotes[1]["instrument"], "Nifty 50");
    let quotes = desk.json(&["quote", "kotak-trade", "1001"]);
    assert_eq!(quotes[0]["token"], "1001");
    for vendor in ["kotak-neo", "kotak-trade"] {
        let positions = desk.json(&["positions", vendor]);
        assert_eq!(positions[0]["net_quantity"], 50, "{vendor}");
        let table = desk.done(&["positions", vendor]);
        assert!(table.contains("1505.25"), "{table}");
    }
    // Two are logged in to: which is meant has to be said.
    assert_eq!(desk.run(&["positions"]).code, 2);
    // A wrong one costs the others nothing, and is told.
    let ran = desk.run(&["quote", "kotak-neo", &share, "nse_cm:99999999"]);
    assert!(ran.out.contains("SANDBOXCO-EQ"), "{ran:?}");
}
