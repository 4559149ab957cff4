//! A feed as the parts of a program have it that do not read.

use std::fmt;
use std::sync::Arc;

use keyfob_core::Error;
use tokio::sync::watch;

use crate::shared::Shared;
use crate::{Protocol, State};

/// Subscribes, asks, and closes. Cloning it is cheap.
pub struct FeedHandle<P: Protocol> {
    shared: Arc<Shared<P>>,
}

impl<P: Protocol> Clone for FeedHandle<P> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<P: Protocol> FeedHandle<P> {
    pub(crate) fn new(shared: Arc<Shared<P>>) -> Self {
        Self { shared }
    }

    /// Subscribes, now and on every later connection. It is counted: what is subscribed to twice has to be unsubscribed twice, and the server is
    /// asked once. It waits until the server is asked, or not at all where there is no connection just now; who stops waiting is subscribed all
    /// the same.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where there would be more than the server takes: then nothing is subscribed to. [`Error::SessionClosed`] where
    /// the feed is over, or ends meanwhile.
    pub async fn subscribe(&self, topics: &[P::Topic]) -> Result<(), Error> {
        self.check_open()?;
        let most = self.shared.most_topics;
        let added = self.shared.subscriptions().add(topics, most);
        let revision = added.map_err(|too_many| {
            let wanted = too_many.wanted;
            Error::invalid_input(format!(
                "the feed takes {most} subscriptions at a time, and these would make {wanted}"
            ))
        })?;
        self.tell(revision).await
    }

    /// Takes back one [`subscribe`](Self::subscribe) of each.
    ///
    /// # Errors
    /// [`Error::SessionClosed`] where the feed is over.
    pub async fn unsubscribe(&self, topics: &[P::Topic]) -> Result<(), Error> {
        self.check_open()?;
        let revision = self.shared.subscriptions().remove(topics);
        self.tell(revision).await
    }

    /// What is subscribed to, sorted.
    pub fn topics(&self) -> Vec<P::Topic> {
        self.shared.subscriptions().topics()
    }

    /// Where the connection stands.
    pub fn state(&self) -> State {
        *self.shared.state.borrow()
    }

    /// The same, to be waited for.
    pub fn states(&self) -> watch::Receiver<State> {
        self.shared.state.subscribe()
    }

    /// How many events were replaced by newer ones before they were read.
    pub fn conflated(&self) -> u64 {
        self.shared.mailbox.conflated()
    }

    /// How often something came that could not be understood, by what it was.
    pub fn problems(&self) -> Vec<(&'static str, u64)> {
        self.shared.problems().counts()
    }

    /// Closes the feed; the stream ends after what still waits in it.
    pub fn close(&self) {
        self.shared.close();
    }

    fn check_open(&self) -> Result<(), Error> {
        match self.shared.is_over() {
            true => Err(Error::SessionClosed {
                operation: self.shared.operation.id,
            }),
            false => Ok(()),
        }
    }

    /// Wakes the task, and waits until it has told the server.
    async fn tell(&self, revision: u64) -> Result<(), Error> {
        self.shared.changed.notify_one();
        let (mut told, mut state) = (self.shared.told.subscribe(), self.states());
        // Both senders live as long as this handle.
        tokio::select! {
            _ = told.wait_for(|told| *told >= revision) => {}
            _ = state.wait_for(|state| !state.is_live()) => {}
            () = self.shared.closed() => {}
        }
        self.check_open()
    }
}

impl<P: Protocol> fmt::Debug for FeedHandle<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed")
            .field("name", &self.shared.operation.id)
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}
