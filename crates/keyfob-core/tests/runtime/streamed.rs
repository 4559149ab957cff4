//! Bodies that are streams: they come once.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use keyfob_core::{Error, Handle, Settings};

use crate::probe::{bare, handle, quick, request, send};
use crate::retries::{attempts, closed};
use crate::server::{Server, Step, json};

/// A body that comes once and cannot come again.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

pub async fn upload(handle: &Handle) -> Error {
    let body = reqwest::Body::wrap_stream(Once(Some(Bytes::from_static(b"once"))));
    let request = request("idempotent", "/idem").body(body);
    match send(handle, "idempotent", request).await {
        Ok(_) => panic!("it succeeded"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_streaming_body_is_not_sent_again() {
    for step in [json("503 Down", "{}"), Step::Close] {
        let server = Server::start([step]).await;
        let error = upload(&handle(&server)).await;
        assert_eq!((server.count(), attempts(&error)), (1, 1), "{error}");
        assert_eq!(server.only().body, b"4\r\nonce\r\n0\r\n\r\n");
    }
}

#[tokio::test]
async fn a_streaming_body_is_not_sent_again_even_if_it_never_left() {
    let (_socket, origin) = closed();
    let handle = bare(Settings::default().with_origin(origin).with_retry(quick()));
    assert_eq!(attempts(&upload(&handle).await), 1);
}
