//! A store that a test can have do anything.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyfob_core::BoxFuture;
use keyfob_session::{Lease, MemoryStore, Record, SessionId, SessionStore, StoreError};

/// What it does instead of what it should.
#[derive(Clone, Default)]
pub struct Faults {
    pub fails_to_load: bool,
    /// With [`StoreError::Superseded`].
    pub refuses_to_save: bool,
    pub panics_at_save: bool,
    pub never_loads: bool,
    /// How long the lease takes.
    pub lease_takes: Duration,
    /// Tells the end of a session in whole seconds.
    pub rounds: bool,
}

#[derive(Clone, Default)]
pub struct Faulty {
    pub store: MemoryStore,
    faults: Arc<Mutex<Faults>>,
}

impl Faulty {
    pub fn set(&self, faults: Faults) {
        *self.faults.lock().unwrap() = faults;
    }

    fn faults(&self) -> Faults {
        self.faults.lock().unwrap().clone()
    }
}

impl fmt::Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Faulty")
    }
}

impl SessionStore for Faulty {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        let faults = self.faults();
        Box::pin(async move {
            if faults.never_loads {
                std::future::pending::<()>().await;
            }
            if faults.fails_to_load {
                return Err(StoreError::TimedOut {
                    action: "talking to the store".to_owned(),
                });
            }
            let mut record = self.store.load(id).await?;
            if let Some(record) = record.as_mut().filter(|_| faults.rounds) {
                record.expires_at = None;
            }
            Ok(record)
        })
    }

    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
        let wait = self.faults().lease_takes;
        Box::pin(async move {
            tokio::time::sleep(wait).await;
            self.store.lease(id).await
        })
    }

    fn save<'a>(
        &'a self,
        id: &'a SessionId,
        lease: &'a Lease,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let faults = self.faults();
        Box::pin(async move {
            assert!(!faults.panics_at_save, "S3CR3T-panic");
            match faults.refuses_to_save {
                true => Err(StoreError::Superseded),
                false => self.store.save(id, lease, record).await,
            }
        })
    }
}
