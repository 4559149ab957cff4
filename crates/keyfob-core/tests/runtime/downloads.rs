//! Answers that are read as they come.

use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;
use keyfob_core::{ByteStream, Error, Handle, ResponseValue};
use tokio::sync::Notify;

use crate::answers::flood;
use crate::probe::{handle, request, send, shown};
use crate::server::{Server, Step, answer, json};

async fn stream(handle: &Handle) -> Result<ByteStream, Error> {
    let request = request("download", "/download?ticket=S3CR3T");
    let response = send(handle, "download", request).await?;
    Ok(ResponseValue::stream(response).into_inner())
}

async fn next(stream: &mut ByteStream) -> Option<Result<Bytes, Error>> {
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

/// Everything that a download yields.
pub async fn download(handle: &Handle) -> Result<Vec<u8>, Error> {
    let mut stream = stream(handle).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = next(&mut stream).await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}

#[tokio::test]
async fn a_stream_is_handed_on_as_it_comes() {
    let whole = answer("200 OK", &[], "first, and the rest");
    let middle = whole.len() - b", and the rest".len();
    let (first, rest) = whole.split_at(middle);
    let gate = Arc::new(Notify::new());
    let step = Step::Gated(first.to_vec(), Arc::clone(&gate), rest.to_vec());
    let server = Server::start([step]).await;
    let mut stream = stream(&handle(&server)).await.unwrap();
    // The server waits for us: were the answer held back until it is whole, we would wait for each other.
    assert_eq!(next(&mut stream).await.unwrap().unwrap(), "first");
    gate.notify_one();
    assert_eq!(next(&mut stream).await.unwrap().unwrap(), ", and the rest");
    assert!(next(&mut stream).await.is_none());
}

#[tokio::test]
async fn a_stream_may_be_longer_than_what_is_held() {
    let server = Server::start([flood("200 OK")]).await;
    let mut stream = stream(&handle(&server)).await.unwrap();
    let mut length = 0;
    while length <= 64 << 20 {
        length += next(&mut stream).await.unwrap().unwrap().len();
    }
}

#[tokio::test]
async fn a_stream_that_is_cut_ends_with_an_error() {
    for bytes in [
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".to_vec(),
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n".to_vec(),
    ] {
        let server = Server::start([Step::Last(bytes)]).await;
        let error = download(&handle(&server)).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
        assert_eq!(error.operation(), Some("download"));
        let shown = shown(&error);
        assert!(
            !shown.contains("S3CR3T") && !shown.contains("127.0.0.1"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn an_error_instead_of_a_stream_is_read() {
    let server = Server::start([json("404 Not Found", r#"{"code":7,"message":"gone"}"#)]).await;
    let error = download(&handle(&server)).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("7"), Some("gone")));
}
