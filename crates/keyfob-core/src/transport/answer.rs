//! An answer that has begun.

use std::pin::Pin;

use bytes::Bytes;
use http::Uri;
use http_body::Body as _;
use hyper::body::Incoming;
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};
use tokio::time::{Instant, timeout_at};

use super::Failure;

/// An answer, of which the body may be on its way.
pub(crate) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
}

enum Body {
    Client(reqwest::Response),
    Direct {
        body: Incoming,
        /// Where it comes from.
        uri: Uri,
        /// When it has to be there; none where that is never.
        deadline: Option<Instant>,
    },
}

impl Answer {
    pub(super) fn direct(
        answer: http::Response<Incoming>,
        uri: Uri,
        deadline: Option<Instant>,
    ) -> Self {
        let (parts, body) = answer.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: Body::Direct {
                body,
                uri,
                deadline,
            },
        }
    }

    /// The status.
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// Takes the headers.
    pub(crate) fn take_headers(&mut self) -> HeaderMap {
        std::mem::take(&mut self.headers)
    }

    /// How long the body is, if that is known.
    pub(crate) fn content_length(&self) -> Option<u64> {
        match &self.body {
            Body::Client(answer) => answer.content_length(),
            Body::Direct { body, .. } => body.size_hint().exact(),
        }
    }

    /// The next piece of the body; none at its end.
    ///
    /// # Errors
    /// The connection was cut, or the time is over.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let (body, deadline) = match &mut self.body {
            Body::Client(answer) => return Ok(answer.chunk().await?),
            Body::Direct { body, deadline, .. } => (body, *deadline),
        };
        loop {
            let next = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
            let frame = match deadline {
                None => next.await,
                Some(deadline) => timeout_at(deadline, next)
                    .await
                    .map_err(|_| Failure::TimedOut)?,
            };
            match frame.transpose().map_err(Failure::Answer)? {
                None => return Ok(None),
                // What is no data are trailers, which nobody asks for.
                Some(frame) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }

    /// The host that a redirect points to, if it names one.
    pub(crate) fn redirect_host(&self) -> Option<String> {
        let from = match &self.body {
            Body::Client(answer) => answer.url().clone(),
            Body::Direct { uri, .. } => Url::parse(&uri.to_string()).ok()?,
        };
        let to = self.headers.get(LOCATION)?.to_str().ok()?;
        let to = from.join(to).ok()?;
        to.host_str().map(str::to_owned)
    }
}

impl From<reqwest::Response> for Answer {
    fn from(mut answer: reqwest::Response) -> Self {
        Self {
            status: answer.status(),
            headers: std::mem::take(answer.headers_mut()),
            body: Body::Client(answer),
        }
    }
}
