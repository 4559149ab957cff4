//! Requests whose body is a stream: what counts is that they go on, not how long they take.
//!
//! No limit on an attempt or on the whole call fits a body of unknown length on a line of unknown speed. So such a request ends
//! when nothing moved for as long as an attempt may take: no piece of its body was taken, and no answer began.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body::{Frame, SizeHint};
use reqwest::{Body, Client, Request, Response};
use tokio::time::Instant;

use crate::{Error, Operation};

/// Whether the body is a stream. Such a request cannot be repeated here: only who made the stream can make it again.
pub(super) fn is_streamed(request: &Request) -> bool {
    request.body().is_some_and(|body| body.as_bytes().is_none())
}

/// Sends it, and gives up when nothing moves for `limit`. The client must have no limit of its own.
pub(super) async fn send(
    client: &Client,
    operation: &'static Operation,
    mut request: Request,
    limit: Duration,
) -> Result<Response, Error> {
    let moved = Moved::now();
    if let Some(body) = request.body_mut().take() {
        let watched = Watched {
            body,
            moved: moved.clone(),
        };
        *request.body_mut() = Some(Body::wrap(watched));
    }
    let mut answer = std::pin::pin!(client.execute(request));
    loop {
        let seen = moved.last();
        let rest = limit.saturating_sub(seen.elapsed());
        match tokio::time::timeout(rest, &mut answer).await {
            Ok(answer) => return answer.map_err(|error| Error::interrupted(operation, &error)),
            Err(_) if moved.last() > seen => {}
            Err(_) => return Err(Error::stalled(operation)),
        }
    }
}

/// When something moved last.
#[derive(Clone)]
struct Moved(Arc<Mutex<Instant>>);

impl Moved {
    fn now() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }

    fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn last(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that notes when a piece of it is taken.
struct Watched {
    body: Body,
    moved: Moved,
}

impl http_body::Body for Watched {
    type Data = bytes::Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if frame.is_ready() {
            self.moved.note();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    /// The length that the caller's body knows is the `Content-Length`.
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
