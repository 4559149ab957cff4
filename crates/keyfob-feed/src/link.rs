//! Messages over a socket. What is to be sent waits in the socket's queue, so that reading goes on meanwhile and nobody waits for it.

use std::pin::pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_websockets::Message;

use crate::socket::Socket;

/// While more messages than this wait to be sent nothing is taken in: what comes may have to be answered, and answers must not pile up.
const LONGEST_QUEUE: usize = 1_024;

/// A socket, and what waits to be sent over it.
pub(crate) struct Link {
    socket: Socket,
    /// How long the other end may take for what is to be sent.
    patience: Duration,
    /// How many messages wait, the answers to pings among them.
    waiting: usize,
    /// Since when there have been some.
    since: Option<Instant>,
}

/// What happened on the socket.
pub(crate) enum LinkEvent {
    /// This came.
    Received(Message),
    /// All that was queued is sent.
    Sent,
}

/// Why nothing happens on it any more.
pub(crate) enum LinkError {
    /// The other end took nothing in any more.
    Stalled,
    /// The other end is gone.
    Cut,
    /// What came is not WebSocket's.
    Malformed,
}

impl Link {
    pub(crate) fn new(socket: Socket, patience: Duration) -> Self {
        Self {
            socket,
            patience,
            waiting: 0,
            since: None,
        }
    }

    /// Queues these. They are sent by [`Link::next`].
    pub(crate) fn queue(&mut self, messages: &mut Vec<Message>) -> Result<(), LinkError> {
        for message in messages.drain(..) {
            self.socket.start_send_unpin(message)?;
            self.note_waiting();
        }
        Ok(())
    }

    /// Whether something waits to be sent.
    pub(crate) fn is_sending(&self) -> bool {
        self.since.is_some()
    }

    /// Sends what waits, and takes what comes. Nothing is lost when it is dropped before it is done.
    pub(crate) async fn next(&mut self) -> Result<LinkEvent, LinkError> {
        let due = self.since.map(|since| sleep_until(since + self.patience));
        let mut due = pin!(due);
        std::future::poll_fn(|context| match self.poll(context) {
            Poll::Ready(happened) => Poll::Ready(happened),
            Poll::Pending => match due.as_mut().as_pin_mut() {
                Some(due) => due.poll(context).map(|()| Err(LinkError::Stalled)),
                None => Poll::Pending,
            },
        })
        .await
    }

    /// What has happened already, if anything.
    pub(crate) async fn ready(&mut self) -> Option<Result<LinkEvent, LinkError>> {
        // Not `now_or_never`: the socket keeps the waker of whoever sent last, and that one would wake nobody.
        std::future::poll_fn(|context| match self.poll(context) {
            Poll::Ready(happened) => Poll::Ready(Some(happened)),
            Poll::Pending => Poll::Ready(None),
        })
        .await
    }

    fn note_waiting(&mut self) {
        self.waiting += 1;
        self.since.get_or_insert_with(Instant::now);
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<LinkEvent, LinkError>> {
        if self.since.is_some() {
            if self.socket.poll_flush_unpin(context)?.is_ready() {
                (self.waiting, self.since) = (0, None);
                return Poll::Ready(Ok(LinkEvent::Sent));
            }
            if self.waiting > LONGEST_QUEUE {
                return Poll::Pending;
            }
        }
        match ready!(self.socket.poll_next_unpin(context)) {
            Some(message) => {
                let message = message?;
                if message.is_ping() {
                    // The socket has queued its answer.
                    self.note_waiting();
                }
                Poll::Ready(Ok(LinkEvent::Received(message)))
            }
            None => Poll::Ready(Err(LinkError::Cut)),
        }
    }

    /// Sends the answer to the other end's close frame, or to what was malformed, if that can be done at once.
    pub(crate) fn acknowledge(&mut self) {
        let _ = self.socket.flush().now_or_never();
    }

    /// Sends a close frame, and gives the other end this long to take it; it learns it from the end of the connection otherwise.
    pub(crate) async fn close(mut self, within: Duration) {
        let _ = timeout(within, self.socket.close()).await;
    }
}

impl From<tokio_websockets::Error> for LinkError {
    fn from(error: tokio_websockets::Error) -> Self {
        match error {
            tokio_websockets::Error::Io(_) | tokio_websockets::Error::AlreadyClosed => Self::Cut,
            _ => Self::Malformed,
        }
    }
}
