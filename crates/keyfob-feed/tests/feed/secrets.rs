//! The token is in the login and nowhere else: in no log, no `Debug`, no error and no reason, whatever the server does with it.

use keyfob_core::Error;
use keyfob_feed::{FeedItem, GapReason, Message, State};
use tokio_websockets::CloseCode;

use crate::probe::{Probe, SCHEME, TOKEN, ended, gap, next, until};
use crate::server::Server;
use crate::watch::{watch, written};

/// Everything that an error shows.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!("\n{cause} {cause:#} {cause:?} {cause:#?}"));
        source = cause.source();
    }
    text
}

fn is_clean(text: &str, token: &str) {
    // Neither whole, nor what would be left of it.
    for part in [token, &token[..8], &token[token.len() - 8..]] {
        assert!(!text.contains(part), "{part} in {text}");
    }
}

/// A server that says the token back in every way that it has.
#[tokio::test]
async fn a_server_that_repeats_the_token() {
    watch();
    let server = Server::start(|mut peer| async move {
        let login = peer.text().await.unwrap();
        let token = login.strip_prefix("login ").unwrap();
        assert_eq!(token, TOKEN);
        match peer.number {
            0 => {
                peer.say(format!("what is {token}?\nok\n{token}\nevent 1"))
                    .await;
                let reason = format!("expired {token}.");
                peer.send(Message::close(Some(CloseCode::POLICY_VIOLATION), &reason))
                    .await;
            }
            1 => peer.say(format!("busy with {token}")).await.unwrap(),
            2 => peer.raw(format!("garbage {token}").as_bytes()).await,
            3 => {
                peer.say("ok").await;
                peer.say(format!("no \"{token}\" here")).await;
            }
            4 => {
                peer.say("ok").await;
                peer.say(format!("event 2\nover: {token}\nover {token} and out"))
                    .await;
            }
            _ => return,
        }
        peer.wait_for_end().await;
    })
    .await;
    let mut probe = Probe::at(&server.origin());
    probe.mends = 3;
    let mut feed = probe.open().await.unwrap();
    let handle = feed.handle();
    let mut text = format!("{feed:?} {feed:#?} {handle:?}");
    let FeedItem::Event(_) = next(&mut feed).await else {
        panic!("an event");
    };
    let first = gap(&mut feed).await;
    let reason = GapReason::Closed {
        code: 1008,
        reason: "expired [redacted].".to_owned(),
    };
    assert_eq!((&first.reason, first.attempts), (&reason, 3));
    let second = gap(&mut feed).await;
    assert!(matches!(&second.reason, GapReason::Login(why) if why.contains("[redacted]")));
    for gap in [first, second] {
        text.push_str(&format!("{gap:?} {gap:#?} {}", gap.reason));
    }
    assert!(matches!(next(&mut feed).await, FeedItem::Event(_)));
    let error = ended(&mut feed).await;
    assert!(error.to_string().contains("[redacted] and out"), "{error}");
    text.push_str(&shown(&error));
    text.push_str(&format!("{feed:?} {:?}", handle.problems()));
    is_clean(&text, TOKEN);

    let log = written().text();
    is_clean(&log, TOKEN);
    // What is looked through is the log of this very feed, of its HTTP client too.
    for expected in [
        "the connection of a feed is lost",
        "live again",
        "has ended",
        "probe_feed",
        "hyper",
    ] {
        assert!(log.contains(expected), "{expected} in {log}");
    }
}

#[tokio::test]
async fn a_refusal_when_it_is_opened() {
    watch();
    let server = Server::start(|mut peer| async move {
        let login = peer.text().await.unwrap();
        peer.say(format!("no {login}")).await;
        peer.wait_for_end().await;
    })
    .await;
    for mends in [0, usize::MAX] {
        let mut probe = Probe::at(&server.origin());
        probe.mends = mends;
        let error = probe.open().await.unwrap_err();
        assert!(error.to_string().contains("[redacted]"), "{error}");
        is_clean(&shown(&error), TOKEN);
    }
    is_clean(&written().text(), TOKEN);
}

/// A close frame has room for 123 bytes, and most tokens are longer; and the session may have been renewed since the login.
#[tokio::test]
async fn a_token_that_is_cut_or_renewed() {
    let long = format!("eyJhbGciOi-{}", "9fK2".repeat(100));
    let server = Server::start(|mut peer| async move {
        let login = peer.text().await.unwrap();
        let token = login.strip_prefix("login ").unwrap();
        peer.say("ok").await;
        if peer.number < 2 {
            peer.text().await;
            let mut reason = format!("not good: {token}");
            reason.truncate(123);
            peer.send(Message::close(Some(CloseCode::POLICY_VIOLATION), &reason))
                .await;
        }
        peer.wait_for_end().await;
    })
    .await;
    let probe = Probe::at(&server.origin());
    let session = probe.handle.clone();
    session.credentials().set(&SCHEME, &*long);
    let mut feed = probe.open().await.unwrap();
    for (topic, token) in [(1, "another-0ne-0f-ours"), (2, "a-third-0ne-0f-ours")] {
        until(&feed.handle(), State::Live).await;
        session.credentials().set(&SCHEME, token);
        feed.handle().subscribe(&[topic]).await.unwrap();
        let gap = gap(&mut feed).await;
        let GapReason::Closed { reason, .. } = gap.reason else {
            panic!("{gap:?}");
        };
        assert_eq!(reason, "not good: [redacted]");
    }
}
