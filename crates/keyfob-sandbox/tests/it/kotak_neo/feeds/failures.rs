//! What goes wrong on demand.

use std::time::Duration;

use futures_util::SinkExt;
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::{Decimal, demo};
use keyfob_sandbox::kotak_neo::{Feed as Which, FeedFailure, Garbage};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{Feed, hsm, sfeed, token_and_sid};
use crate::harness::{get, request, sandbox, send};
use crate::trader::Neo;

/// A feed with one subscription, and nothing under way.
async fn subscribed(sandbox: &Sandbox, session: &Neo) -> Feed {
    let mut feed = sfeed::logged_in(sandbox, session).await;
    feed.text(r#"{"event":"subscribeScripsLite","inputtoken":"nse_cm|1001"}"#)
        .await;
    feed.next_bytes().await;
    feed
}

fn tick(sandbox: &Sandbox) {
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1511));
}

#[tokio::test]
async fn a_cut_ends_the_connection_without_a_close_frame() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    for (failure, is_reset) in [
        (FeedFailure::Cut, false),
        (FeedFailure::Reset, true),
        (FeedFailure::CutInFrame, false),
    ] {
        let mut feed = subscribed(&sandbox, &session).await;
        let neo = sandbox.kotak_neo();
        assert_eq!(neo.feeds().open(Which::SFeed), 1);
        assert_eq!(neo.feeds().fail(Which::Hsm, failure.clone()), 0);
        assert_eq!(neo.feeds().fail(Which::SFeed, failure), 1);
        assert_eq!(neo.feeds().open(None), 0);
        let end = feed.next().await.unwrap().unwrap_err().to_string();
        assert_eq!(end.contains("os error 104"), is_reset, "{end}");
    }
    assert_eq!(sandbox.kotak_neo().feeds().opened(None), 3);
}

#[tokio::test]
async fn a_silent_connection_answers_pings_and_nothing_else() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    for (failure, has_pongs) in [(FeedFailure::Silent, true), (FeedFailure::HalfOpen, false)] {
        let mut feed = subscribed(&sandbox, &session).await;
        let neo = sandbox.kotak_neo();
        assert_eq!(neo.feeds().fail(None, failure), 1);
        tick(&sandbox);
        feed.text(r#"{"event":"snapshotScripsLite","inputtoken":"nse_cm|1001"}"#)
            .await;
        assert!(feed.is_silent().await);
        feed.socket
            .send(Message::Ping("here".into()))
            .await
            .unwrap();
        if has_pongs {
            assert!(feed.next().await.unwrap().unwrap().is_pong());
        } else {
            assert!(feed.is_silent().await);
        }
        assert_eq!(neo.feeds().open(None), 1);
        drop(feed);
        // That the client has gone is seen none the less.
        while neo.feeds().open(None) > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn connections_to_come_are_refused_as_often_as_asked_for() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let neo = sandbox.kotak_neo();
    neo.feeds()
        .fail_next(Which::Orders, 1, FeedFailure::RefuseUpgrade(503));
    let feed = Feed::open(&sandbox, "/betafeed").await;
    let refused = Feed::try_open(&sandbox, "/realtime").await.unwrap_err();
    assert!(refused.to_string().contains("503"), "{refused}");
    Feed::open(&sandbox, "/realtime").await;
    drop(feed);

    let (token, sid) = token_and_sid(&session);
    let hello = format!("{{type:cn,Authorization:{token},Sid:{sid},src:WEB}}");
    neo.feeds().fail_next(None, 2, FeedFailure::RefuseLogin);
    neo.feeds().fail_next(None, 1, FeedFailure::LoginUnanswered);
    for expected in [Some("nk"), Some("nk"), None, Some("ok")] {
        let mut feed = Feed::open(&sandbox, "/realtime").await;
        feed.text(&*hello).await;
        match expected {
            Some(ak) => assert_eq!(feed.next_json().await["ak"], ak),
            None => assert!(feed.is_silent().await),
        }
    }
}

#[tokio::test]
async fn what_is_planned_happens_right_after_the_answer_to_the_login() {
    let sandbox = sandbox().await;
    let session = Neo::first(&sandbox).await;
    sandbox
        .kotak_neo()
        .feeds()
        .fail_next(Which::Hsm, 1, FeedFailure::Close(1013));
    let mut feed = hsm::logged_in(&sandbox, &session).await;
    let Message::Close(Some(frame)) = feed.next().await.unwrap().unwrap() else {
        panic!("no close frame");
    };
    assert_eq!(frame.code, CloseCode::Again);
}

#[tokio::test]
async fn a_connection_closes_after_so_many_messages() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    let id = sandbox.kotak_neo().feeds().connections()[0].id;
    let failure = FeedFailure::CloseAfter {
        messages: 2,
        code: 4000,
    };
    assert!(sandbox.kotak_neo().feeds().fail_connection(id, failure));
    for _ in 0..2 {
        tick(&sandbox);
        feed.next_bytes().await;
    }
    assert!(feed.next().await.unwrap().unwrap().is_close());
}

#[tokio::test]
async fn garbage_comes_once_and_the_connection_goes_on_where_websocket_lets_it() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    let garbage = |how| {
        sandbox
            .kotak_neo()
            .feeds()
            .fail(None, FeedFailure::Garbage(how))
    };
    garbage(Garbage::WrongKind);
    assert!(feed.next().await.unwrap().unwrap().is_text());
    garbage(Garbage::BrokenLength);
    let frame = feed.next_bytes().await;
    assert!(usize::from(u16::from_le_bytes([frame[0], frame[1]])) > frame.len());
    tick(&sandbox);
    assert_eq!(feed.next_bytes().await.len(), 54);
    garbage(Garbage::NotUtf8);
    let error = feed.next().await.unwrap().unwrap_err().to_string();
    assert!(error.to_lowercase().contains("utf"), "{error}");
}

#[tokio::test]
async fn the_end_of_sessions_and_a_reset_end_their_connections() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    sandbox.kotak_neo().end_sessions();
    assert_eq!(sandbox.kotak_neo().feeds().open(None), 0);
    assert!(feed.next().await.unwrap().unwrap().is_close());
    sandbox.kotak_neo().allow_used_codes(true);
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    sandbox.reset();
    assert_eq!(sandbox.kotak_neo().feeds().opened(None), 0);
    assert!(feed.next().await.is_none_or(|end| end.is_err()));
}

#[tokio::test]
async fn what_a_connection_has_subscribed_to_and_sent_can_be_looked_at() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    feed.socket
        .send(Message::Ping("here".into()))
        .await
        .unwrap();
    feed.next().await;
    let connections = sandbox.kotak_neo().feeds().connections();
    let [connection] = &*connections else {
        panic!("{connections:?}");
    };
    let ucc = &sandbox.accounts().kotak_neo[0].ucc;
    assert_eq!(connection.account.as_ref(), Some(ucc));
    let [subscription] = &*connection.subscriptions else {
        panic!("{connection:?}");
    };
    assert_eq!(
        (&*subscription.kind, &*subscription.instrument),
        ("ScripsLite", "nse_cm|1001")
    );
    let received = json!(connection.received);
    assert_eq!(
        received,
        json!({"auth": 1, "ping": 1, "subscribeScripsLite": 1})
    );
}

#[tokio::test]
async fn a_call_without_an_upgrade_is_told_so() {
    let sandbox = sandbox().await;
    for (path, status) in [
        ("/", 404),
        ("/betafeed", 426),
        ("/wsfeed", 426),
        ("/realtime", 426),
    ] {
        get(&format!("{}{path}", sandbox.url()), &[])
            .await
            .expect(status);
    }
}

#[tokio::test]
async fn a_slow_connection_waits_before_each_message() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    let wait = Duration::from_millis(300);
    sandbox
        .kotak_neo()
        .feeds()
        .fail(None, FeedFailure::Slow(wait));
    let begun = std::time::Instant::now();
    tick(&sandbox);
    feed.next_bytes().await;
    assert!(begun.elapsed() >= wait);
}

#[tokio::test]
async fn a_connection_that_is_not_read_from_still_tells() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    sandbox
        .kotak_neo()
        .feeds()
        .fail(None, FeedFailure::StalledReading);
    feed.text(r#"{"event":"snapshotScripsLite","inputtoken":"nse_cm|1001"}"#)
        .await;
    assert!(feed.is_silent().await);
    tick(&sandbox);
    assert_eq!(feed.next_bytes().await.len(), 54);
    assert!(feed.is_silent().await);
}

#[tokio::test]
async fn a_logout_ends_the_connections_of_its_session_alone() {
    let sandbox = sandbox().await;
    sandbox.kotak_neo().allow_used_codes(true);
    let (leaving, staying) = (Neo::newest(&sandbox).await, Neo::newest(&sandbox).await);
    let mut ended = subscribed(&sandbox, &leaving).await;
    let mut other = subscribed(&sandbox, &staying).await;
    let url = format!("{}/apim/login/2.0/logout", sandbox.url());
    let headers = leaving.headers.iter();
    let headers: Vec<_> = headers.map(|(name, value)| (&**name, &**value)).collect();
    send(request("POST", &url, &headers)).await.expect(200);
    assert!(ended.next().await.unwrap().unwrap().is_close());
    assert_eq!(sandbox.kotak_neo().feeds().open(None), 1);
    tick(&sandbox);
    assert_eq!(other.next_bytes().await.len(), 54);
}

#[tokio::test]
async fn the_end_of_the_sandbox_ends_its_connections() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let mut feed = subscribed(&sandbox, &session).await;
    drop(sandbox);
    assert!(feed.next().await.is_none_or(|end| end.is_err()));
}

#[tokio::test]
async fn a_cut_in_a_frame_leaves_the_beginning_of_one() {
    let sandbox = sandbox().await;
    let session = Neo::newest(&sandbox).await;
    let feed = subscribed(&sandbox, &session).await;
    sandbox
        .kotak_neo()
        .feeds()
        .fail(None, FeedFailure::CutInFrame);
    let MaybeTlsStream::Plain(mut tcp) = feed.socket.into_inner() else {
        panic!("TLS");
    };
    let mut rest = Vec::new();
    tcp.read_to_end(&mut rest).await.unwrap();
    // A whole binary message of 256 bytes.
    assert_eq!(rest[..4], [0x82, 126, 1, 0]);
    assert!(rest.len() > 4 && rest.len() < 4 + 256);
}
