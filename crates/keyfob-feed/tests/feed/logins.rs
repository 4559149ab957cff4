//! The way to a connection: its states in their order, and logins that fail.

use std::sync::atomic::Ordering;

use keyfob_core::Error;
use keyfob_feed::{FeedSettings, GapReason, State};

use crate::probe::{LONG, Probe, ended, event, gap, ms, quick};
use crate::server::Server;
use crate::talk::Event;

#[tokio::test]
async fn the_states_in_their_order() {
    let mut server = Server::start(|mut peer| async move {
        peer.text().await;
        // Each state stands a while, so that all of them are seen.
        tokio::time::sleep(ms(30)).await;
        match peer.number {
            0 => {
                peer.say("ok").await;
                // A ping comes, and no answer to it: only something else.
                while !peer.message().await.is_none_or(|message| message.is_ping()) {}
                peer.say("event 1").await;
                tokio::time::sleep(ms(30)).await;
            }
            1 => peer.say("busy now").await.unwrap_or_default(),
            _ => {
                peer.say("ok").await;
                tokio::time::sleep(ms(30)).await;
                peer.say("over").await;
                peer.wait_for_end().await;
            }
        }
    })
    .await;
    let settings = FeedSettings {
        silence: ms(100),
        first_wait: ms(30),
        longest_wait: ms(30),
        ..FeedSettings::default()
    };
    let mut feed = Probe::at(&server.origin())
        .open_with(settings)
        .await
        .unwrap();
    let mut states = feed.handle().states();
    let mut seen = vec![*states.borrow_and_update()];
    let all = async {
        while *seen.last().unwrap() != State::Ended {
            states.changed().await.unwrap();
            seen.push(*states.borrow_and_update());
        }
    };
    tokio::time::timeout(LONG, all).await.unwrap();
    use State::*;
    let first = [Live, Silent, Live, Waiting];
    let second = [Connecting, Authenticating, Waiting];
    let third = [Connecting, Authenticating, Live, Ended];
    assert_eq!(seen, [&first[..], &second, &third].concat());
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    gap(&mut feed).await;
    ended(&mut feed).await;
    assert!(server.said.try_recv().is_err());
}

#[tokio::test]
async fn a_login_that_is_not_answered() {
    let server = Server::start(|mut peer| async move {
        if peer.number == 1 {
            peer.log_in().await;
            peer.say("event 1").await;
        } else if peer.number > 2 {
            peer.serve(&["event 2"]).await;
        } else {
            peer.wait_for_end().await;
        }
    })
    .await;
    let settings = FeedSettings {
        login: ms(100),
        ..quick()
    };
    let began = std::time::Instant::now();
    let opened = Probe::at(&server.origin()).open_with(settings).await;
    let error = opened.unwrap_err();
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
    assert!(error.to_string().contains("no answer in time"), "{error}");
    assert!(began.elapsed() >= ms(95) && began.elapsed() < ms(1_000));
    let mut feed = Probe::at(&server.origin())
        .open_with(settings)
        .await
        .unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    // The one that is not answered does not end it, and the hole keeps its first reason.
    let gap = gap(&mut feed).await;
    assert_eq!((gap.reason, gap.attempts), (GapReason::Cut, 2));
    assert_eq!(event(&mut feed).await, Event::Kept(2));
}

#[tokio::test]
async fn one_that_is_refused_when_the_feed_is_opened() {
    let refuses = |mut peer: crate::server::Peer| async move {
        peer.log_in_with("no token of ours").await;
        peer.wait_for_end().await;
    };
    let server = Server::start(refuses).await;
    let error = Probe::at(&server.origin()).open().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    assert_eq!(error.message(), Some("token of ours"));
    assert_eq!(server.made(), 1);

    // Mended again and again, and refused nevertheless: not for ever, since somebody waits.
    let mut probe = Probe::at(&server.origin());
    probe.mends = usize::MAX;
    let error = probe.open().await.unwrap_err();
    assert!(error.to_string().contains("token of ours"), "{error}");
    assert_eq!(server.made(), 1 + 4);
    server.all_closed().await;
}

#[tokio::test]
async fn one_that_is_refused_later_and_mended() {
    let server = Server::start(|mut peer| async move {
        match peer.number {
            0 => peer.serve(&["event 1", "no more of this session"]).await,
            1..5 => {
                peer.log_in_with("no spelling like this").await;
                peer.wait_for_end().await;
            }
            _ => peer.serve(&["event 2"]).await,
        }
    })
    .await;
    let mut probe = Probe::at(&server.origin());
    probe.mends = 5;
    let refusals = std::sync::Arc::clone(&probe.refusals);
    let mut feed = probe.open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    let gap = gap(&mut feed).await;
    let GapReason::Login(why) = &gap.reason else {
        panic!("{gap:?}");
    };
    assert!(why.contains("more of this session"), "{why}");
    assert_eq!((gap.attempts, refusals.load(Ordering::SeqCst)), (5, 5));
    assert_eq!(event(&mut feed).await, Event::Kept(2));
}

#[tokio::test]
async fn one_that_is_refused_later_for_good() {
    for first in ["no more", "ok"] {
        let server = Server::start(move |mut peer| async move {
            if peer.number == 0 {
                peer.log_in().await;
                peer.say("event 1").await;
                if first == "no more" {
                    peer.say(first).await;
                    peer.wait_for_end().await;
                }
            } else {
                peer.log_in_with("no more").await;
                peer.wait_for_end().await;
            }
        })
        .await;
        let mut feed = Probe::at(&server.origin()).open().await.unwrap();
        assert_eq!(event(&mut feed).await, Event::Kept(1));
        let error = ended(&mut feed).await;
        assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
        server.all_closed().await;
        assert_eq!(server.made(), if first == "ok" { 2 } else { 1 });
    }
}

/// Whoever mends the session may take a minute; who subscribes meanwhile has nothing to wait for.
#[tokio::test]
async fn nobody_waits_for_a_refusal_to_be_mended() {
    let server = Server::start(|peer| peer.serve(&["no more"])).await;
    let mut probe = Probe::at(&server.origin());
    probe.stuck = true;
    let mut feed = probe.open().await.unwrap();
    let handle = feed.handle();
    crate::probe::until(&handle, State::Waiting).await;
    let subscribed = tokio::time::timeout(LONG, handle.subscribe(&[1])).await;
    subscribed.unwrap().unwrap();
    server.all_closed().await;
    handle.close();
    crate::probe::over(&mut feed).await;
}
