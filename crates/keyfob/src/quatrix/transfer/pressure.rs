//! What keeps a long transfer going: patience, and a session that does not fall asleep.

use std::fmt;
use std::sync::{Mutex, PoisonError, Weak};
use std::time::Duration;

use std::sync::Arc;

use keyfob_core::{Error, Pace};
use quatrix::{Client, credentials};
use tokio::sync::SemaphorePermit;
use tokio::task::AbortHandle;

use super::Transfer;

/// How often the vendor's own clients keep a session alive; it ends after 15 minutes.
const KEEPALIVE: Duration = Duration::from_secs(5 * 60);

impl Transfer {
    /// For how long one kind of call may be answered "too many calls" (429) before that is an error; 16 minutes by default. Until
    /// then it waits, as long as a `Retry-After` says if there is one, and all transfers of this call more slowly.
    ///
    /// With [`Retry::never`](crate::Retry::never) nothing is waited out.
    pub fn with_patience(mut self, patience: Duration) -> Self {
        let pace = Pace {
            patience,
            ..Pace::default()
        };
        self.client = Client::new(self.handle().with_pace(pace));
        self
    }

    /// How often the session is kept alive while something is under way: every 5 minutes by default, since it ends after 15
    /// minutes without a call. With an API key there is nothing to keep, and nothing is sent.
    pub fn with_keepalive(mut self, every: Duration) -> Self {
        self.keeper = Arc::new(Keeper::new(every));
        self
    }
}

/// Keeps the session alive while somebody holds a [`Slot`].
pub(super) struct Keeper {
    every: Duration,
    under_way: Mutex<Weak<UnderWay>>,
}

impl Default for Keeper {
    fn default() -> Self {
        Self::new(KEEPALIVE)
    }
}

impl Keeper {
    fn new(every: Duration) -> Self {
        Self {
            every: every.max(Duration::from_millis(1)),
            under_way: Mutex::default(),
        }
    }

    /// Joins what is under way, or begins it; nothing without a session that could end.
    pub(super) fn join(&self, client: &Client) -> Option<Arc<UnderWay>> {
        let held = client.handle().credentials();
        if !held.has(&credentials::SESSION_TOKEN) {
            return None;
        }
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = under_way.upgrade() {
            return Some(there);
        }
        let (client, every) = (Client::new(client.handle().clone()), self.every);
        let task = tokio::spawn(async move {
            loop {
                tokio::time::sleep(every).await;
                // Whatever else goes wrong, the transfer's own calls tell.
                if let Err(Error::SessionEnded(_)) = client.session().keep_alive().send().await {
                    return;
                }
            }
        });
        let begun = Arc::new(UnderWay(task.abort_handle()));
        *under_way = Arc::downgrade(&begun);
        Some(begun)
    }
}

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keeper")
            .field("every", &self.every)
            .finish_non_exhaustive()
    }
}

/// The task that keeps a session alive; it ends with the last slot.
pub(super) struct UnderWay(AbortHandle);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// One file's right to be under way.
pub(super) struct Slot<'a> {
    pub(super) _permit: Option<SemaphorePermit<'a>>,
    pub(super) _under_way: Option<Arc<UnderWay>>,
}
