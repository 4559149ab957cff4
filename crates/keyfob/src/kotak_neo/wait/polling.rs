//! When the book is read.

use std::time::Duration;

use keyfob_core::Error;
use kotak_neo::types;
use tokio::time::{Instant, timeout_at};

use super::{Session, WaitError};
use crate::orders::PATIENCE;
use crate::trading::BookOrder;

/// The wait after the first look at the book; each later one is half as long again, up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(300);
const LONGEST: Duration = Duration::from_secs(2);

/// The wait where a feed tells of the order.
const RARELY: Duration = Duration::from_secs(5);

/// One wait for an order.
pub(super) struct Wait<'a> {
    pub(super) number: &'a str,
    pub(super) deadline: Instant,
    pub(super) listener: OrderListener,
}

impl Wait<'_> {
    /// Looks until the order is there and is so.
    pub(super) async fn until<L, F>(
        mut self,
        is_over: impl Fn(&BookOrder<types::Order>) -> bool,
        look: L,
    ) -> Result<BookOrder<types::Order>, WaitError>
    where
        L: Fn() -> F,
        F: Future<Output = Result<Option<BookOrder<types::Order>>, Error>>,
    {
        let (mut last, mut failure, mut wait) = (None, None, SHORTEST);
        let began = Instant::now();
        loop {
            let began_look = Instant::now();
            let Ok(outcome) = timeout_at(self.deadline, look()).await else {
                return Err(self.timed_out(last, failure));
            };
            let mut hint = None;
            match outcome {
                Ok(Some(order)) if is_over(&order) => return Ok(order),
                Ok(Some(order)) => (last, failure) = (Some(Box::new(order)), None),
                Ok(None) if last.is_none() && began_look - began >= PATIENCE => {
                    let number = self.number.to_owned();
                    return Err(WaitError::NotFound { number });
                }
                Ok(None) => failure = None,
                Err(error) if is_final(&error) => return Err(WaitError::Failed(error)),
                Err(error) => {
                    hint = error.retry_after();
                    failure = Some(error);
                }
            }
            // The book may lag behind what the feed tells, and a new order may not be in it yet.
            let is_told = self.listener.is_open() && last.is_some() && wait >= LONGEST;
            let pause = if is_told { RARELY } else { wait };
            wait = (wait * 3 / 2).min(LONGEST);
            let at = Instant::now() + pause.max(hint.unwrap_or_default());
            let told = async {
                match hint {
                    // The vendor wants to be left alone.
                    Some(_) => std::future::pending().await,
                    None => self.listener.notified(self.number).await,
                }
            };
            if timeout_at(at.min(self.deadline), told).await.is_ok() {
                wait = SHORTEST;
            }
            if Instant::now() >= self.deadline {
                return Err(self.timed_out(last, failure));
            }
        }
    }

    fn timed_out(
        &self,
        last: Option<Box<BookOrder<types::Order>>>,
        failure: Option<Error>,
    ) -> WaitError {
        match (last, failure) {
            (None, Some(error)) => WaitError::Failed(error),
            (last, _) => WaitError::TimedOut {
                number: self.number.to_owned(),
                last,
            },
        }
    }
}

/// Whether reading the book again does not help.
fn is_final(error: &Error) -> bool {
    let passes = matches!(
        error,
        Error::Undecodable { .. } | Error::Incomplete { .. } | Error::Refused(_)
    );
    !passes && !error.is_retryable()
}

/// Hears what the session's order feeds tell; nothing, without the feature `kotak-neo-feed`.
pub(super) struct OrderListener {
    #[cfg(feature = "kotak-neo-feed")]
    watch: std::sync::Arc<crate::kotak_neo::feed::orders::OrderWatch>,
    #[cfg(feature = "kotak-neo-feed")]
    listener: crate::kotak_neo::feed::orders::Listener,
}

#[cfg(feature = "kotak-neo-feed")]
impl OrderListener {
    pub(super) fn of(session: &Session) -> Self {
        let watch = std::sync::Arc::clone(&session.order_watch);
        Self {
            listener: watch.listen(),
            watch,
        }
    }

    fn is_open(&self) -> bool {
        self.watch.is_open()
    }

    async fn notified(&mut self, number: &str) {
        self.listener.notified(number).await;
    }
}

#[cfg(not(feature = "kotak-neo-feed"))]
impl OrderListener {
    pub(super) fn of(_: &Session) -> Self {
        Self {}
    }

    fn is_open(&self) -> bool {
        false
    }

    async fn notified(&mut self, _: &str) {
        std::future::pending().await
    }
}

#[cfg(test)]
mod tests;
