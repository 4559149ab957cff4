//! Who drops a feed, gives up on opening one, or shuts its runtime down leaves nothing behind.

use std::sync::Arc;

use keyfob_core::Error;
use keyfob_feed::{Feed, FeedItem, State};
use tokio::time::timeout;

use crate::ends::{gone, probe, serving};
use crate::probe::{LONG, Probe, ended, event, ms, next, quick, until};
use crate::server::Server;
use crate::talk::Event;

/// In each state it ends at once.
#[tokio::test]
async fn dropped_in_any_state() {
    async fn dropped(server: &Server, state: State) {
        let (probe, held) = probe(server);
        let settings = keyfob_feed::FeedSettings {
            silence: ms(50),
            first_wait: LONG,
            longest_wait: LONG,
            ..quick()
        };
        let feed = probe.open_with(settings).await.unwrap();
        let handle = feed.handle();
        until(&handle, state).await;
        let began = std::time::Instant::now();
        drop(feed);
        until(&handle, State::Ended).await;
        server.all_closed().await;
        drop(handle);
        gone(&held).await;
        // A server that is deaf has a second for the farewell.
        assert!(began.elapsed() < ms(1_500), "{:?}", began.elapsed());
    }
    dropped(&serving().await, State::Live).await;
    let cuts = Server::start(|mut peer| async move { peer.log_in().await }).await;
    dropped(&cuts, State::Waiting).await;
    let deaf = Server::start(|mut peer| async move {
        peer.log_in().await;
        tokio::time::sleep(ms(300)).await;
        peer.wait_for_end().await;
    })
    .await;
    dropped(&deaf, State::Silent).await;
}

/// Who gives up on opening it leaves nothing behind, wherever it stood.
#[tokio::test]
async fn dropped_while_it_is_opened() {
    let no_upgrade = Server::raw(|mut peer| async move {
        peer.head().await;
        peer.tell("asked");
        peer.head().await;
    })
    .await;
    let no_login = Server::start(|mut peer| async move {
        peer.text().await;
        peer.tell("asked");
        peer.wait_for_end().await;
    })
    .await;
    let refuses = Server::start(|mut peer| async move {
        peer.log_in_with("no more").await;
        peer.tell("asked");
        peer.wait_for_end().await;
    })
    .await;
    for mut server in [no_upgrade, no_login, refuses] {
        let (mut probe, held) = probe(&server);
        probe.stuck = true;
        let opening = tokio::spawn(Feed::open(probe, quick()));
        server.heard().await;
        opening.abort();
        gone(&held).await;
        server.all_closed().await;
        assert_eq!(server.made(), 1);
    }
}

/// The reader lives on another runtime: it is told, and does not wait for ever.
#[test]
fn the_runtime_shuts_down() {
    let build = || {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
    };
    let (ours, theirs) = (build().unwrap(), build().unwrap());
    let server = ours.block_on(serving());
    let (probe, held) = probe(&server);
    let mut feed = theirs.block_on(probe.open()).unwrap();
    let handle = feed.handle();
    assert_eq!(ours.block_on(event(&mut feed)), Event::Kept(1));
    theirs.shutdown_timeout(LONG);
    ours.block_on(async {
        assert!(matches!(ended(&mut feed).await, Error::InvalidInput { .. }));
        let error = timeout(LONG, handle.subscribe(&[1]))
            .await
            .unwrap()
            .unwrap_err();
        assert!(matches!(error, Error::SessionClosed { .. }), "{error:?}");
        server.all_closed().await;
        drop((feed, handle));
        gone(&held).await;
    });
}

/// Hundreds of feeds come and go, and nothing of them stays.
#[tokio::test]
async fn many_of_them() {
    let server = serving().await;
    let (first, held) = probe(&server);
    for number in 0..200 {
        let mut probe = Probe::of(first.handle.clone());
        probe.held = Arc::clone(&held);
        let mut feed = probe.open().await.unwrap();
        if number % 2 == 0 {
            assert!(matches!(next(&mut feed).await, FeedItem::Event(_)));
        }
    }
    drop(first);
    gone(&held).await;
    server.all_closed().await;
    assert_eq!(server.made(), 200);
    let tasks = tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks();
    // The server's own.
    assert!(tasks <= 2, "{tasks}");
}
