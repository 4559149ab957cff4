//! What an error is, and what it tells.

use std::time::Duration;

use keyfob_core::{
    Credentials, Error, Handle, Proxy, Response, ResponseValue, Secret, Servers, Settings,
};
use reqwest::StatusCode;
use static_assertions::{assert_impl_all, assert_not_impl_any};

use crate::probe::{call, handle, shown};
use crate::server::{Server, Step, answer, json};

assert_impl_all!(Error: std::error::Error, Send, Sync, Unpin);
assert_impl_all!(Handle: Send, Sync, Clone, std::fmt::Debug);
assert_impl_all!(Settings: Send, Sync, Clone, std::fmt::Debug);
assert_impl_all!(ResponseValue<Secret>: Send, Sync, Clone, std::fmt::Debug);
assert_not_impl_any!(Secret: std::fmt::Display, std::ops::Deref, AsRef<str>, std::hash::Hash, PartialOrd);
assert_not_impl_any!(Credentials: Clone, std::fmt::Display, serde::Serialize);
assert_not_impl_any!(Handle: std::fmt::Display, serde::Serialize);
assert_not_impl_any!(Settings: std::fmt::Display, serde::Serialize);
assert_not_impl_any!(Proxy: std::fmt::Display, serde::Serialize);
assert_not_impl_any!(Response: std::fmt::Debug, std::fmt::Display);
assert_not_impl_any!(Servers: std::fmt::Display, serde::Serialize);

#[test]
fn it_is_small() {
    // It travels in the `Result` of every call.
    let size = size_of::<Error>();
    assert!(size <= 48, "{size}");
}

#[tokio::test]
async fn a_call_may_be_spawned() {
    fn sendable<T: Send + 'static>(value: T) -> T {
        value
    }
    let server = Server::start([crate::server::fine()]).await;
    let handle = handle(&server);
    let call = sendable(async move { call(&handle, "safe").await.map(|_| ()) });
    tokio::spawn(call).await.unwrap().unwrap();
}

async fn failing(id: &'static str, status: &str, extra: &[&str], body: &str) -> Error {
    let server = Server::start([Step::Answer(answer(status, extra, body))]).await;
    call(&handle(&server), id).await.unwrap_err()
}

#[tokio::test]
async fn a_refusal_tells_everything() {
    let body = r#"{"code":-22,"message":"quota is used up","detail":{"left":0}}"#;
    let error = failing("never", "429 Slow", &["retry-after: 7"], body).await;
    assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(error.code(), Some("-22"));
    assert_eq!(error.message(), Some("quota is used up"));
    assert_eq!(error.operation(), Some("never"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_retryable() && !error.is_auth() && !error.was_not_sent());
    assert_eq!(
        error.to_string(),
        "too many calls (never: 429 Too Many Requests, code -22, \"quota is used up\", wait 7 s)"
    );
    // The body is there for who asks for it, and is not shown.
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.body(), body.as_bytes());
    let value: serde_json::Value = refusal.decode().unwrap();
    assert_eq!(value["detail"]["left"], 0);
    assert!(!shown(&error).contains("detail"));
    assert!(refusal.decode::<Vec<u8>>().is_err());
}

#[tokio::test]
async fn an_interruption_tells_what_is_known() {
    let server = Server::start([Step::Close]).await;
    let error = call(&handle(&server), "never").await.unwrap_err();
    assert_eq!(error.status(), None);
    assert_eq!((error.code(), error.message()), (None, None));
    assert_eq!(error.operation(), Some("never"));
    assert_eq!(error.retry_after(), None);
    assert!(error.is_retryable() && !error.is_auth() && !error.was_not_sent());
    assert_eq!(
        error.to_string(),
        "never: the connection was cut, it may or may not have been carried out"
    );
    assert!(!shown(&error).contains("127.0.0.1"), "{}", shown(&error));
}

#[tokio::test]
async fn what_concerns_who_we_are() {
    for (id, status, auth) in [
        ("safe", "401 No", false),
        ("key", "401 No", true),
        ("safe", "440 Over", false),
        ("key", "440 Over", true),
        ("safe", "403 No", false),
        ("safe", "423 Locked", true),
        ("safe", "404 No", false),
        ("safe", "500 Oops", false),
        ("safe", "503 Down", false),
        ("login", "401 No", true),
        ("login", "400 No", false),
        ("login", "429 Slow", false),
    ] {
        let error = failing(id, status, &["retry-after: 99"], "").await;
        assert_eq!(error.is_auth(), auth, "{id} {status}: {error:?}");
    }
}

#[tokio::test]
async fn a_line_break_in_a_message_stays_in_its_line() {
    let body = r#"{"code":"a\nb","message":"no\n2030-01-01 INFO all is well\u001b[2J"}"#;
    let error = failing("never", "400 Bad", &[], body).await;
    assert!(error.message().unwrap().contains('\n'));
    let text = error.to_string();
    assert!(!text.chars().any(char::is_control), "{text:?}");
    let one_line = format!("{error:?}");
    assert!(!one_line.chars().any(char::is_control), "{one_line:?}");
}

#[tokio::test]
async fn the_vendors_headers_and_body_are_not_shown() {
    let extra = [
        "set-cookie: sid=S3CR3T",
        "x-auth-token: S3CR3T",
        "server: S3CR3T",
    ];
    let error = failing("never", "400 Bad", &extra, r#"{"token":"S3CR3T"}"#).await;
    assert!(!shown(&error).contains("S3CR3T"), "{}", shown(&error));
}

#[tokio::test]
async fn headers_that_carry_tokens_are_marked_in_answers() {
    let extra = [
        "set-cookie: sid=S3CR3T",
        "X-Auth-Token: S3CR3T",
        "x-count: 7",
    ];
    let server = Server::start([Step::Answer(answer("200 OK", &extra, "{}"))]).await;
    let value = call(&handle(&server), "safe").await.unwrap();
    assert_eq!(value.headers()["x-auth-token"], "S3CR3T");
    let text = format!("{value:?} {:?} {:#?}", value.headers(), value.headers());
    assert!(text.contains("x-count") && text.contains('7'), "{text}");
    assert!(!text.contains("S3CR3T"), "{text}");
}

#[tokio::test]
async fn a_status_that_generated_code_does_not_expect() {
    let server = Server::start([json("200 OK", r#"{"token":"S3CR3T"}"#)]).await;
    let handle = handle(&server);
    let request = crate::probe::request("safe", "/safe");
    let response = crate::probe::send(&handle, "safe", request).await.unwrap();
    let error = Error::UnexpectedResponse(response);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert!(!shown(&error).contains("S3CR3T"));
}

#[test]
fn what_cannot_be_built_is_told_without_a_url() {
    let built = crate::probe::client().get("http://[S3CR3T").build();
    let error = Error::from(built.unwrap_err());
    assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    assert!(!shown(&error).contains("S3CR3T"));
}
