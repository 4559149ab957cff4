//! Who waits for an order is woken by an open order feed of the session.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::broadcast::{Receiver, Sender, error::RecvError};

/// How many updates one who waits may be behind; who is further behind looks for itself.
const BEHIND: usize = 64;

/// The order feeds that are open, of a session and its clones.
pub(in crate::kotak_neo) struct OrderWatch {
    open: AtomicUsize,
    told: Sender<Arc<str>>,
}

impl Default for OrderWatch {
    fn default() -> Self {
        Self {
            open: AtomicUsize::new(0),
            told: Sender::new(BEHIND),
        }
    }
}

impl fmt::Debug for OrderWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("OrderWatch");
        shown.field("open", &self.open).finish_non_exhaustive()
    }
}

impl OrderWatch {
    /// Whether a feed is open.
    pub(in crate::kotak_neo) fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed) > 0
    }

    /// Begins to listen: what is told from now on is heard.
    pub(in crate::kotak_neo) fn listen(&self) -> Listener {
        Listener(self.told.subscribe())
    }
}

/// One who waits for an order.
pub(in crate::kotak_neo) struct Listener(Receiver<Arc<str>>);

impl Listener {
    /// Waits until a feed tells of this order, or may have.
    pub(in crate::kotak_neo) async fn notified(&mut self, number: &str) {
        loop {
            match self.0.recv().await {
                Ok(told) if *told == *number => return,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return,
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    }
}

/// A feed that is open, until it is dropped.
pub(in crate::kotak_neo) struct OpenFeed(Arc<OrderWatch>);

impl OpenFeed {
    pub(in crate::kotak_neo) fn new(watch: &Arc<OrderWatch>) -> Self {
        watch.open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(watch))
    }

    pub(in crate::kotak_neo) fn told(&self, number: &str) {
        if self.0.told.receiver_count() > 0 {
            // It fails only where nobody waits any more.
            let _ = self.0.told.send(number.into());
        }
    }
}

impl Drop for OpenFeed {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}
