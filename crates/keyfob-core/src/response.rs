//! Answers.

use std::fmt;
use std::ops::Deref;
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use crate::decode::decode_answer;
use crate::scrub::Scrubber;
use crate::{Api, Error, Operation};

/// A decoded answer, with its status and headers.
///
/// It dereferences to what was decoded. `Debug` shows that, and no headers: some vendors put tokens into them.
#[derive(Clone)]
pub struct ResponseValue<T> {
    inner: T,
    status: StatusCode,
    headers: HeaderMap,
    rows_left_out: usize,
}

impl<T> ResponseValue<T> {
    /// The answer alone.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many rows of its lists could not be read at all and were left out. With any, that something is not in a list proves
    /// nothing.
    pub fn rows_left_out(&self) -> usize {
        self.rows_left_out
    }
}

impl<T: DeserializeOwned + Send + 'static> ResponseValue<T> {
    #[doc(hidden)]
    pub async fn from_response(response: Response) -> Result<Self, Error> {
        let (status, headers) = (response.status, response.headers.clone());
        let decoded = decode_answer(response).await?;
        Ok(Self {
            inner: decoded.value,
            status,
            headers,
            rows_left_out: decoded.rows_left_out,
        })
    }
}

impl ResponseValue<()> {
    #[doc(hidden)]
    pub fn empty(response: Response) -> Self {
        Self {
            inner: (),
            status: response.status,
            headers: response.headers,
            rows_left_out: 0,
        }
    }
}

impl ResponseValue<ByteStream> {
    #[doc(hidden)]
    pub fn stream(response: Response) -> Self {
        let bytes: Incoming = match response.body {
            Body::Whole(bytes) => Box::pin(Once(Some(bytes))),
            Body::Stream(rest) => Box::pin(rest.bytes_stream()),
        };
        Self {
            inner: ByteStream {
                operation: response.operation,
                bytes,
            },
            status: response.status,
            headers: response.headers,
            rows_left_out: 0,
        }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

/// The bytes of an answer as they come.
///
/// An answer that ends too early ends with [`Error::Interrupted`].
pub struct ByteStream {
    operation: &'static Operation,
    bytes: Incoming,
}

type Incoming = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let operation = self.operation;
        self.bytes
            .as_mut()
            .poll_next(context)
            // The HTTP library's own error carries the URL.
            .map_err(|error| Error::interrupted(operation, &error))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream")
    }
}

struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = reqwest::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

/// A successful answer before it is decoded: what the hook hands to generated code.
#[doc(hidden)]
pub struct Response {
    pub(crate) api: &'static Api,
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) scrubber: Scrubber,
    /// When the call as a whole has to be over.
    pub(crate) deadline: Option<Instant>,
}

impl Response {
    #[doc(hidden)]
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

pub(crate) enum Body {
    Whole(Bytes),
    Stream(reqwest::Response),
}
