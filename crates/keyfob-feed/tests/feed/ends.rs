//! How a feed ends, and that nothing is left of it: no task, no socket.

use std::sync::Arc;

use keyfob_core::Error;
use keyfob_feed::{Feed, FeedItem, State};
use tokio::time::timeout;

use crate::probe::{Event, LONG, Probe, ended, event, ms, next, over, quick, until};
use crate::server::{Peer, Server};

/// Waits until nobody holds the protocol any more: the task has ended, and all else of the feed is gone.
pub async fn gone(held: &Arc<()>) {
    let alone = async {
        while Arc::strong_count(held) > 1 {
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, alone).await.expect("nothing is left");
}

async fn serving() -> Server {
    Server::start(|peer| peer.serve(&["event 1"])).await
}

fn probe(server: &Server) -> (Probe, Arc<()>) {
    let probe = Probe::at(&server.origin());
    let held = Arc::clone(&probe.held);
    (probe, held)
}

#[tokio::test]
async fn the_session_is_logged_out() {
    for is_logout in [false, true] {
        let server = serving().await;
        let (probe, held) = probe(&server);
        let session = probe.handle.clone();
        let mut feed = probe.open().await.unwrap();
        assert_eq!(event(&mut feed).await, Event::Kept(1));
        if is_logout {
            let _closing = session.credentials().close_for("logout");
            assert!(matches!(
                ended(&mut feed).await,
                Error::SessionClosed { .. }
            ));
        } else {
            session.credentials().clear();
            assert!(matches!(
                ended(&mut feed).await,
                Error::SessionClosed { .. }
            ));
        }
        server.all_closed().await;
        assert_eq!(server.made(), 1);
        drop(feed);
        gone(&held).await;
    }
}

/// Also while there is no connection.
#[tokio::test]
async fn the_session_is_logged_out_between_two_connections() {
    let server = Server::start(|mut peer| async move { peer.log_in().await }).await;
    let (probe, held) = probe(&server);
    let session = probe.handle.clone();
    let settings = keyfob_feed::FeedSettings {
        first_wait: LONG,
        longest_wait: LONG,
        ..quick()
    };
    let mut feed = probe.open_with(settings).await.unwrap();
    until(&feed.handle(), State::Waiting).await;
    session.credentials().clear();
    assert!(matches!(
        ended(&mut feed).await,
        Error::SessionClosed { .. }
    ));
    drop(feed);
    gone(&held).await;
}

#[tokio::test]
async fn a_session_that_was_logged_out_before() {
    let server = serving().await;
    let (probe, held) = probe(&server);
    probe.handle.credentials().clear();
    let error = probe.open().await.unwrap_err();
    assert!(
        matches!(error, Error::MissingCredential { .. }),
        "{error:?}"
    );
    assert_eq!(server.made(), 0);
    gone(&held).await;
}

#[tokio::test]
async fn an_error_that_no_new_connection_mends() {
    let server =
        Server::start(|peer| peer.serve(&["event 1", "event 2\nover and out\nevent 3"])).await;
    let (probe, held) = probe(&server);
    let mut feed = probe.open().await.unwrap();
    for number in 1..4 {
        assert_eq!(event(&mut feed).await, Event::Kept(number));
    }
    let error = ended(&mut feed).await;
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    assert_eq!(error.message(), Some("and out"));
    server.all_closed().await;
    drop(feed);
    gone(&held).await;
}

/// What waits is read first; the server is told.
#[tokio::test]
async fn close() {
    let server = Server::start(|mut peer| async move {
        peer.log_in().await;
        peer.say("event 1\nevent 2").await;
        let farewell = loop {
            let message = peer.message().await.unwrap();
            if !message.is_text() {
                break message;
            }
        };
        peer.tell(format!("{}", farewell.is_close()));
        peer.listen().await;
    })
    .await;
    let mut server = server;
    let (probe, held) = probe(&server);
    let mut feed = probe.open().await.unwrap();
    let handle = feed.handle();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    handle.close();
    handle.close();
    let error = handle.subscribe(&[1]).await.unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error:?}");
    assert_eq!(event(&mut feed).await, Event::Kept(2));
    over(&mut feed).await;
    assert_eq!(server.heard().await.1, "true");
    server.all_closed().await;
    drop((feed, handle));
    gone(&held).await;
}

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

/// A protocol with a fault in it ends the feed, not the hope of its reader.
#[tokio::test]
async fn the_protocol_panics() {
    let server = Server::start(|peer| peer.serve(&["event 1\npanic"])).await;
    let (probe, held) = probe(&server);
    let mut feed = probe.open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    assert!(matches!(ended(&mut feed).await, Error::InvalidInput { .. }));
    assert!(feed.handle().topics().is_empty());
    server.all_closed().await;
    drop(feed);
    gone(&held).await;
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

/// A stream that is over stays so.
#[tokio::test]
async fn it_is_over_once_and_for_all() {
    let server = Server::start(|peer: Peer| peer.serve(&["over"])).await;
    let (probe, _) = probe(&server);
    let mut feed = probe.open().await.unwrap();
    ended(&mut feed).await;
    for _ in 0..3 {
        over(&mut feed).await;
    }
}
