//! What keeps a connection from standing, told apart.

use reqwest::{Method, Request};
use tokio::net::TcpListener;

use super::*;
use crate::Timeouts;
use crate::transport::TransportError;

async fn failure(settings: &Settings, url: &str) -> Failure {
    let request = Request::new(Method::GET, url.parse().unwrap());
    let answer = Direct::new(settings).unwrap().send(Box::new(request)).await;
    answer.err().unwrap()
}

/// A label of 64 characters cannot be put into a question to a name server, so no look-up leaves the machine.
#[tokio::test]
async fn a_name_without_an_address() {
    let url = format!("http://{}.invalid/", "a".repeat(64));
    let failure = failure(&Settings::default(), &url).await;
    assert!(failure.is_connect() && failure.is_dns() && !failure.is_timeout());
    assert!(!failure.cause().unwrap().to_string().contains("invalid"));
}

#[tokio::test]
async fn a_port_at_which_nobody_listens() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}/", socket.local_addr().unwrap());
    let failure = failure(&Settings::default(), &url).await;
    assert!(failure.is_connect() && !failure.is_dns() && !failure.is_timeout());
}

/// The time for a connection is over before the time for the answer: certainly nothing was sent.
#[cfg(feature = "tls")]
#[tokio::test]
async fn a_server_that_is_silent_in_the_handshake() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = Settings::default().with_timeouts(Timeouts {
        connect: Duration::from_millis(100),
        ..Timeouts::default()
    });
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let failure = failure(&settings, &url).await;
    assert!(failure.is_connect() && failure.is_timeout() && !failure.is_dns());
}

/// The connection stands: nobody knows what became of it.
#[tokio::test]
async fn a_server_that_does_not_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = Settings::default().with_timeouts(Timeouts {
        attempt: Duration::from_millis(100),
        ..Timeouts::default()
    });
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let failure = failure(&settings, &url).await;
    assert!(failure.is_timeout() && !failure.is_connect());
}
