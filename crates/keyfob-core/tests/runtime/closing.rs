//! The end of a session holds for every call of it.

use std::time::{Duration, Instant};

use keyfob_core::{Error, Retry, Settings};

use crate::api::KEY;
use crate::probe::{bare, call, handle, hold_all};
use crate::server::{Server, Step, answer, fine, json, plain};

fn down() -> crate::server::Step {
    plain("503 Down", &["retry-after: 20"])
}

/// Waits until the server has been asked, so that the call is waiting to ask again.
async fn asked(server: &Server) {
    while server.count() == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
}

fn patient(server: &Server) -> keyfob_core::Handle {
    let settings = Settings::default()
        .with_origin(server.origin())
        .with_retry(Retry::default());
    let handle = bare(settings);
    hold_all(&handle);
    handle
}

#[tokio::test]
async fn a_call_that_waits_to_be_sent_again_does_not_outlive_its_session() {
    for close in [true, false] {
        let server = Server::start([down(), fine()]).await;
        let handle = patient(&server);
        let waiting = handle.clone();
        let waiting = tokio::spawn(async move { call(&waiting, "key").await.map(drop) });
        asked(&server).await;
        let began = Instant::now();
        match close {
            true => drop(handle.credentials().close_for("never")),
            false => handle.credentials().clear(),
        }
        let error = waiting.await.unwrap().unwrap_err();
        assert!(
            matches!(error, Error::SessionClosed { operation: "key" }),
            "{error:?}"
        );
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "it is told at once"
        );
        assert_eq!(server.count(), 1, "nothing was sent after the end");
    }
}

/// A call to which no credential belongs is none of the session.
#[tokio::test]
async fn a_call_without_credentials_goes_on() {
    let server = Server::start([plain("503 Down", &[]), fine()]).await;
    let handle = handle(&server);
    handle.credentials().clear();
    call(&handle, "safe").await.unwrap();
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn while_a_session_closes_only_its_logout_is_sent() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let clone = handle.clone();
    let closing = handle.credentials().close_for("together");
    let error = call(&clone, "key").await.map(drop).unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error:?}");
    closing
        .end(call(&clone, "together"))
        .await
        .map(drop)
        .unwrap();
    assert_eq!(server.count(), 1);
    assert!(!handle.credentials().has(&KEY));
}

#[tokio::test]
async fn a_logout_that_failed_can_be_tried_again_and_nothing_else() {
    let server = Server::start([json("500 Oops", "{}"), fine()]).await;
    let handle = handle(&server);
    let clone = handle.clone();
    let closing = handle.credentials().close_for("together");
    assert!(closing.end(call(&clone, "together")).await.is_err());
    let error = call(&clone, "key").await.map(drop).unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error:?}");
    let closing = handle.credentials().close_for("together");
    closing
        .end(call(&clone, "together"))
        .await
        .map(drop)
        .unwrap();
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_logout_that_is_dropped_ends_the_session_here() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let closing = handle.credentials().close_for("together");
    let logout = closing.end(std::future::pending::<Result<(), Error>>());
    let timed = tokio::time::timeout(Duration::from_millis(10), logout).await;
    assert!(timed.is_err());
    let error = call(&handle, "key").await.map(drop).unwrap_err();
    assert!(
        matches!(error, Error::MissingCredential { .. }),
        "{error:?}"
    );
    assert_eq!(server.count(), 0);
}

/// A call that has its credentials but not yet its connection is not sent after the logout.
#[tokio::test]
async fn a_logout_waits_for_what_is_being_sent() {
    let gate = std::sync::Arc::new(tokio::sync::Notify::new());
    let held_back = Step::Gated(
        Vec::new(),
        std::sync::Arc::clone(&gate),
        answer("200 OK", &[], "{}"),
    );
    let server = Server::start([held_back, fine()]).await;
    let handle = handle(&server);
    let other = handle.clone();
    let other = tokio::spawn(async move { call(&other, "key").await.map(drop) });
    asked(&server).await;
    let closing = handle.credentials().close_for("together");
    let mut logout = std::pin::pin!(closing.end(call(&handle, "together")));
    let early = tokio::time::timeout(Duration::from_millis(50), &mut logout).await;
    assert!(early.is_err() && server.count() == 1);
    gate.notify_one();
    // At once then, and not after the longest time that it waits.
    let soon = tokio::time::timeout(Duration::from_secs(5), logout).await;
    soon.unwrap().map(drop).unwrap();
    other.await.unwrap().unwrap();
    assert_eq!(server.count(), 2);
}
