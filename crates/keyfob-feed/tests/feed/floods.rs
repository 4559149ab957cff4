//! More than anybody can take: it is read all the same, nothing grows, and nothing is kept from its turn.

use std::time::{Duration, Instant};

use keyfob_feed::{FeedItem, FeedSettings, GapReason, Message, State};
use tokio::time::timeout;

use crate::probe::{LONG, Probe, event, gap, ms, next, quick, until};
use crate::server::{Peer, Server};
use crate::talk::Event;

const KEYS: u64 = 50;
const ROUNDS: u64 = 4_000;

/// Nobody reads. The server is not held up, and what waits are the newest of each key, and what is never dropped.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_who_sleeps() {
    let mut server = Server::start(|mut peer| async move {
        peer.log_in().await;
        let began = Instant::now();
        for round in 0..ROUNDS {
            let quotes = (0..KEYS).map(|key| format!("quote {key} {round}\n"));
            let kept = if round % 1_000 == 0 { "event 1\n" } else { "" };
            peer.say(format!("{}{kept}", quotes.collect::<String>()))
                .await;
        }
        peer.say("ack 1").await;
        while peer.text().await.unwrap() != "acked 1" {}
        peer.tell(format!("{}", began.elapsed().as_micros()));
        peer.listen().await;
    })
    .await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    let took: u64 = server.heard().await.1.parse().unwrap();
    println!("{} quotes in {took} us, nobody reading", KEYS * ROUNDS);
    assert_eq!(feed.handle().conflated(), KEYS * (ROUNDS - 1));
    let (mut quotes, mut kept) = (0, 0);
    for _ in 0..KEYS + ROUNDS / 1_000 {
        match event(&mut feed).await {
            Event::Quote { value, passed, .. } => {
                assert_eq!((value, passed), (ROUNDS - 1, ROUNDS - 1));
                quotes += 1;
            }
            _ => kept += 1,
        }
    }
    assert_eq!((quotes, kept), (KEYS, ROUNDS / 1_000));
    assert!(timeout(ms(20), feed.next()).await.is_err());
}

/// The server sends without a pause, and reads on its side.
async fn flooding() -> Server {
    Server::start(|mut peer| async move {
        peer.log_in().await;
        let flood = "quote 1 1\n".repeat(20);
        loop {
            if peer.say(flood.clone()).await.is_none() {
                return;
            }
            let read = std::future::poll_fn(|context| {
                let polled = futures_util::StreamExt::poll_next_unpin(&mut peer.socket, context);
                std::task::Poll::Ready(polled)
            });
            if let std::task::Poll::Ready(message) = read.await {
                let Some(Ok(message)) = message else { return };
                let text = message.as_text().unwrap_or("farewell").to_owned();
                peer.tell(text);
            }
        }
    })
    .await
}

const SOON: Duration = ms(500);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_keeps_nothing_from_its_turn() {
    let mut server = flooding().await;
    let mut probe = Probe::at(&server.origin());
    probe.heartbeat = Some(ms(50));
    let feed = probe.open().await.unwrap();
    let handle = feed.handle();
    while handle.conflated() < 10_000 {
        tokio::task::yield_now().await;
    }
    timeout(SOON, handle.subscribe(&[1]))
        .await
        .unwrap()
        .unwrap();
    let mut beats = 0;
    timeout(LONG, async {
        while beats < 5 {
            match &*server.heard().await.1 {
                "beat" => beats += 1,
                "add [1]" => {}
                other => panic!("{other}"),
            }
        }
    })
    .await
    .unwrap();
    let began = Instant::now();
    handle.close();
    until(&handle, State::Ended).await;
    // The farewell has a second, in which the flood goes on.
    assert!(began.elapsed() < ms(1_500), "{:?}", began.elapsed());
    server.all_closed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_ends_in_a_flood() {
    let server = flooding().await;
    let probe = Probe::at(&server.origin());
    let session = probe.handle.clone();
    let feed = probe.open().await.unwrap();
    let handle = feed.handle();
    while handle.conflated() < 10_000 {
        tokio::task::yield_now().await;
    }
    let began = Instant::now();
    session.credentials().clear();
    until(&handle, State::Ended).await;
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    server.all_closed().await;
}

/// Each ping is answered, and the events between them are told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_pings() {
    const PINGS: u32 = 20_000;
    let mut server = Server::start(|mut peer| async move {
        peer.log_in().await;
        let (mut sent, mut answered) = (0, 0);
        while answered < PINGS {
            if sent < PINGS {
                for _ in 0..100 {
                    peer.send(Message::ping(sent.to_be_bytes().to_vec())).await;
                    sent += 1;
                }
            }
            for _ in 0..100 {
                let message = peer.message().await.unwrap();
                assert!(message.is_pong());
                assert_eq!(message.as_payload()[..], answered.to_be_bytes());
                answered += 1;
            }
        }
        peer.say("event 1").await;
        peer.tell("answered");
        peer.listen().await;
    })
    .await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    assert_eq!(server.heard().await.1, "answered");
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    assert_eq!(server.made(), 1);
}

/// A server that only talks makes nothing grow: once its answers do not go out, no more is taken in.
async fn only_talks(message: impl Fn() -> Message + Copy + Send + Sync + 'static) {
    const MANY: usize = 2_000_000;
    let mut server = Server::start(move |mut peer: Peer| async move {
        if peer.number > 0 {
            return peer.serve(&[]).await;
        }
        peer.log_in().await;
        let mut sent = 0;
        // Without a flush the socket is not read from either.
        while sent < MANY {
            if futures_util::SinkExt::feed(&mut peer.socket, message())
                .await
                .is_err()
            {
                break;
            }
            sent += 1;
        }
        peer.tell(format!("{sent}"));
    })
    .await;
    let settings = FeedSettings {
        pong: ms(300),
        ..quick()
    };
    let probe = Probe::at(&server.origin());
    let mut feed = probe.open_with(settings).await.unwrap();
    let gap = gap(&mut feed).await;
    assert_eq!(gap.reason, GapReason::Stalled);
    let sent: usize = server.heard().await.1.parse().unwrap();
    println!("{sent} messages were taken, and not answered");
    assert!(sent < MANY / 4, "{sent}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pings_of_a_server_that_reads_nothing() {
    only_talks(|| Message::ping(vec![7; 125])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_to_be_acknowledged_of_a_server_that_reads_nothing() {
    only_talks(|| Message::text(format!("ack {}", "7".repeat(120)))).await;
}

/// Events that are never conflated come in order, as fast as they are read.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_events_in_order() {
    const EVENTS: u64 = 50_000;
    let server = Server::start(|mut peer| async move {
        peer.log_in().await;
        for number in 0..EVENTS {
            let message = Message::text(format!("event {number}"));
            futures_util::SinkExt::feed(&mut peer.socket, message)
                .await
                .unwrap();
        }
        peer.say("over").await;
        peer.listen().await;
    })
    .await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    for number in 0..EVENTS {
        assert_eq!(event(&mut feed).await, Event::Kept(number));
    }
    assert!(matches!(next(&mut feed).await, FeedItem::Ended(_)));
}
