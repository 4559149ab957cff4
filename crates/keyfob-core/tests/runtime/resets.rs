//! Connections that are reset once the head of the answer has come.

use keyfob_core::{Error, FaultKind};

use crate::downloads::download;
use crate::probe::{call, decoded, handle, shown};
use crate::server::{Server, Step};

/// The head of a success, and half of what it promises.
fn halves() -> Vec<Vec<u8>> {
    [
        "content-length: 100\r\n\r\n",
        "content-length: 100\r\n\r\n{\"a\":1}",
        "transfer-encoding: chunked\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n",
        // Without a length only the end of the connection ends it: a reset is no end.
        "connection: close\r\n\r\n{\"a\":1}",
    ]
    .map(|rest| format!("HTTP/1.1 200 OK\r\n{rest}").into_bytes())
    .to_vec()
}

#[tokio::test]
async fn a_reset_after_the_head_is_no_success_and_may_have_been_carried_out() {
    for half in halves() {
        for (id, expected) in [("safe", 3), ("idempotent", 3), ("never", 1)] {
            let server = Server::start([Step::Torn(half.clone())]).await;
            let error = decoded(&handle(&server), id).await.unwrap_err();
            let Error::Interrupted(interruption) = &error else {
                panic!("{id}: {error:?}");
            };
            assert!(!interruption.was_not_sent() && !interruption.is_timeout());
            assert!(!interruption.is_dns() && error.is_retryable());
            assert_eq!(interruption.attempts(), expected, "{id}: {error:?}");
            assert_eq!(server.count(), expected as usize, "{id}");
            let shown = shown(&error);
            assert!(shown.contains("may or may not"), "{shown}");
            assert!(!shown.contains("127.0.0.1"), "{shown}");
        }
    }
}

/// Also where nobody wants to read the body.
#[tokio::test]
async fn a_reset_under_an_answer_that_is_not_decoded() {
    let server = Server::start([Step::Torn(halves().remove(1))]).await;
    let error = call(&handle(&server), "never").await.unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
}

#[tokio::test]
async fn a_reset_in_an_error_keeps_its_status_and_is_not_sent_again() {
    for (status, kind) in [
        ("401 No", Some(FaultKind::SessionEnded)),
        ("404 Not Found", None),
        ("429 Slow", Some(FaultKind::RateLimited)),
    ] {
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: 50\r\nretry-after: 90\r\n\r\n");
        let server = Server::start([Step::Torn([head.as_bytes(), b"{\"code\":"].concat())]).await;
        let error = decoded(&handle(&server), "key").await.unwrap_err();
        let refusal = error.refusal().unwrap_or_else(|| panic!("{error:?}"));
        assert_eq!(refusal.status().as_str(), &status[..3]);
        assert_eq!(refusal.kind(), kind.or(refusal.kind()), "{status}");
        assert_eq!((refusal.code(), server.count()), (None, 1));
    }
}

#[tokio::test]
async fn a_reset_in_a_download_is_no_shorter_file() {
    for half in halves() {
        let server = Server::start([Step::Torn(half)]).await;
        let error = download(&handle(&server)).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
        assert_eq!(error.operation(), Some("download"));
    }
}
