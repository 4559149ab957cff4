//! Requests whose body is a stream: what counts is that they go on, not how long they take.
//!
//! No limit on an attempt or on the whole call fits a body of unknown length on a line of unknown speed. So such a request ends
//! when nothing moved for as long as an attempt may take: no piece of its body was taken, and no answer began. What was taken
//! may still lie with the operating system, where nobody sees it move: there it is given time at the speed of a slow line.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body::{Frame, SizeHint};
use reqwest::{Body, Client, Request, Response};
use tokio::time::Instant;

use crate::{Error, Operation};

/// The most that an operating system takes at once, and what of it moves on a slow line in the time of an attempt: with the
/// default of 30 s that is 70 kbit/s.
const UNSEEN: u64 = 4 * 1024 * 1024;
const SLOW: u64 = 256 * 1024;

/// How long nothing may be seen to move once so many bytes were taken.
fn patience(limit: Duration, taken: u64) -> Duration {
    let unseen = taken.min(UNSEEN) as f64 / SLOW as f64;
    let seconds = limit.as_secs_f64() * (1.0 + unseen);
    Duration::try_from_secs_f64(seconds).unwrap_or(limit)
}

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
        let (seen, taken) = moved.last();
        let rest = patience(limit, taken).saturating_sub(seen.elapsed());
        match tokio::time::timeout(rest, &mut answer).await {
            Ok(answer) => return answer.map_err(|error| Error::interrupted(operation, &error)),
            Err(_) if moved.last().0 > seen => {}
            Err(_) => return Err(Error::stalled(operation)),
        }
    }
}

/// When something moved last, and how much was taken by then.
#[derive(Clone)]
struct Moved(Arc<Mutex<(Instant, u64)>>);

impl Moved {
    fn now() -> Self {
        Self(Arc::new(Mutex::new((Instant::now(), 0))))
    }

    fn note(&self, bytes: u64) {
        let mut moved = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *moved = (Instant::now(), moved.1.saturating_add(bytes));
    }

    fn last(&self) -> (Instant, u64) {
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
        if let Poll::Ready(frame) = &frame {
            let data = frame
                .as_ref()
                .and_then(|frame| frame.as_ref().ok()?.data_ref());
            self.moved.note(data.map_or(0, |data| data.len() as u64));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_operating_system_took_is_given_the_time_of_a_slow_line() {
        let limit = Duration::from_secs(30);
        assert_eq!(patience(limit, 0), limit);
        assert_eq!(patience(limit, SLOW), 2 * limit);
        assert_eq!(patience(limit, u64::MAX), 17 * limit);
        assert_eq!(patience(Duration::MAX, u64::MAX), Duration::MAX);
    }
}
