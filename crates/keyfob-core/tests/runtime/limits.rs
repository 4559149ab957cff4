//! How often a handle calls, and what it does when it is told "too many".

use std::time::{Duration, Instant};

use keyfob_core::{Error, Handle, Pace, RateLimits};
use tokio::task::JoinSet;

use crate::api::LIMITED;
use crate::probe::{call, handle, hold_all, settings};
use crate::server::{Server, Step, fine, json, plain};

const SECOND: Duration = Duration::from_secs(1);

fn limited(server: &Server, limits: RateLimits) -> Handle {
    let settings = settings(server).with_rate_limits(limits);
    Handle::new(&LIMITED, settings).unwrap()
}

/// How long nine calls on as many clones take together.
async fn nine(handle: &Handle) -> Duration {
    let began = Instant::now();
    let mut calls = JoinSet::new();
    for number in 0..9 {
        let clone = match number % 2 {
            0 => handle.clone(),
            _ => handle.with_pace(Pace::default()),
        };
        calls.spawn(async move { call(&clone, "safe").await.map(drop) });
    }
    calls.join_all().await.into_iter().for_each(Result::unwrap);
    began.elapsed()
}

#[tokio::test]
async fn clones_and_handles_for_long_work_share_a_limit() {
    let server = Server::start([fine()]).await;
    let took = nine(&limited(&server, RateLimits::default())).await;
    assert!(took >= Duration::from_millis(400), "{took:?}");
    assert_eq!(server.count(), 9);
}

#[tokio::test]
async fn a_limit_is_changed_by_its_name_or_left_out() {
    let server = Server::start([fine()]).await;
    let slow = RateLimits::default().with_limit("reads", 9, Duration::from_millis(800));
    let slow = limited(&server, slow);
    nine(&slow).await;
    let took = nine(&slow).await;
    assert!(took >= Duration::from_millis(700), "{took:?}");
    let free = limited(&server, RateLimits::none());
    for _ in 0..30 {
        call(&free, "idempotent").await.unwrap();
    }
    let wrong = settings(&server).with_rate_limits(RateLimits::none().with_limit("x", 1, SECOND));
    let error = Handle::new(&LIMITED, wrong).unwrap_err();
    assert!(error.to_string().contains("reads, writes"), "{error}");
}

#[tokio::test]
async fn a_refusal_that_tells_no_wait_is_waited_out_for_a_second() {
    let server = Server::start([plain("429 Slow", &[]), fine()]).await;
    let began = Instant::now();
    call(&handle(&server), "safe").await.unwrap();
    let took = began.elapsed();
    assert!(took >= SECOND && took < 3 * SECOND, "{took:?}");
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_refusal_in_a_success_is_one_too() {
    let body = r#"{"stat": "Not_Ok", "message": "slow down", "code": "999007"}"#;
    let server = Server::start([json("200 OK", body), fine()]).await;
    let handle = handle(&server);
    let error = call(&handle, "never").await.unwrap_err();
    assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
    let began = Instant::now();
    call(&handle, "never").await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(900));
}

#[tokio::test]
async fn all_calls_wait_for_as_long_as_the_vendor_tells_one() {
    let server = Server::start([plain("429 Slow", &["retry-after: 1"]), fine()]).await;
    let handle = handle(&server);
    let error = call(&handle, "never").await.unwrap_err();
    assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
    let began = Instant::now();
    let long = handle.with_pace(Pace::default());
    let (other, long) = tokio::join!(call(&handle, "safe"), call(&long, "idempotent"));
    other.unwrap();
    long.unwrap();
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(900), "{took:?}");
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn long_work_that_is_told_a_wait_holds_the_others_back() {
    let server = Server::start([plain("429 Slow", &["retry-after: 1"]), fine()]).await;
    let handle = handle(&server);
    let long = handle.with_pace(Pace::default());
    let began = Instant::now();
    let long = tokio::spawn(async move { call(&long, "never").await.map(drop) });
    while server.count() == 0 {
        tokio::task::yield_now().await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    call(&handle, "safe").await.unwrap();
    assert!(began.elapsed() >= SECOND);
    long.await.unwrap().unwrap();
}

#[tokio::test]
async fn what_cannot_be_sent_in_time_is_not_and_is_told_at_once() {
    let server = Server::start([plain("429 Slow", &["retry-after: 100"]), fine()]).await;
    let handle = handle(&server);
    call(&handle, "never").await.unwrap_err();
    for id in ["safe", "idempotent", "never"] {
        let began = Instant::now();
        let error = call(&handle, id).await.unwrap_err();
        assert!(began.elapsed() < SECOND);
        assert!(error.was_not_sent() && error.is_retryable(), "{error:?}");
        assert!(matches!(error, Error::TooManyCalls { operation, .. } if operation == id));
        assert!(error.retry_after().unwrap() > 90 * SECOND);
    }
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_call_that_may_not_be_sent_again_in_time_tells_what_it_met() {
    let server = Server::start([json("503 Down", "{}")]).await;
    let handle = limited(&server, RateLimits::default());
    let error = call(&handle, "idempotent").await.unwrap_err();
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
    assert!(!error.was_not_sent());
    let error = call(&handle, "idempotent").await.unwrap_err();
    let limit = match error {
        Error::TooManyCalls { limit, .. } => limit,
        other => panic!("{other:?}"),
    };
    assert_eq!(limit, Some("writes"));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_session_that_ends_ends_the_wait() {
    let server = Server::start([plain("429 Slow", &["retry-after: 30"]), Step::Close]).await;
    let handle = handle(&server);
    hold_all(&handle);
    call(&handle, "never").await.unwrap_err();
    let waiting = {
        let handle = handle.clone();
        tokio::spawn(async move { call(&handle, "key").await.map(drop) })
    };
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    handle.credentials().clear();
    let error = waiting.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error:?}");
    assert!(began.elapsed() < SECOND);
    assert_eq!(server.count(), 1);
}
