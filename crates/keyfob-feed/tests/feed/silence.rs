//! The watchdog: dead connections are found, and quiet ones are left alone.

use std::time::{Duration, Instant};

use keyfob_feed::{FeedSettings, GapReason, Message, State};

use crate::probe::{LONG, Probe, event, gap, ms, quick, until};
use crate::server::{Peer, Server};
use crate::talk::Event;

const WATCHFUL: FeedSettings = FeedSettings {
    silence: ms(150),
    pong: ms(150),
    connect: ms(1_000),
    login: ms(1_000),
    first_wait: ms(5),
    longest_wait: ms(20),
    stable: ms(30_000),
};

/// The server has stopped altogether, and the connection stands.
#[tokio::test]
async fn a_half_open_connection_is_replaced_in_time() {
    let server = Server::start(|mut peer| async move {
        peer.log_in().await;
        peer.say("event 1").await;
        if peer.number == 0 {
            std::future::pending::<()>().await;
        }
        peer.listen().await;
    })
    .await;
    let probe = Probe::at(&server.origin());
    let mut feed = probe.open_with(WATCHFUL).await.unwrap();
    let handle = feed.handle();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    let began = Instant::now();
    until(&handle, State::Silent).await;
    let noticed = began.elapsed();
    let gap = gap(&mut feed).await;
    let replaced = began.elapsed();
    println!(
        "a half-open connection was noticed after {noticed:?}, and replaced after {replaced:?}"
    );
    assert_eq!((gap.reason, gap.attempts), (GapReason::Silent, 1));
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    let least = WATCHFUL.silence - ms(20);
    assert!(noticed >= least && noticed < least + ms(500), "{noticed:?}");
    let least = WATCHFUL.silence + WATCHFUL.pong - ms(20);
    // One connection on loopback, and the first wait.
    assert!(
        replaced >= least && replaced < least + ms(500),
        "{replaced:?}"
    );
    assert!(gap.to.duration_since(gap.from).unwrap() >= least);
}

/// Out of hours only the answers to pings come.
#[tokio::test]
async fn a_silent_server_that_answers_pings_is_left_alone() {
    let server = Server::start(|peer| peer.serve(&[])).await;
    let settings = FeedSettings {
        silence: ms(20),
        pong: ms(2_000),
        ..WATCHFUL
    };
    let probe = Probe::at(&server.origin());
    let feed = probe.open_with(settings).await.unwrap();
    let mut states = feed.handle().states();
    let mut silences = 0;
    let quiet = async {
        while silences < 25 {
            states.changed().await.unwrap();
            let state = *states.borrow_and_update();
            assert!(state.is_live(), "{state}");
            silences += usize::from(state == State::Silent);
        }
    };
    tokio::time::timeout(LONG, quiet).await.unwrap();
    assert_eq!(server.made(), 1);
    assert_eq!(feed.handle().problems(), []);
}

/// Any frame counts, a ping of the server's too, and it is answered.
#[tokio::test]
async fn pings_of_the_server_are_answered_and_count() {
    let mut server = Server::start(|mut peer| async move {
        peer.log_in().await;
        for number in 0..20_u8 {
            peer.send(Message::ping(vec![number])).await;
            let answer = peer.message().await.unwrap();
            assert!(answer.is_pong() && answer.as_payload()[..] == [number]);
            tokio::time::sleep(ms(20)).await;
        }
        peer.tell("answered");
        peer.listen().await;
    })
    .await;
    let probe = Probe::at(&server.origin());
    let feed = probe.open_with(WATCHFUL).await.unwrap();
    let mut states = feed.handle().states();
    assert_eq!(*states.borrow_and_update(), State::Live);
    assert_eq!(server.heard().await.1, "answered");
    assert!(!states.has_changed().unwrap());
    assert_eq!(server.made(), 1);
}

/// It still sends, but takes nothing in.
#[tokio::test]
async fn a_server_that_stops_reading() {
    let server = Server::start(|mut peer| async move {
        peer.log_in().await;
        let talks = async |peer: &mut Peer| {
            while peer.say("event 7").await.is_some() {
                tokio::time::sleep(ms(10)).await;
            }
        };
        if peer.number == 0 {
            talks(&mut peer).await;
        } else {
            while peer.text().await.is_some() {}
        }
    })
    .await;
    let mut probe = Probe::at(&server.origin());
    probe.padding = 32 * 1024 * 1024;
    let mut feed = probe.open_with(WATCHFUL).await.unwrap();
    let handle = feed.handle();
    let began = Instant::now();
    handle.subscribe(&[1]).await.unwrap();
    let mut events = 0;
    let gap = loop {
        match crate::probe::next(&mut feed).await {
            keyfob_feed::FeedItem::Gap(gap) => break gap,
            _ => events += 1,
        }
    };
    assert_eq!(gap.reason, GapReason::Stalled);
    // What came meanwhile was read.
    assert!(events >= 3, "{events}");
    let took = began.elapsed();
    assert!(took >= WATCHFUL.pong && took < ms(5_000), "{took:?}");
}

/// What the server asks for is sent in time, whatever else there is.
#[tokio::test]
async fn heartbeats() {
    let mut server = Server::start(|peer| peer.serve(&[])).await;
    let mut probe = Probe::at(&server.origin());
    probe.heartbeat = Some(ms(20));
    let _feed = probe.open_with(quick()).await.unwrap();
    let began = Instant::now();
    for _ in 0..10 {
        assert_eq!(server.heard().await, (0, "beat".to_owned()));
    }
    let took = began.elapsed();
    assert!(took >= ms(190) && took < ms(1_000), "{took:?}");
}

/// Times that cannot be are no reason to panic, to turn without rest or to flood the server.
#[tokio::test]
async fn settings_that_cannot_be() {
    for time in [Duration::ZERO, Duration::MAX] {
        let mut server = Server::start(|peer| peer.serve(&["event 1"])).await;
        let settings = FeedSettings {
            silence: time,
            pong: Duration::MAX,
            first_wait: time,
            longest_wait: time,
            stable: time,
            connect: Duration::MAX,
            login: Duration::MAX,
        };
        let mut probe = Probe::at(&server.origin());
        probe.heartbeat = Some(time);
        let mut feed = probe.open_with(settings).await.unwrap();
        assert_eq!(event(&mut feed).await, Event::Kept(1));
        feed.handle().subscribe(&[1]).await.unwrap();
        let mut beats = 0;
        let _ = tokio::time::timeout(ms(100), async {
            while server.heard().await.1 != "never" {
                beats += 1;
            }
        })
        .await;
        // One is the subscription.
        assert!(beats <= 110, "{beats}");
        assert_eq!(server.made(), 1);
    }
}
