//! What a feed's stream, its handles and the task behind them share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use keyfob_core::{Clock, Error, Operation, telemetry};
use tokio::sync::{Notify, watch};

use crate::mailbox::Mailbox;
use crate::problems::Problems;
use crate::subscriptions::Subscriptions;
use crate::{FeedSettings, Protocol, State};

/// What the stream, its handles and the task behind them share. The protocol, and the session with it, is the task's alone: a handle that is kept
/// after the end keeps neither.
pub(crate) struct Shared<P: Protocol> {
    pub(crate) operation: &'static Operation,
    pub(crate) most_topics: usize,
    clock: Clock,
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
    pub(crate) fn new(protocol: &P, settings: FeedSettings) -> Self {
        Self {
            operation: protocol.operation(),
            most_topics: protocol.most_topics(),
            clock: protocol.handle().settings().clock().clone(),
            settings: settings.bounded(),
            mailbox: Mailbox::new(),
            state: watch::Sender::new(State::Connecting),
            changed: Notify::new(),
            told: watch::Sender::new(0),
            closing: watch::Sender::new(false),
            subscriptions: Mutex::new(Subscriptions::new()),
            problems: Mutex::new(Problems::new()),
        }
    }

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
            telemetry::feed_problems(self.operation, count, last);
        }
    }

    /// The time by the settings' clock.
    pub(crate) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    pub(crate) fn set_state(&self, state: State) {
        self.state.send_if_modified(|held| {
            let is_new = *held != state;
            *held = state;
            is_new
        });
    }

    /// Has the task close the feed.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Whether it was closed here, or is over.
    pub(crate) fn is_over(&self) -> bool {
        *self.closing.borrow() || *self.state.borrow() == State::Ended
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

pub(crate) fn gone() -> Error {
    Error::invalid_input(
        "the task of the feed panicked, or the runtime that it was opened on has shut down",
    )
}
