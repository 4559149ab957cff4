//! What the server is asked for, and when.

use keyfob_core::Error;
use keyfob_feed::State;
use tokio::time::timeout;

use crate::probe::{LONG, Probe, event, gap, ms, next, quick, until};
use crate::server::Server;

#[tokio::test]
async fn two_who_subscribe_are_one_request() {
    let mut server = Server::start(|peer| peer.serve(&[])).await;
    let feed = Probe::at(&server.origin()).open().await.unwrap();
    let (one, two) = (feed.handle(), feed.handle());
    one.subscribe(&[3, 1]).await.unwrap();
    assert_eq!(server.heard().await, (0, "add [1, 3]".to_owned()));
    two.subscribe(&[3, 2]).await.unwrap();
    assert_eq!(server.heard().await, (0, "add [2]".to_owned()));
    one.unsubscribe(&[3]).await.unwrap();
    two.unsubscribe(&[3, 9]).await.unwrap();
    assert_eq!(server.heard().await, (0, "remove [3]".to_owned()));
    one.unsubscribe(&[3]).await.unwrap();
    one.subscribe(&[3]).await.unwrap();
    assert_eq!(server.heard().await, (0, "add [3]".to_owned()));
    assert_eq!(one.topics(), [1, 2, 3]);
    assert!(server.said.try_recv().is_err());
}

/// What is subscribed to as soon as the feed is open is asked for before `subscribe` returns.
#[tokio::test]
async fn it_returns_when_the_server_was_asked() {
    let mut server = Server::start(|mut peer| async move {
        peer.log_in().await;
        // Not read before it is asked to.
        while let Some(text) = peer.text().await {
            peer.tell(text);
        }
    })
    .await;
    for _ in 0..20 {
        let feed = Probe::at(&server.origin()).open().await.unwrap();
        let handle = feed.handle();
        timeout(LONG, handle.subscribe(&[1]))
            .await
            .unwrap()
            .unwrap();
        // Had it returned before, the end of the feed would be faster.
        drop(feed);
        assert_eq!(server.heard().await.1, "add [1]");
    }
}

#[tokio::test]
async fn too_many_are_refused_and_change_nothing() {
    let mut server = Server::start(|peer| peer.serve(&[])).await;
    let feed = Probe::at(&server.origin()).open().await.unwrap();
    let handle = feed.handle();
    handle.subscribe(&[1, 2, 3]).await.unwrap();
    server.heard().await;
    let error = handle.subscribe(&[3, 4, 5, 6]).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput { .. }), "{error:?}");
    assert!(error.to_string().contains("6"), "{error}");
    assert_eq!(handle.topics(), [1, 2, 3]);
    handle.subscribe(&[4, 5]).await.unwrap();
    assert_eq!(server.heard().await.1, "add [4, 5]");
    // It was counted once only.
    handle.unsubscribe(&[3]).await.unwrap();
    assert_eq!(server.heard().await.1, "remove [3]");
}

#[tokio::test]
async fn all_are_asked_for_again_on_the_next_connection() {
    let mut server = Server::start(|mut peer| async move {
        peer.log_in().await;
        let Some(text) = peer.text().await else {
            return;
        };
        peer.tell(text);
        if peer.number < 3 {
            return;
        }
        peer.say("event 1").await;
        peer.listen().await;
    })
    .await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    feed.handle().subscribe(&[2, 1]).await.unwrap();
    for number in 0..4 {
        assert_eq!(server.heard().await, (number, "add [1, 2]".to_owned()));
    }
    for _ in 0..3 {
        gap(&mut feed).await;
    }
    event(&mut feed).await;
}

#[tokio::test]
async fn who_subscribes_meanwhile_does_not_wait_and_is_heard_on_the_next_connection() {
    let mut server = Server::start(|mut peer| async move {
        if peer.number == 0 {
            peer.log_in().await;
        } else {
            peer.serve(&[]).await;
        }
    })
    .await;
    let settings = keyfob_feed::FeedSettings {
        first_wait: ms(200),
        ..quick()
    };
    let feed = Probe::at(&server.origin()).open_with(settings).await;
    let handle = feed.as_ref().unwrap().handle();
    until(&handle, State::Waiting).await;
    handle.subscribe(&[1]).await.unwrap();
    handle.subscribe(&[2]).await.unwrap();
    handle.unsubscribe(&[1]).await.unwrap();
    assert_eq!(handle.state(), State::Waiting);
    assert_eq!(server.made(), 1);
    assert_eq!(server.heard().await, (1, "add [2]".to_owned()));
}

/// Connections come and go all the while; no call hangs, and in the end the server knows what is wanted.
#[tokio::test]
async fn it_never_hangs_while_the_state_changes() {
    let mut server = Server::start(|mut peer| async move {
        peer.log_in().await;
        if peer.number < 30 {
            let _ = timeout(ms(3), peer.wait_for_end()).await;
        } else {
            peer.listen().await;
        }
    })
    .await;
    let feed = Probe::at(&server.origin()).open().await.unwrap();
    let handle = feed.handle();
    let changes = async {
        while server.made() < 31 {
            handle.subscribe(&[1, 2]).await.unwrap();
            handle.unsubscribe(&[1, 2]).await.unwrap();
            tokio::task::yield_now().await;
        }
        until(&handle, State::Live).await;
        handle.subscribe(&[5]).await.unwrap();
    };
    timeout(LONG, changes).await.unwrap();
    loop {
        let (_, text) = server.heard().await;
        if text.contains('5') {
            break;
        }
    }
}

/// Nor while it is closed: the server takes nothing, and what is asked for waits.
#[tokio::test]
async fn it_never_hangs_while_the_feed_is_closed() {
    let server = Server::start(|mut peer| async move {
        peer.log_in().await;
        std::future::pending::<()>().await;
    })
    .await;
    let mut probe = Probe::at(&server.origin());
    probe.padding = 32 * 1024 * 1024;
    let mut feed = probe.open().await.unwrap();
    let handle = feed.handle();
    let waiting = tokio::spawn({
        let handle = handle.clone();
        async move { handle.subscribe(&[1]).await }
    });
    let is_stuck = timeout(ms(100), handle.subscribe(&[2])).await;
    assert!(is_stuck.is_err(), "the server took 32 MiB: {is_stuck:?}");
    let began = std::time::Instant::now();
    handle.close();
    let outcome = timeout(LONG, waiting).await.unwrap().unwrap();
    assert!(matches!(outcome, Err(Error::SessionClosed { .. })));
    // Nobody waits for the farewell to be taken.
    assert!(began.elapsed() < ms(800), "{:?}", began.elapsed());
    crate::probe::over(&mut feed).await;
    // The farewell has a second; what waits to be sent, ten.
    assert!(began.elapsed() < ms(2_000), "{:?}", began.elapsed());
}

#[tokio::test]
async fn nothing_can_be_subscribed_to_on_a_feed_that_is_over() {
    let server = Server::start(|peer| peer.serve(&["event 1", "over and out"])).await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    let handle = feed.handle();
    next(&mut feed).await;
    crate::probe::ended(&mut feed).await;
    for outcome in [handle.subscribe(&[1]).await, handle.unsubscribe(&[1]).await] {
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::SessionClosed { operation } if operation == "probe_feed"));
    }
    assert!(handle.topics().is_empty());
}
