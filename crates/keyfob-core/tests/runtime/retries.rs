//! What is sent again, and what never is.

use std::time::Duration;

use keyfob_core::{Error, Retry, Settings, Timeouts};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinSet;

use crate::probe::{bare, call, handle, hold_all, quick, request, send, settings};
use crate::server::{Server, Step, fine, json, plain};

pub const KINDS: [&str; 3] = ["safe", "idempotent", "never"];

/// How often an operation is sent to a server that does this every time, and how it ends.
pub async fn sent(step: Step, id: &'static str) -> (usize, Error) {
    let server = Server::start([step]).await;
    let error = call(&handle(&server), id).await.unwrap_err();
    (server.count(), error)
}

/// `never` is sent once; the others three times, and the error tells.
async fn is_sent_again(step: Step) {
    for id in KINDS {
        let (count, error) = sent(step.clone(), id).await;
        let expected = if id == "never" { 1 } else { 3 };
        assert_eq!(count, expected, "{id}: {error}");
        assert_eq!(attempts(&error), expected as u32, "{id}: {error}");
        assert!(error.is_retryable() && !error.was_not_sent(), "{error:?}");
    }
}

async fn is_sent_once(step: Step) {
    for id in KINDS {
        let (count, error) = sent(step.clone(), id).await;
        assert_eq!((count, attempts(&error)), (1, 1), "{id}: {error}");
        assert!(!error.is_retryable(), "{error:?}");
    }
}

pub fn attempts(error: &Error) -> u32 {
    match error {
        Error::Interrupted(interruption) => interruption.attempts(),
        other => other.refusal().unwrap().attempts(),
    }
}

/// A port at which nobody listens, and nobody else will while this is held.
pub fn closed() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let origin = format!("http://{}", socket.local_addr().unwrap());
    (socket, origin)
}

#[tokio::test]
async fn a_connection_that_is_refused() {
    for id in KINDS {
        let (_socket, origin) = closed();
        let settings = Settings::default().with_origin(origin).with_retry(quick());
        let error = call(&bare(settings), id).await.unwrap_err();
        assert!(error.was_not_sent() && error.is_retryable(), "{error:?}");
        assert_eq!(attempts(&error), 3, "{id}");
    }
}

#[tokio::test]
async fn a_server_that_comes_up_gets_it_once() {
    for id in KINDS {
        let (socket, origin) = closed();
        let wait = Duration::from_millis(20);
        let retry = Retry {
            attempts: 9,
            first_wait: wait,
            longest_wait: wait,
            ..quick()
        };
        let handle = bare(Settings::default().with_origin(origin).with_retry(retry));
        let later = async {
            tokio::time::sleep(Duration::from_millis(30)).await;
            Server::on(socket.listen(8).unwrap(), [fine()])
        };
        let (outcome, server) = tokio::join!(call(&handle, id), later);
        outcome.unwrap();
        assert_eq!(server.count(), 1, "{id}");
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_at_once() {
    for id in KINDS {
        let server = Server::start([Step::HangUp]).await;
        let error = call(&handle(&server), id).await.unwrap_err();
        let expected = if id == "never" { 1 } else { 3 };
        assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
        assert_eq!(attempts(&error), expected, "{id}: {error:?}");
        assert_eq!(server.connections(), expected as usize, "{id}");
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_instead_of_an_answer() {
    is_sent_again(Step::Close).await;
}

#[tokio::test]
async fn a_reset_instead_of_an_answer() {
    is_sent_again(Step::Reset).await;
}

#[tokio::test]
async fn half_a_head() {
    is_sent_again(Step::Last(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec())).await;
}

#[tokio::test]
async fn half_a_body() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345";
    is_sent_again(Step::Last(half.to_vec())).await;
}

#[tokio::test]
async fn a_silent_server() {
    for id in KINDS {
        let server = Server::start([Step::Silence]).await;
        let timeouts = Timeouts {
            attempt: Duration::from_millis(80),
            ..Timeouts::default()
        };
        let handle = bare(settings(&server).with_timeouts(timeouts));
        let error = call(&handle, id).await.unwrap_err();
        let expected = if id == "never" { 1 } else { 3 };
        assert!(
            matches!(&error, Error::Interrupted(i) if i.is_timeout()),
            "{error:?}"
        );
        assert_eq!(
            (server.count(), attempts(&error)),
            (expected, expected as u32),
            "{id}"
        );
    }
}

#[tokio::test]
async fn a_service_that_is_down() {
    for status in ["502 Bad Gateway", "503 Down", "504 Gateway Timeout"] {
        is_sent_again(json(status, "{}")).await;
    }
}

#[tokio::test]
async fn too_many_calls() {
    let past = "retry-after: Sun, 06 Nov 1994 08:49:37 GMT";
    let garbage = [
        "soon",
        "-1",
        "1.5",
        "",
        "0x10",
        "Sun, 99 Nov 1994 08:49:37 GMT",
    ];
    let garbage = garbage.map(|value| format!("retry-after: {value}"));
    let mut extras = vec![vec![], vec!["retry-after: 0"], vec![past]];
    extras.extend(garbage.iter().map(|line| vec![line.as_str()]));
    // All at once: each waits for a second and more.
    let mut all = JoinSet::new();
    for extra in extras {
        all.spawn(is_sent_again(plain("429 Too Many", &extra)));
    }
    all.join_all().await;
}

#[tokio::test]
async fn refusals_are_final() {
    for status in [
        "400 Bad", "401 No", "403 No", "404 Not", "409 No", "422 No", "500 Oops", "501 No",
    ] {
        is_sent_once(json(status, "{}")).await;
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_final() {
    let server = Server::start([json("200 OK", "{")]).await;
    let error = crate::probe::decoded(&handle(&server), "safe")
        .await
        .unwrap_err();
    assert!(!error.is_retryable());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_refusal_of_the_last_attempt_tells_how_many_there_were() {
    let server = Server::start([json("503 Down", "{}"), json("401 No", "{}")]).await;
    let error = call(&handle(&server), "key").await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    assert_eq!(attempts(&error), 2);
    assert!(error.to_string().contains("after 2 attempts"), "{error}");
}

#[tokio::test]
async fn the_attempt_that_succeeds_is_the_last() {
    let server = Server::start([json("503 Down", "{}"), Step::Close, fine()]).await;
    call(&handle(&server), "safe").await.unwrap();
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_request_is_the_same_each_time() {
    let server = Server::start([json("503 Down", "{}"), Step::Close, fine()]).await;
    let handle = handle(&server);
    let body = serde_json::json!({"a": [1, 2, 3]});
    let request = request("idempotent", "/idem?x=1").header("x-request-id", "7");
    send(&handle, "idempotent", request.json(&body))
        .await
        .unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for other in &seen {
        assert_eq!((&other.head, &other.body), (&seen[0].head, &seen[0].body));
        assert_eq!(other.body, body.to_string().as_bytes());
    }
}

#[tokio::test]
async fn credentials_are_in_every_attempt() {
    let server = Server::start([json("503 Down", "{}"), fine()]).await;
    call(&handle(&server), "together").await.unwrap();
    for seen in server.seen() {
        assert_eq!(seen.headers("authorization"), ["Bearer bearer-value"]);
        assert_eq!(seen.target(), "/v1/together?api_key=query-value");
    }
}

#[tokio::test]
async fn never_means_never() {
    for step in [json("503 Down", "{}"), Step::Close] {
        let server = Server::start([step]).await;
        let handle = bare(settings(&server).with_retry(Retry::never()));
        let error = call(&handle, "safe").await.unwrap_err();
        assert_eq!((server.count(), attempts(&error)), (1, 1), "{error}");
    }
    let (_socket, origin) = closed();
    let settings = Settings::default()
        .with_origin(origin)
        .with_retry(Retry::never());
    let error = call(&bare(settings), "safe").await.unwrap_err();
    assert_eq!(attempts(&error), 1);
}

#[tokio::test]
async fn a_failing_vendor_is_not_sent_three_times_the_load() {
    let server = Server::start([json("503 Down", "{}")]).await;
    let handle = handle(&server);
    for _ in 0..100 {
        call(&handle, "safe").await.unwrap_err();
    }
    // A tenth of the calls, and a handful more.
    let count = server.count();
    assert!((110..=120).contains(&count), "{count}");
}

#[tokio::test]
async fn a_login_is_tried_once() {
    for step in [
        json("429 Too Many", "{}"),
        json("503 Down", "{}"),
        json("401 No", "{}"),
        Step::Close,
    ] {
        let server = Server::start([step]).await;
        let handle = bare(settings(&server));
        hold_all(&handle);
        call(&handle, "login").await.unwrap_err();
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_listener_that_nobody_serves_is_a_silent_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let timeouts = Timeouts {
        attempt: Duration::from_millis(50),
        ..Timeouts::default()
    };
    let settings = Settings::default().with_origin(origin).with_retry(quick());
    let handle = bare(settings.with_timeouts(timeouts));
    // The kernel has taken the connection: that it was not sent cannot be said.
    let error = call(&handle, "never").await.unwrap_err();
    assert!(!error.was_not_sent(), "{error:?}");
    assert_eq!(attempts(&error), 1);
}
