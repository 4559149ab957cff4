//! When an attempt may begin, and what follows when the vendor says "too many calls".

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::Instant;

use super::Call;
use crate::Error;
use crate::limits::Caller;

impl Call<'_> {
    /// Waits until the limits let it be sent, unless the session ends meanwhile.
    pub(super) async fn turn(&self) -> Result<(), Error> {
        let held = self.handle.credentials().held();
        self.held.admits(self.operation, &held)?;
        match self.handle.limiter().take_now(self.operation) {
            true => Ok(()),
            false => Box::pin(self.turn_in_line()).await,
        }
    }

    async fn turn_in_line(&self) -> Result<(), Error> {
        let total = self.handle.settings().timeouts.total;
        let longest = match self.minds_progress {
            true => total,
            false => total.saturating_sub(self.started.elapsed()),
        };
        let credentials = self.handle.credentials();
        let mut ended = pin!(credentials.ended().notified());
        // From here on it is notified, although nobody waits yet.
        ended.as_mut().enable();
        self.held.admits(self.operation, &credentials.held())?;
        let mut turn = pin!(
            self.handle
                .limiter()
                .turn(self.operation, self.caller(), longest)
        );
        let mut is_over = false;
        std::future::poll_fn(|context| {
            if let Poll::Ready(outcome) = turn.as_mut().poll(context) {
                return Poll::Ready(outcome);
            }
            if !is_over && ended.as_mut().poll(context).is_ready() {
                is_over = true;
                // A logout goes on.
                if let Err(error) = self.held.admits(self.operation, &credentials.held()) {
                    return Poll::Ready(Err(error));
                }
            }
            Poll::Pending
        })
        .await
    }

    /// How long the limits hold this operation back after such an outcome of an attempt that began then.
    pub(super) fn held_back(&self, error: &Error, began: Instant) -> Duration {
        if !matches!(error, Error::RateLimited(_)) {
            return Duration::ZERO;
        }
        let (limiter, told) = (self.handle.limiter(), error.retry_after());
        match (self.handle.pacer(), told) {
            (None, told) => limiter.refused(self.operation, self.caller(), told, began),
            // Long work has a pace of its own, which gets slower by itself. What the vendor tells is for all.
            (Some(_), Some(told)) => {
                limiter.hold(self.operation, self.caller(), told);
                told
            }
            (Some(_), None) => Duration::ZERO,
        }
    }

    fn caller(&self) -> Caller<'_> {
        Caller {
            held: &self.held,
            servers: self.handle.servers(),
        }
    }
}
