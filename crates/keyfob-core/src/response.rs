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

use crate::body::WholeBody;
use crate::decode::decode_answer;
use crate::scrub::Scrubber;
use crate::{Api, Drift, Error, Operation};

/// A decoded answer, with its status and headers.
///
/// It dereferences to what was decoded. `Debug` shows that, and no headers: some vendors put tokens into them.
#[derive(Clone)]
pub struct ResponseValue<T> {
    inner: T,
    status: StatusCode,
    headers: HeaderMap,
    rows_left_out: usize,
    drift: Vec<Drift>,
    body: Option<Bytes>,
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

    /// What of the answer could not be read and was left out, members and rows: the first hundred. Where it is empty, everything
    /// that came under a known name was read.
    pub fn drift(&self) -> &[Drift] {
        &self.drift
    }

    /// The body as it came, if [`Settings::with_bodies`](crate::Settings::with_bodies) asked for it. It is not kept otherwise: it takes
    /// memory as long as the answer lives, and may hold tokens in the clear. Do not log it. An answer without a body, and
    /// one that is streamed, has none.
    pub fn body(&self) -> Option<&Bytes> {
        self.body.as_ref()
    }
}

impl<T> ResponseValue<T> {
    /// Where nothing was decoded.
    fn bare(inner: T, response: Response) -> Self {
        Self {
            inner,
            body: response.kept_body(),
            status: response.0.status,
            headers: response.0.headers,
            rows_left_out: 0,
            drift: Vec::new(),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> ResponseValue<T> {
    #[doc(hidden)]
    pub async fn from_response(mut response: Response) -> Result<Self, Error> {
        let headers = std::mem::take(&mut response.0.headers);
        let (status, body) = (response.status(), response.kept_body());
        let decoded = decode_answer(response).await?;
        Ok(Self {
            inner: decoded.value,
            status,
            headers,
            rows_left_out: decoded.rows_left_out,
            drift: decoded.drift,
            body,
        })
    }

    #[doc(hidden)]
    pub async fn from_response_or_empty(response: Response, empty: &[u16]) -> Result<Self, Error> {
        let nothing = match &response.0.body {
            Body::Whole(body) if body.trimmed().is_empty() => without_members(),
            _ => None,
        };
        match nothing {
            Some(inner) if empty.contains(&response.status().as_u16()) => {
                Ok(Self::bare(inner, response))
            }
            _ => Self::from_response(response).await,
        }
    }
}

/// An object without members, or a list without rows, whichever the type takes.
fn without_members<T: DeserializeOwned>() -> Option<T> {
    let read = |text| serde_json::from_str(text).ok();
    read("{}").or_else(|| read("[]"))
}

impl ResponseValue<()> {
    #[doc(hidden)]
    pub fn empty(response: Response) -> Self {
        Self::bare((), response)
    }
}

impl ResponseValue<ByteStream> {
    #[doc(hidden)]
    pub fn stream(response: Response) -> Self {
        let Parts {
            operation,
            status,
            headers,
            body,
            ..
        } = *response.0;
        let bytes: Incoming = match body {
            Body::Whole(body) => Box::pin(Once(Some(body.bytes().clone()))),
            Body::Stream(rest) => Box::pin(rest.bytes_stream()),
        };
        Self {
            inner: ByteStream { operation, bytes },
            status,
            headers,
            rows_left_out: 0,
            drift: Vec::new(),
            body: None,
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

/// A successful answer before it is decoded: what the hook hands to generated code. In a box, since it goes through many hands.
#[doc(hidden)]
pub struct Response(pub(crate) Box<Parts>);

/// What an answer consists of.
pub(crate) struct Parts {
    pub(crate) api: &'static Api,
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) scrubber: Scrubber,
    /// When the call as a whole has to be over.
    pub(crate) deadline: Option<Instant>,
    /// Whether the body is wanted beside what is decoded.
    pub(crate) keeps_body: bool,
}

impl Response {
    fn kept_body(&self) -> Option<Bytes> {
        match &self.0.body {
            Body::Whole(body) if self.0.keeps_body => Some(body.bytes().clone()),
            _ => None,
        }
    }

    #[doc(hidden)]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }
}

pub(crate) enum Body {
    Whole(WholeBody),
    Stream(reqwest::Response),
}
