//! Everything at once: connections that die in any way at any moment, while subscriptions come and go.

use std::sync::Arc;
use std::time::Instant;

use keyfob_feed::{FeedItem, FeedSettings, Message};
use tokio::time::timeout;
use tokio_websockets::CloseCode;

use crate::ends::gone;
use crate::probe::{LONG, Probe, ms, next, quick};
use crate::server::{Peer, Server};
use crate::talk::Event;

const CONNECTIONS: usize = 120;

/// Numbers that look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// One connection: some fail to log in, the others say their events, which tell the connection by their number, and die.
async fn serve(mut peer: Peer) {
    let number = u64::try_from(peer.number).unwrap();
    let mut numbers = Numbers(number);
    let is_first_or_last = number == 0 || peer.number == CONNECTIONS;
    if !is_first_or_last {
        match numbers.below(8) {
            0 => return,
            1 => return peer.log_in_with("busy just now").await,
            2 => return peer.wait_for_end().await,
            _ => {}
        }
    }
    peer.log_in().await;
    for event in 0..numbers.below(6) {
        peer.say(format!(
            "event {}\nquote 1 {number}",
            number * 1_000 + event
        ))
        .await;
    }
    if peer.number == CONNECTIONS {
        peer.say(format!("event {}", number * 1_000 + 999)).await;
        return peer.listen().await;
    }
    match numbers.below(8) {
        0 => {}
        1 => peer.socket.get_ref().set_zero_linger().unwrap(),
        2 => drop(
            peer.send(Message::close(Some(CloseCode::GOING_AWAY), "bye"))
                .await,
        ),
        3 => peer.raw(&[0xff; 9]).await,
        4 => peer.raw(&[0x81, 5, b'q']).await,
        5 => drop(peer.say("again").await),
        // Silence: the watchdog ends it.
        6 => peer.wait_for_end().await,
        _ => drop(timeout(ms(numbers.below(9)), peer.text()).await),
    }
}

#[tokio::test]
async fn many_connections_that_die_in_any_way() {
    dies_and_lives().await;
}

/// Task, reader and who subscribes truly run beside each other.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn the_same_on_several_threads() {
    dies_and_lives().await;
}

async fn dies_and_lives() {
    let mut server = Server::start(serve).await;
    let settings = FeedSettings {
        login: ms(60),
        silence: ms(60),
        pong: ms(60),
        first_wait: ms(1),
        longest_wait: ms(3),
        ..quick()
    };
    let mut probe = Probe::at(&server.origin());
    // Each refusal is passing.
    probe.mends = usize::MAX;
    probe.most = 100;
    let held = Arc::clone(&probe.held);
    let mut feed = probe.open_with(settings).await.unwrap();
    let handle = feed.handle();
    let began = Instant::now();

    let changing = tokio::spawn({
        let handle = handle.clone();
        async move {
            let (mut numbers, mut wanted) = (Numbers(9), std::collections::BTreeMap::new());
            for _ in 0..2_000 {
                let topic = u32::try_from(numbers.below(20)).unwrap();
                let count: &mut u32 = wanted.entry(topic).or_default();
                let change = async {
                    if numbers.below(2) == 0 || *count == 0 {
                        *count += 1;
                        handle.subscribe(&[topic]).await
                    } else {
                        *count -= 1;
                        handle.unsubscribe(&[topic]).await
                    }
                };
                timeout(LONG, change).await.expect("nobody hangs").unwrap();
                tokio::task::yield_now().await;
            }
            wanted.retain(|_, count| *count > 0);
            wanted.into_keys().collect::<Vec<_>>()
        }
    });

    // The connection whose events come, and whether there was a gap since the last one of them.
    let (mut last, mut connection, mut gaps, mut tries) = (None, 0, 0, 0);
    loop {
        match next(&mut feed).await {
            FeedItem::Gap(gap) => {
                gaps += 1;
                tries += u64::from(gap.attempts);
                // Each try is one connection.
                connection += u64::from(gap.attempts);
                assert!(gap.from <= gap.to);
            }
            FeedItem::Event(Event::Kept(number)) => {
                assert!(last < Some(number), "{number} after {last:?}");
                assert_eq!(number / 1_000, connection, "its gap comes before it");
                last = Some(number);
                if number % 1_000 == 999 {
                    break;
                }
            }
            FeedItem::Event(Event::Quote { value, .. }) => assert_eq!(value, connection),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((tries, server.made()), (120, CONNECTIONS + 1));
    println!(
        "{gaps} gaps over {CONNECTIONS} connections in {:?}",
        began.elapsed()
    );

    let wanted = changing.await.unwrap();
    assert_eq!(handle.topics(), wanted);
    // What the server was told on the last connection makes just that.
    timeout(LONG, handle.subscribe(&[99]))
        .await
        .unwrap()
        .unwrap();
    let mut told = std::collections::BTreeSet::new();
    while !told.contains(&99) {
        let (number, text) = server.heard().await;
        assert_eq!(number, CONNECTIONS);
        let (word, topics) = text.split_once(" [").unwrap();
        for topic in topics.trim_end_matches(']').split(", ") {
            let topic: u32 = topic.parse().unwrap();
            match word {
                "add" => assert!(told.insert(topic)),
                _ => assert!(told.remove(&topic)),
            }
        }
    }
    told.remove(&99);
    assert!(told.into_iter().eq(wanted));
    assert_eq!(server.open(), 1);
    drop((feed, handle));
    server.all_closed().await;
    gone(&held).await;
}
