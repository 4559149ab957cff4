//! How a feed ends, and that nothing is left of it: no task, no socket.

use std::sync::Arc;

use keyfob_core::Error;
use keyfob_feed::State;
use tokio::time::timeout;

use crate::probe::{LONG, Probe, ended, event, over, quick, until};
use crate::server::{Peer, Server};
use crate::talk::Event;

/// Waits until nobody holds the protocol any more: the task has ended, and all else of the feed is gone.
pub async fn gone(held: &Arc<()>) {
    let alone = async {
        while Arc::strong_count(held) > 1 {
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, alone).await.expect("nothing is left");
}

pub async fn serving() -> Server {
    Server::start(|peer| peer.serve(&["event 1"])).await
}

pub fn probe(server: &Server) -> (Probe, Arc<()>) {
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

#[tokio::test]
async fn a_handle_that_is_kept_keeps_no_session() {
    let server = serving().await;
    let (probe, held) = probe(&server);
    let mut feed = probe.open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    let handle = feed.handle();
    handle.close();
    assert!(feed.next().await.is_none());
    assert_eq!(Arc::strong_count(&held), 1, "the end is told last");
    assert_eq!(handle.state(), State::Ended);
    let error = handle.subscribe(&[]).await.unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error}");
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
