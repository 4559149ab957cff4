//! A feed as a program has it: a stream, and a handle.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::SystemTime;

use futures_util::Stream;
use keyfob_core::Error;
use tokio::sync::{Notify, oneshot, watch};

use crate::mailbox::Mailbox;
use crate::problems::Problems;
use crate::subscriptions::Subscriptions;
use crate::supervisor::supervise;
use crate::{FeedItem, FeedSettings, Protocol, State};

/// What the stream, its handles and the task behind them share.
pub(crate) struct Shared<P: Protocol> {
    pub(crate) protocol: P,
    pub(crate) settings: FeedSettings,
    pub(crate) mailbox: Mailbox<P::Event>,
    pub(crate) state: watch::Sender<State>,
    /// The subscriptions have changed.
    pub(crate) changed: Notify,
    /// The revision of the subscriptions that the server has been told of.
    pub(crate) told: watch::Sender<u64>,
    closing: watch::Sender<bool>,
    subscriptions: Mutex<Subscriptions<P::Topic>>,
    problems: Mutex<Problems>,
}

impl<P: Protocol> Shared<P> {
    pub(crate) fn subscriptions(&self) -> MutexGuard<'_, Subscriptions<P::Topic>> {
        let subscriptions = self.subscriptions.lock();
        subscriptions.unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn problems(&self) -> MutexGuard<'_, Problems> {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Logs what could not be understood, if it is time to.
    pub(crate) fn report_problems(&self) {
        let due = self.problems().due();
        if let Some((count, last)) = due {
            let feed = self.protocol.operation().id;
            tracing::warn!(
                feed,
                last,
                count,
                "frames or parts of them could not be understood"
            );
        }
    }

    /// The time by the settings' clock.
    pub(crate) fn now(&self) -> SystemTime {
        self.protocol.handle().settings().clock().now()
    }

    pub(crate) fn set_state(&self, state: State) {
        self.state.send_if_modified(|held| {
            let is_new = *held != state;
            *held = state;
            is_new
        });
    }

    /// What comes of the future; `None` where the feed is closed meanwhile.
    pub(crate) async fn unless_closed<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.closed() => None,
            outcome = future => Some(outcome),
        }
    }

    /// Waits until the feed is closed here.
    pub(crate) async fn closed(&self) {
        let mut closing = self.closing.subscribe();
        // The sender lives as long as this.
        let _ = closing.wait_for(|is_closing| *is_closing).await;
    }
}

/// What the task holds. However the task ends, nobody waits for it any more.
pub(crate) struct Running<P: Protocol>(pub(crate) Arc<Shared<P>>);

impl<P: Protocol> Drop for Running<P> {
    fn drop(&mut self) {
        // Both say nothing new where the task came to its end.
        self.0.set_state(State::Ended);
        self.0.mailbox.end(Some(gone()));
    }
}

fn gone() -> Error {
    Error::invalid_input(
        "the task of the feed panicked, or the runtime that it was opened on has shut down",
    )
}

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
        let shared = Arc::new(Shared {
            problems: Mutex::new(Problems::new()),
            protocol,
            settings: settings.bounded(),
            mailbox: Mailbox::new(),
            state: watch::Sender::new(State::Connecting),
            changed: Notify::new(),
            told: watch::Sender::new(0),
            closing: watch::Sender::new(false),
            subscriptions: Mutex::new(Subscriptions::new()),
        });
        let (opened, outcome) = oneshot::channel();
        // Made first, so that a caller who gives up ends the task.
        let feed = Self {
            shared: Arc::clone(&shared),
        };
        tokio::spawn(supervise(Running(shared), opened));
        outcome.await.unwrap_or_else(|_| Err(gone()))?;
        Ok(feed)
    }

    /// A handle, for the parts of a program that do not read.
    pub fn handle(&self) -> FeedHandle<P> {
        FeedHandle {
            shared: Arc::clone(&self.shared),
        }
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
        self.shared.closing.send_replace(true);
    }
}

impl<P: Protocol> fmt::Debug for Feed<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handle().fmt(f)
    }
}

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
    /// Subscribes, now and on every later connection. It is counted: what is subscribed to twice has to be unsubscribed twice, and the server is
    /// asked once. It waits until the server is asked, or not at all where there is no connection just now.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where there would be more than the server takes: then nothing is subscribed to. [`Error::SessionClosed`] where
    /// the feed is over, or ends meanwhile.
    pub async fn subscribe(&self, topics: &[P::Topic]) -> Result<(), Error> {
        self.check_open()?;
        let most = self.shared.protocol.most_topics();
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
        self.shared.closing.send_replace(true);
    }

    fn check_open(&self) -> Result<(), Error> {
        let is_over = *self.shared.closing.borrow() || self.state() == State::Ended;
        match is_over {
            true => Err(Error::SessionClosed {
                operation: self.shared.protocol.operation().id,
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
            .field("name", &self.shared.protocol.operation().id)
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}
