//! Who of one process is next: the others wait without asking the disk or the server.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use crate::SessionId;

/// A turn for each id, in the order of asking.
#[derive(Debug, Default)]
pub(super) struct Queue {
    turns: Mutex<HashMap<SessionId, Weak<Turn<()>>>>,
}

impl Queue {
    /// Waits for the turn of this id, and has it until the guard is dropped.
    pub(super) async fn enter(&self, id: &SessionId) -> OwnedMutexGuard<()> {
        self.turn(id).lock_owned().await
    }

    fn turn(&self, id: &SessionId) -> Arc<Turn<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(id).and_then(Weak::upgrade) {
            return turn;
        }
        // Those that nobody has or waits for are forgotten, so that it does not grow with every account there ever was.
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::default();
        turns.insert(id.clone(), Arc::downgrade(&turn));
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn ids_that_nobody_waits_for_are_forgotten() {
        let queue = Queue::default();
        let kept = queue.enter(&SessionId::new("quatrix", "kept")).await;
        for number in 0..10 {
            drop(
                queue
                    .enter(&SessionId::new("quatrix", number.to_string()))
                    .await,
            );
        }
        assert_eq!(queue.turns.lock().unwrap().len(), 2);
        drop(kept);
    }
}
