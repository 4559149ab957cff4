//! The market feed of the newest generation.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::{Decimal, Segment, demo};
use serde_json::{Value, json};

use super::{Feed, held, token_and_sid};
use crate::harness::{get, sandbox};
use crate::trader::Neo;

pub(super) async fn logged_in(sandbox: &Sandbox, session: &Neo) -> Feed {
    let mut feed = Feed::open(sandbox, "/betafeed").await;
    let (_, sid) = token_and_sid(session);
    let answer = log_in(&mut feed, &sandbox.accounts().kotak_neo[0].ucc, &sid).await;
    assert_eq!(answer["message_code"], 1119, "{answer}");
    feed
}

async fn log_in(feed: &mut Feed, user: &str, auth: &str) -> Value {
    let hello = json!({
        "user": user, "auth": auth, "format": "native_batch", "source": "NEOTRADEAPI", "platform": "Web",
        "version": "1.2.3", "sdk_version": 2, "sdk_date": "2026-08-07T09:41:17.667Z", "conn_req_time": 1,
        "sessionValidation": false,
    });
    feed.text(hello.to_string()).await;
    feed.next_json().await
}

async fn event(feed: &mut Feed, event: &str, tokens: &str) {
    let event = json!({"event": event, "inputtoken": tokens, "ack_symbol": true});
    feed.text(event.to_string()).await;
}

/// The packets of a frame.
fn packets(mut frame: &[u8]) -> Vec<&[u8]> {
    let mut packets = Vec::new();
    while !frame.is_empty() {
        let length = usize::from(u16::from_le_bytes([frame[0], frame[1]]));
        let (packet, rest) = frame.split_at(length);
        packets.push(packet);
        frame = rest;
    }
    packets
}

fn u32_at(packet: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(packet[at..at + 4].try_into().unwrap())
}

#[tokio::test]
async fn a_login_names_the_dividers_and_a_wrong_one_is_refused() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let (_, sid) = token_and_sid(&session);
    let ucc = &sandbox.accounts().kotak_neo[0].ucc;
    let mut feed = Feed::open(&sandbox, "/wsfeed").await;
    let answer = log_in(&mut feed, ucc, &sid).await;
    assert_eq!(answer["format"], "native_batch");
    assert_eq!(
        answer["exchanges"]["nse_cm"],
        json!({"value": 1, "divider": 100})
    );
    assert_eq!(
        answer["exchanges"]["cde_fo"],
        json!({"value": 3, "divider": 10_000_000})
    );
    sandbox.kotak_neo().feeds().fall_back(true);
    let mut feed = Feed::open(&sandbox, "/betafeed").await;
    assert_eq!(
        log_in(&mut feed, ucc, &sid).await["format"],
        "native_fallback"
    );
    for (user, auth) in [(&**ucc, "wrong"), ("OTHER", &*sid)] {
        let mut feed = Feed::open(&sandbox, "/betafeed").await;
        let refusal = log_in(&mut feed, user, auth).await;
        assert!(![1117, 1119].contains(&refusal["message_code"].as_i64().unwrap()));
        assert!(feed.next().await.unwrap().unwrap().is_close());
    }
}

#[tokio::test]
async fn each_level_has_its_packet_and_gets_one_for_each_change_of_the_price() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    // Length, level, where the last price and the count of bids stand.
    for (kind, length, level, last) in [
        ("ScripsLite", 54, 1, 21),
        ("Scrips", 144 + 32, 4, 81),
        ("Depth", 144 + 160, 8, 81),
        ("FullDepth", 144 + 640, 16, 81),
    ] {
        event(
            &mut feed,
            &format!("subscribe{kind}"),
            "nse_cm|1001,nse_cm|9",
        )
        .await;
        let ack = json!({"message_code": 1109, "trading_symbols": {"nse_cm|1001": "SANDBOXCO-EQ"}});
        assert_eq!(feed.next_json().await, ack);
        let expected = |price: u32, frame: &[u8]| {
            let packets = packets(frame);
            assert_eq!(packets.len(), 1, "{kind}");
            let packet = packets[0];
            assert_eq!(packet.len(), length, "{kind}");
            assert_eq!(packet[2..6], [0x28, 0x1c, 1, level], "{kind}");
            assert_eq!(u32_at(packet, 9), 1001);
            assert_eq!(u32_at(packet, last), price, "{kind}");
        };
        expected(151_075, &feed.next_bytes().await);
        sandbox
            .exchange()
            .set_price(demo::SHARE, Decimal::new(151_080, 2));
        expected(151_080, &feed.next_bytes().await);
        sandbox
            .exchange()
            .set_price(demo::SHARE, Decimal::new(151_075, 2));
        expected(151_075, &feed.next_bytes().await);
        sandbox
            .exchange()
            .set_price(demo::THIN_SHARE, Decimal::from(251));
        event(&mut feed, &format!("unsubscribe{kind}"), "nse_cm|1001").await;
        event(&mut feed, "snapshotScripsLite", "nse_cm|1001").await;
        assert_eq!(feed.next_json().await, ack);
        assert_eq!(feed.next_bytes().await.len(), 54);
        sandbox
            .exchange()
            .set_price(demo::SHARE, Decimal::new(151_075, 2));
        assert!(feed.is_silent().await, "{kind}");
    }
}

#[tokio::test]
async fn an_index_is_named_and_has_a_packet_of_its_own() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    event(&mut feed, "subscribeIndices", "nse_cm|Nifty Bank").await;
    assert_eq!(
        feed.next_json().await["trading_symbols"],
        json!({"nse_cm|Nifty Bank": "Nifty Bank"})
    );
    feed.next_bytes().await;
    let index = sandbox.exchange();
    index.set_index(Segment::NseCash, "Nifty Bank", Decimal::new(5_211_035, 2));
    let frame = feed.next_bytes().await;
    assert_eq!(frame.len(), 87);
    assert_eq!(frame[2..4], [0x27, 0x1c]);
    assert_eq!(u32_at(&frame, 29), 5_211_035);
    assert_eq!(frame[66..], *b"Nifty Bank\0\0\0\0\0\0\0\0\0\0\0");
}

#[tokio::test]
async fn the_state_of_the_markets_is_told_to_those_who_asked() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    feed.text(r#"{"event":"subscribeExchange"}"#).await;
    let frame = feed.next_bytes().await;
    let states = packets(&frame);
    assert_eq!(states.len(), 7);
    assert_eq!(
        states[0],
        [
            16, 0, 105, 0, 1, 0, 0, 0, 0, 1, 0, b'O', b'P', b'E', b'N', 0
        ]
    );
    let feeds = sandbox.kotak_neo();
    for (code, packet) in [
        (2, vec![9, 0, 0x79, 0x19, 2, 0, 0, 0, 0]),
        (1, vec![9, 0, 0x6f, 0x19, 2, 0, 0, 0, 0]),
        (
            10,
            [&[16, 0, 105, 0, 2, 0, 0, 0, 0, 10, 0][..], b"CLOSE"].concat(),
        ),
    ] {
        feeds
            .feeds()
            .set_market_status(Segment::NseDerivatives, code);
        assert_eq!(feed.next_bytes().await, packet);
    }
    feed.text(r#"{"event":"unsubscribeExchange"}"#).await;
    event(&mut feed, "snapshotScripsLite", "nse_cm|1001").await;
    feed.next_json().await;
    feed.next_bytes().await;
    feeds.feeds().set_market_status(Segment::NseDerivatives, 1);
    assert!(feed.is_silent().await);
}

#[tokio::test]
async fn more_than_three_thousand_subscriptions_are_refused() {
    let sandbox = Sandbox::builder()
        .bulk_instruments(3000)
        .start()
        .await
        .unwrap();
    let session = Neo::newest(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    let all = sandbox.exchange().instruments();
    let bulk = all.iter().filter(|one| one.name.starts_with("BULK"));
    let tokens: Vec<_> = bulk.map(|one| format!("nse_cm|{}", one.token)).collect();
    assert_eq!(tokens.len(), 3000);
    event(&mut feed, "subscribeScripsLite", &tokens.join(",")).await;
    assert_eq!(
        feed.next_json().await["trading_symbols"]
            .as_object()
            .unwrap()
            .len(),
        3000
    );
    let mut count = 0;
    while count < 3000 {
        count += packets(&feed.next_bytes().await).len();
    }
    event(&mut feed, "subscribeScrips", "nse_cm|1001").await;
    assert_ne!(feed.next_json().await["message_code"], 1109);
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1500));
    assert!(feed.is_silent().await);
    let connections = sandbox.kotak_neo().feeds().connections();
    assert_eq!(connections[0].subscriptions.len(), 3000);
}

/// A message that is slow to go out holds the sandbox, so that the request and both prices wait for it together.
#[tokio::test]
async fn what_happened_before_a_subscription_is_not_told_after_its_first_packet() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    let lite = |token: u64| {
        let event =
            json!({"event": "subscribeScripsLite", "inputtoken": format!("nse_cm|{token}")});
        event.to_string()
    };
    let price = |token, price| sandbox.exchange().set_price(token, price);
    feed.text(lite(demo::THIN_SHARE)).await;
    feed.next_bytes().await;
    held(&sandbox);
    price(demo::THIN_SHARE, 251);
    get(sandbox.url(), &[]).await;
    feed.text(lite(demo::SHARE)).await;
    price(demo::SHARE, 1511);
    price(demo::SHARE, 1512);
    for (token, last) in [(demo::THIN_SHARE, 25_100), (demo::SHARE, 151_200)] {
        let frame = feed.next_bytes().await;
        assert_eq!(
            (u64::from(u32_at(&frame, 9)), u32_at(&frame, 21)),
            (token, last)
        );
    }
    price(demo::SHARE, 1513);
    assert_eq!(u32_at(&feed.next_bytes().await, 21), 151_300);
}

#[tokio::test]
async fn who_misses_changes_is_told_the_last_ones() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    event(&mut feed, "subscribeScripsLite", "nse_cm|1001").await;
    feed.next_json().await;
    feed.next_bytes().await;
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1513));
    for _ in 0..5000 {
        let price = Decimal::from(251);
        sandbox.exchange().set_price(demo::THIN_SHARE, price);
    }
    assert_eq!(u32_at(&feed.next_bytes().await, 21), 151_300);
    assert!(feed.is_silent().await);
}
