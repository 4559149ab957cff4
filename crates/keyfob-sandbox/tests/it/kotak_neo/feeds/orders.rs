//! The order feed.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::{Decimal, demo};
use keyfob_sandbox::kotak_neo::{self, OrderHello};
use serde_json::json;

use super::{Feed, token_and_sid};
use crate::harness::sandbox;
use crate::trader::Neo;

fn hello(session: &Neo) -> String {
    let (token, sid) = token_and_sid(session);
    json!({"type": "cn", "Authorization": token, "Sid": sid, "src": "WEB"}).to_string()
}

fn raw_hello(session: &Neo) -> String {
    let (token, sid) = token_and_sid(session);
    format!("{{type:cn,Authorization:{token},Sid:{sid},src:WEB}}")
}

async fn logged_in(sandbox: &Sandbox, session: &Neo) -> Feed {
    let mut feed = Feed::open(sandbox, "/realtime").await;
    feed.text(raw_hello(session)).await;
    let connected = json!({"ak": "ok", "type": "cn", "msg": "connected"});
    assert_eq!(feed.next_json().await, connected);
    feed
}

/// The next messages of a kind; others are passed over.
async fn states(feed: &mut Feed, count: usize) -> Vec<(String, i64, i64)> {
    let mut states = Vec::new();
    while states.len() < count {
        let message = feed.next_json().await;
        if message["type"] == "order" {
            let data = &message["data"];
            let number = |name: &str| data[name].as_i64().unwrap();
            let state = data["ordSt"].as_str().unwrap().to_owned();
            states.push((state, number("fldQty"), number("unFldSz")));
        }
    }
    states
}

fn state(word: &str, filled: i64, left: i64) -> (String, i64, i64) {
    (word.to_owned(), filled, left)
}

#[tokio::test]
async fn every_step_of_an_order_is_told_at_its_moment_and_the_position_with_a_fill() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let ucc = &sandbox.accounts().kotak_neo[0].ucc;
    sandbox.exchange().clear(ucc);
    sandbox.exchange().set_cash(ucc, 1_000_000);
    let mut feed = logged_in(&sandbox, &session).await;
    assert!(feed.is_silent().await);
    session.place(json!({})).await;
    let steps = states(&mut feed, 2).await;
    assert_eq!(
        steps,
        [state("put order req received", 0, 10), state("open", 0, 10)]
    );
    sandbox.exchange().set_depth(demo::SHARE, 4);
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::new(149_995, 2));
    assert_eq!(states(&mut feed, 1).await, [state("open", 4, 6)]);
    let position = feed.next_json().await;
    assert_eq!(position["type"], "position");
    assert_eq!(position["data"]["flBuyQty"], "4");
    assert_eq!(position["data"]["buyAmt"], "5999.80");
    sandbox.exchange().set_depth(demo::SHARE, 100);
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::new(149_990, 2));
    let last = feed.next_json().await;
    assert_eq!(last["data"]["ordSt"], "complete");
    assert_eq!(last["data"]["avgPrc"], "1499.92");
    assert_eq!(last["data"]["prcTp"], "LMT");
    assert_eq!(feed.next_json().await["data"]["flBuyQty"], "10");
    assert!(feed.is_silent().await);
}

#[tokio::test]
async fn after_a_login_the_present_state_is_told() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    session.place(json!({})).await;
    let mut feed = logged_in(&sandbox, &session).await;
    assert_eq!(states(&mut feed, 1).await, [state("open", 0, 10)]);
    let position = feed.next_json().await;
    assert_eq!(
        (&position["type"], &position["data"]["prod"]),
        (&json!("position"), &json!("NRML"))
    );
    assert!(feed.is_silent().await);
}

#[tokio::test]
async fn both_spellings_of_the_first_frame_are_taken_unless_one_is_chosen() {
    let sandbox = sandbox().await;
    let session = Neo::first(&sandbox).await;
    let feeds = sandbox.kotak_neo();
    for (taken, json_is, raw_is) in [
        (OrderHello::Both, true, true),
        (OrderHello::Json, true, false),
        (OrderHello::Raw, false, true),
    ] {
        feeds.feeds().take_order_hello(taken);
        for (first, is_taken) in [(hello(&session), json_is), (raw_hello(&session), raw_is)] {
            let mut feed = Feed::open(&sandbox, "/realtime?sId=server1").await;
            feed.text(first).await;
            if is_taken {
                assert_eq!(feed.next_json().await["ak"], "ok", "{taken:?}");
            } else {
                assert!(feed.is_silent().await, "{taken:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_token_is_refused_and_the_connection_ends() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = Feed::open(&sandbox, "/realtime").await;
    feed.text(raw_hello(&session).replace("Authorization:", "Authorization:x"))
        .await;
    let refusal = json!({"ak": "nk", "type": "cn", "task": "cn", "msg": "Authentication Failed"});
    assert_eq!(feed.next_json().await, refusal);
    assert!(
        feed.next()
            .await
            .is_none_or(|end| end.map_or(true, |frame| frame.is_close()))
    );
}

#[tokio::test]
async fn an_empty_server_id_is_answered_200_where_it_is_asked_for() {
    let sandbox = sandbox().await;
    Feed::open(&sandbox, "/realtime?sId=").await;
    sandbox.kotak_neo().feeds().refuse_empty_server_id(true);
    let refused = Feed::try_open(&sandbox, "/realtime?sId=")
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("200"), "{refused}");
    Feed::open(&sandbox, "/realtime").await;
    assert_eq!(
        sandbox.kotak_neo().feeds().opened(kotak_neo::Feed::Orders),
        2
    );
}

#[tokio::test]
async fn heartbeats_are_taken_in_both_spellings_and_not_answered() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    sandbox
        .exchange()
        .clear(&sandbox.accounts().kotak_neo[0].ucc);
    let mut feed = logged_in(&sandbox, &session).await;
    feed.text(r#"{"type": "hb"}"#).await;
    feed.text("{type:hb}").await;
    feed.text("{type:other}").await;
    assert!(feed.is_silent().await);
    let received = &sandbox.kotak_neo().feeds().connections()[0].received;
    assert_eq!(json!(received), json!({"cn": 1, "hb": 2, "other": 1}));
}
