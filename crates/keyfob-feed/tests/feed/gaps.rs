//! Holes: one gap each, from the last frame to the next login, for the first reason, before whatever comes after.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob_core::Clock;
use keyfob_feed::{GapReason, Message, State};
use tokio_websockets::CloseCode;

use crate::probe::{Probe, event, gap, quick, settings, until};
use crate::server::Server;
use crate::talk::Event;

/// A clock that is set by hand, to seconds.
#[derive(Clone, Default)]
struct Hand(Arc<AtomicU64>);

impl Hand {
    fn set(&self, seconds: u64) {
        self.0.store(seconds, Ordering::SeqCst);
    }

    fn clock(&self) -> Clock {
        let hand = self.clone();
        Clock::from_fn(move || at(hand.0.load(Ordering::SeqCst)))
    }
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// The connection is closed, and the next tries fail in every way that a try can.
#[tokio::test]
async fn there_is_one_gap_for_any_number_of_tries() {
    let hand = Hand::default();
    let served = hand.clone();
    let server = Server::start(move |mut peer| {
        let hand = served.clone();
        async move {
            hand.set(100 + 10 * u64::try_from(peer.number).unwrap());
            match peer.number {
                0 => {
                    peer.log_in().await;
                    peer.say("event 1").await;
                    // It asks after it has read that.
                    assert_eq!(peer.text().await.unwrap(), "add [1]");
                    hand.set(105);
                    peer.send(Message::close(Some(CloseCode::GOING_AWAY), "bye"))
                        .await;
                    peer.wait_for_end().await;
                }
                1 => peer.raw(b"garbage").await,
                2 => peer.log_in_with("busy with others").await,
                3 => {
                    peer.send(Message::close(Some(CloseCode::SERVICE_RESTART), ""))
                        .await;
                    peer.wait_for_end().await;
                }
                4 => drop(peer),
                // The login's answer has an event with it.
                5 => {
                    peer.log_in_with("quote 1 5\nok\nquote 1 6\nevent 3").await;
                    // It is asked after the login is noted.
                    assert_eq!(peer.text().await.unwrap(), "add [1]");
                    hand.set(200);
                    peer.listen().await;
                }
                _ => peer.listen().await,
            }
        }
    })
    .await;
    let probe = Probe::with(settings(&server.origin()).with_clock(hand.clock()));
    let mut feed = probe.open().await.unwrap();
    let handle = feed.handle();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    handle.subscribe(&[1]).await.unwrap();
    let gap = gap(&mut feed).await;
    let reason = GapReason::Closed {
        code: 1001,
        reason: "bye".to_owned(),
    };
    assert_eq!((&gap.reason, gap.attempts), (&reason, 5));
    // The close frame was the last.
    assert_eq!((gap.from, gap.to), (at(105), at(150)));
    assert_eq!(gap.duration(), Duration::from_secs(45));
    let newest = Event::Quote {
        key: 1,
        value: 6,
        passed: 1,
    };
    assert_eq!(event(&mut feed).await, newest);
    assert_eq!(event(&mut feed).await, Event::Kept(3));
    assert_eq!((handle.conflated(), server.made()), (1, 6));
}

/// Where nothing says farewell, the hole begins with what came last, not with its discovery.
#[tokio::test]
async fn it_begins_with_the_last_frame() {
    let hand = Hand::default();
    let served = hand.clone();
    let server = Server::start(move |mut peer| {
        let hand = served.clone();
        async move {
            if peer.number == 0 {
                hand.set(10);
                peer.log_in().await;
                peer.say("event 1").await;
                assert_eq!(peer.text().await.unwrap(), "add [1]");
                hand.set(50);
            } else {
                // The clock was set back meanwhile.
                hand.set(5);
                peer.serve(&["event 2"]).await;
            }
        }
    })
    .await;
    let probe = Probe::with(settings(&server.origin()).with_clock(hand.clock()));
    let mut feed = probe.open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    feed.handle().subscribe(&[1]).await.unwrap();
    let gap = gap(&mut feed).await;
    assert_eq!(
        (gap.from, gap.to, gap.reason),
        (at(10), at(5), GapReason::Cut)
    );
    assert_eq!(event(&mut feed).await, Event::Kept(2));
}

#[tokio::test]
async fn each_hole_has_its_own() {
    let server = Server::start(|mut peer| async move {
        peer.log_in().await;
        let number = peer.number;
        peer.say(format!("event {number}\nquote 7 {number}")).await;
        if number < 20 {
            peer.say("again").await;
            peer.wait_for_end().await;
        } else {
            peer.listen().await;
        }
    })
    .await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    // Nobody reads before the last connection stands: of the quotes the newest is left, behind the last gap.
    let handle = feed.handle();
    while handle.conflated() < 20 {
        tokio::task::yield_now().await;
    }
    until(&handle, State::Live).await;
    for number in 0..20 {
        assert_eq!(event(&mut feed).await, Event::Kept(number));
        let gap = gap(&mut feed).await;
        assert_eq!((gap.reason, gap.attempts), (GapReason::Asked, 1));
    }
    assert_eq!(event(&mut feed).await, Event::Kept(20));
    let newest = Event::Quote {
        key: 7,
        value: 20,
        passed: 20,
    };
    assert_eq!(event(&mut feed).await, newest);
}

/// There is none before the first connection, however many tries it took.
#[tokio::test]
async fn there_is_none_before_the_first() {
    let server = Server::start(|mut peer| async move {
        if peer.number == 0 {
            peer.log_in_with("no such spelling").await;
            peer.wait_for_end().await;
        } else {
            peer.serve(&["event 1"]).await;
        }
    })
    .await;
    let mut probe = Probe::at(&server.origin());
    probe.mends = 1;
    let mut feed = probe.open_with(quick()).await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    assert_eq!(server.made(), 2);
}
