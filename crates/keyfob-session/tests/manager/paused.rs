//! Real answers on a paused clock.

use std::sync::{Arc, Mutex, mpsc};

use keyfob_core::reqwest::header::HeaderMap;
use keyfob_core::{Attempt, AttemptEnd, Hook};

/// Keeps tokio's paused clock from running ahead while a request is on its way: it does not while a blocking task runs.
#[derive(Clone, Default)]
pub struct Inhibitor(Arc<Mutex<Vec<mpsc::Sender<()>>>>);

impl Hook for Inhibitor {
    fn before(&self, _: &Attempt<'_>, _: &mut HeaderMap) {
        let (keep, wait) = mpsc::channel::<()>();
        // It ends when the sender is dropped.
        tokio::task::spawn_blocking(move || wait.recv());
        self.0.lock().unwrap().push(keep);
    }

    fn after(&self, _: &Attempt<'_>, _: &AttemptEnd<'_>) {
        self.0.lock().unwrap().pop();
    }
}
