//! The waits between connections, as a server sees them.

use std::time::{Duration, Instant};

use keyfob_feed::{FeedSettings, State};

use crate::probe::{LONG, Probe, ms, until};
use crate::server::{Peer, Server};

const DOUBLING: FeedSettings = FeedSettings {
    first_wait: ms(20),
    longest_wait: ms(160),
    stable: ms(300),
    silence: ms(10_000),
    pong: ms(10_000),
    connect: ms(10_000),
    login: ms(10_000),
};

/// When each connection came.
async fn arrivals(server: &mut Server, count: usize) -> Vec<Instant> {
    let mut arrivals = Vec::new();
    for _ in 0..count {
        server.heard().await;
        arrivals.push(Instant::now());
    }
    arrivals
}

fn pauses(arrivals: &[Instant]) -> Vec<Duration> {
    let pairs = arrivals.windows(2);
    pairs.map(|pair| pair[1].duration_since(pair[0])).collect()
}

/// A login that is taken is not enough to begin anew: the connection has to live.
#[tokio::test]
async fn they_grow_although_each_login_is_taken_and_begin_anew_after_a_stable_one() {
    let mut server = Server::start(|mut peer: Peer| async move {
        peer.tell("here");
        peer.log_in().await;
        if peer.number == 5 {
            // This one is stable.
            tokio::time::sleep(ms(350)).await;
            peer.tell("gone");
        }
    })
    .await;
    let feed = Probe::at(&server.origin())
        .open_with(DOUBLING)
        .await
        .unwrap();
    let before = arrivals(&mut server, 6).await;
    let waits = pauses(&before);
    for (number, wait) in waits.iter().enumerate() {
        let plain = ms(20) * 2_u32.pow(u32::try_from(number).unwrap());
        let plain = plain.min(ms(160));
        assert!(
            *wait >= plain - ms(2) && *wait < plain * 2 + ms(100),
            "{number}: {wait:?}"
        );
    }
    let after = arrivals(&mut server, 2).await;
    let wait = pauses(&after)[0];
    assert!(wait < ms(40 + 60), "{wait:?}");
    drop(feed);
}

/// However long the server is away, it is tried again; nobody reads meanwhile.
#[tokio::test]
async fn there_is_no_limit_of_tries() {
    let server = Server::raw(|peer| async move { drop(peer) }).await;
    let up = Server::start(|mut peer| async move { peer.log_in().await }).await;
    let settings = FeedSettings {
        first_wait: ms(1),
        longest_wait: ms(2),
        ..DOUBLING
    };
    // The origin is the server that cuts; the first connection goes to the one that is up.
    let mut probe = Probe::at(&server.origin());
    probe.first_url = Some(up.origin().replace("http:", "ws:"));
    let feed = probe.open_with(settings).await.unwrap();
    let tries = async {
        while server.made() < 300 {
            tokio::time::sleep(ms(1)).await;
        }
    };
    tokio::time::timeout(LONG, tries).await.unwrap();
    assert_ne!(feed.handle().state(), State::Ended);
    feed.handle().close();
    until(&feed.handle(), State::Ended).await;
}
