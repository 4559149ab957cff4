//! Connections that are used again, and die meanwhile.

use std::time::Duration;

use crate::probe::{call, handle, request, send};
use crate::retries::KINDS;
use crate::server::{Server, Step, answer, fine};

/// The server closes a connection between two calls, and the client has noticed.
#[tokio::test]
async fn a_connection_that_the_server_closed_meanwhile() {
    for id in KINDS {
        let server = Server::start([Step::Last(answer("200 OK", &[], "")), fine()]).await;
        let handle = handle(&server);
        call(&handle, id).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        call(&handle, id).await.unwrap();
        assert_eq!((server.count(), server.connections()), (2, 2), "{id}");
    }
}

/// The server closes a connection just when the second request arrives on it: who knows what it did with it.
#[tokio::test]
async fn a_connection_that_the_server_closes_under_the_second_call() {
    for id in KINDS {
        let server = Server::start([fine(), Step::Close, fine()]).await;
        let handle = handle(&server);
        call(&handle, id).await.unwrap();
        let second = call(&handle, id).await;
        if id == "never" {
            let error = second.unwrap_err();
            assert!(!error.was_not_sent(), "{error:?}");
            assert_eq!(server.count(), 2);
        } else {
            second.unwrap();
            assert_eq!(server.count(), 3, "{id}");
        }
        assert!(server.connections() <= 2);
    }
}

/// Many calls while connections die under them: a `never` operation arrives at most once for each call.
#[tokio::test]
async fn no_call_that_may_not_be_repeated_is() {
    let steps: Vec<_> = (0..60)
        .map(|n| match n % 4 {
            0 => fine(),
            1 => Step::Last(answer("200 OK", &[], "")),
            2 => Step::Close,
            _ => Step::Reset,
        })
        .collect();
    let server = Server::start(steps).await;
    let handle = handle(&server);
    for n in 0..60 {
        let request = request("never", "/never").header("x-number", n.to_string());
        let _ = send(&handle, "never", request).await;
    }
    let mut numbers: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.headers("x-number")[0].to_owned())
        .collect();
    let all = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), all);
    assert!(all >= 40, "{all}");
}
