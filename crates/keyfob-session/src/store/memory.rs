//! A store in the memory of the process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OwnedMutexGuard;

use super::queue::Queue;
use super::{Lease, Record, SessionStore, StoreError};
use crate::{BoxFuture, SessionId};

/// Keeps sessions in memory, for the tasks of one process. Clones share what they keep; it is gone when the process ends.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), keyfob_session::StoreError> {
/// use keyfob_session::{MemoryStore, Record, SessionId, SessionStore};
///
/// let store = MemoryStore::new();
/// let id = SessionId::new("quatrix", "acme/ann@example.com");
/// let lease = store.lease(&id).await?;
/// let record = Record { version: 1, contents: b"a session".to_vec().into(), expires_at: None };
/// store.save(&id, &lease, &record).await?;
/// assert_eq!(store.clone().load(&id).await?, Some(record));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct MemoryStore {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    entries: Mutex<HashMap<SessionId, Entry>>,
    queue: Queue,
}

#[derive(Default)]
struct Entry {
    fence: u64,
    record: Option<Record>,
}

/// What a lease of such a store holds.
struct Guard {
    of: Arc<Shared>,
    id: SessionId,
    _turn: OwnedMutexGuard<()>,
}

impl MemoryStore {
    /// A store that keeps nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Shared {
    fn entries(&self) -> MutexGuard<'_, HashMap<SessionId, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn save(self: &Arc<Self>, id: &SessionId, lease: &Lease, new: &Record) -> bool {
        let is_ours = lease
            .guard::<Guard>()
            .is_some_and(|guard| Arc::ptr_eq(&guard.of, self) && guard.id == *id);
        let mut entries = self.entries();
        let Some(entry) = entries.get_mut(id) else {
            return false;
        };
        if !is_ours || entry.fence != lease.fence() || !new.follows(entry.record.as_ref()) {
            return false;
        }
        entry.record = Some(new.clone());
        true
    }
}

impl SessionStore for MemoryStore {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        let entries = self.shared.entries();
        let record = entries.get(id).and_then(|entry| entry.record.clone());
        Box::pin(async { Ok(record) })
    }

    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
        Box::pin(async move {
            let turn = self.shared.queue.enter(id).await;
            let mut entries = self.shared.entries();
            let entry = entries.entry(id.clone()).or_default();
            entry.fence += 1;
            let guard = Guard {
                of: Arc::clone(&self.shared),
                id: id.clone(),
                _turn: turn,
            };
            Ok(Lease::new(entry.fence, guard))
        })
    }

    fn save<'a>(
        &'a self,
        id: &'a SessionId,
        lease: &'a Lease,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            match self.shared.save(id, lease, record) {
                true => Ok(()),
                false => Err(StoreError::Superseded),
            }
        })
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").finish_non_exhaustive()
    }
}
