//! Which calls a reset has overtaken.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

/// Counts resets. Clones count the same.
#[derive(Clone)]
pub(crate) struct Generation(Arc<watch::Sender<u64>>);

/// The generation in which a call began.
#[derive(Clone, Copy)]
pub(crate) struct Begun(u64);

impl Default for Generation {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Generation {
    /// Makes every call under way one of the past.
    pub(crate) fn raise(&self) {
        self.0
            .send_modify(|generation| *generation = generation.wrapping_add(1));
    }

    pub(crate) fn now(&self) -> Begun {
        Begun(*self.0.borrow())
    }

    pub(crate) fn is_over(&self, begun: Begun) -> bool {
        *self.0.borrow() != begun.0
    }

    /// Waits so long, or until a reset.
    pub(crate) async fn wait(&self, begun: Begun, delay: Duration) {
        let mut seen = self.0.subscribe();
        let reset = seen.wait_for(|generation| *generation != begun.0);
        // Whichever came first, the caller asks `is_over`.
        let _ = tokio::time::timeout(delay, reset).await;
    }
}
