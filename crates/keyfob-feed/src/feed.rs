//! A feed as a program has it: a stream, and a handle.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::Stream;
use keyfob_core::Error;
use tokio::sync::oneshot;

use crate::shared::{Running, Shared, gone};
use crate::supervisor::supervise;
use crate::{FeedHandle, FeedItem, FeedSettings, Protocol};

/// A feed: a stream of what comes, which goes on over any number of connections until it is closed, or until something ends it that no new
/// connection mends.
///
/// One task keeps the connection. It never waits for the reader: of what [can be conflated](crate::Conflate) only the newest is kept.
/// Dropping the feed closes it.
pub struct Feed<P: Protocol> {
    shared: Arc<Shared<P>>,
}

impl<P: Protocol> Feed<P> {
    /// Connects and logs in, once; from then on, lost connections are replaced without end.
    ///
    /// # Errors
    /// Why the first connection did not come to stand.
    pub async fn open(protocol: P, settings: FeedSettings) -> Result<Self, Error> {
        let shared = Arc::new(Shared::new(&protocol, settings));
        let (opened, outcome) = oneshot::channel();
        // Made first, so that a caller who gives up ends the task.
        let feed = Self {
            shared: Arc::clone(&shared),
        };
        tokio::spawn(supervise(Running(shared), protocol, opened));
        outcome.await.unwrap_or_else(|_| Err(gone()))?;
        Ok(feed)
    }

    /// A handle, for the parts of a program that do not read.
    pub fn handle(&self) -> FeedHandle<P> {
        FeedHandle::new(Arc::clone(&self.shared))
    }

    /// The next item; `None` once the feed is over.
    pub async fn next(&mut self) -> Option<FeedItem<P::Event>> {
        std::future::poll_fn(|context| self.shared.mailbox.poll_next(context)).await
    }
}

impl<P: Protocol> Stream for Feed<P> {
    type Item = FeedItem<P::Event>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.shared.mailbox.poll_next(context)
    }
}

impl<P: Protocol> Drop for Feed<P> {
    fn drop(&mut self) {
        self.shared.close();
    }
}

impl<P: Protocol> fmt::Debug for Feed<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handle().fmt(f)
    }
}
