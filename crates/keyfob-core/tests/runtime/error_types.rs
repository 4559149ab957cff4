//! What the spans of a call and its request say of each way to fail: `error.type`.

use std::time::Duration;

use keyfob_core::{Retry, Settings, Timeouts};

use crate::probe::{bare, call, handle, settings};
use crate::retries::closed;
use crate::server::{Server, Step, answer, fine, json, plain};
use crate::spans::{has, only};
use crate::streamed::upload;
use crate::watch::{watch, written};

/// What the convention has of each way to fail, and what the call says.
#[tokio::test]
async fn each_way_to_fail_has_its_type() {
    let cut = {
        let whole = answer("200 OK", &[], "{}");
        Step::Last(whole[..whole.len() - 1].to_vec())
    };
    let evil = plain("302 Found", &["location: https://evil.test/?S3CR3T"]);
    let fault = json("200 OK", r#"{"stat":"Not_Ok","message":"no"}"#);
    for (step, request_type, call_type, status) in [
        (Step::Close, "connection_lost", "connection_lost", None),
        (cut, "connection_lost", "connection_lost", Some("200")),
        (evil, "host_changed", "host_changed", Some("302")),
        (fault, "refused", "refused", Some("200")),
        (json("400 Bad", "{}"), "400", "refused", Some("400")),
        (json("404 No", "{}"), "404", "refused", Some("404")),
        (json("429 Slow", "{}"), "429", "rate_limited", Some("429")),
        (json("500 Oops", "{}"), "500", "refused", Some("500")),
        (json("503 Down", "{}"), "503", "unavailable", Some("503")),
        (Step::Silence, "timeout", "timeout", None),
    ] {
        watch();
        let server = Server::start([step]).await;
        let timeouts = Timeouts {
            attempt: Duration::from_millis(100),
            ..Timeouts::default()
        };
        let settings = settings(&server)
            .with_retry(Retry::never())
            .with_timeouts(timeouts);
        let handle = bare(settings);
        call(&handle, "safe").await.unwrap_err();
        let (outer, request) = (only(written().calls()), only(written().requests()));
        has(
            &outer,
            &[("error.type", call_type), ("otel.status_code", "ERROR")],
        );
        has(
            &request,
            &[("error.type", request_type), ("otel.status_code", "ERROR")],
        );
        let told = request.fields.get("http.response.status_code");
        assert_eq!(told.map(String::as_str), status, "{request:?}");
        assert!(!written().text().contains("S3CR3T"));
    }
}

/// It is sent in another way.
#[tokio::test]
async fn a_body_that_is_a_stream_is_no_exception() {
    watch();
    let server = Server::start([json("503 Down", "{}")]).await;
    upload(&handle(&server)).await;
    has(
        &only(written().requests()),
        &[("http.response.status_code", "503"), ("error.type", "503")],
    );
    has(&only(written().calls()), &[("error.type", "unavailable")]);
}

#[tokio::test]
async fn no_connection_has_its_type_and_the_call_was_an_attempt() {
    watch();
    let (_socket, origin) = closed();
    let settings = Settings::default().with_origin(origin);
    let handle = bare(settings.with_retry(Retry::never()));
    call(&handle, "safe").await.unwrap_err();
    has(&only(written().requests()), &[("error.type", "connect")]);
    has(
        &only(written().calls()),
        &[("error.type", "connect"), ("keyfob.attempts", "1")],
    );
}

/// What is never sent is no request.
#[tokio::test]
async fn what_is_refused_here_has_a_call_and_no_request() {
    watch();
    let server = Server::start([fine()]).await;
    call(&bare(settings(&server)), "key").await.unwrap_err();
    has(
        &only(written().calls()),
        &[("error.type", "missing_credential")],
    );
    assert!(written().requests().is_empty());
}

#[tokio::test]
async fn what_is_dropped_was_cancelled() {
    watch();
    let server = Server::start([Step::Silence]).await;
    let handle = handle(&server);
    let dropped = tokio::time::timeout(Duration::from_millis(50), call(&handle, "safe"));
    assert!(dropped.await.is_err());
    for span in [only(written().calls()), only(written().requests())] {
        has(
            &span,
            &[("error.type", "cancelled"), ("otel.status_code", "ERROR")],
        );
    }
}

#[tokio::test]
async fn a_call_that_runs_out_of_time_says_so() {
    watch();
    let server = Server::start([Step::Silence]).await;
    let timeouts = Timeouts {
        total: Duration::from_millis(50),
        ..Timeouts::default()
    };
    let handle = bare(settings(&server).with_timeouts(timeouts));
    call(&handle, "safe").await.unwrap_err();
    has(
        &only(written().calls()),
        &[("error.type", "deadline_exceeded")],
    );
    has(&only(written().requests()), &[("error.type", "cancelled")]);
}
