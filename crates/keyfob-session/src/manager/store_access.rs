//! The store, as the manager uses it.

use std::sync::Arc;
use std::time::Duration;

use keyfob_core::{Error, SavedSession, telemetry};

use super::Inner;
use super::contents::Contents;
use crate::{Lease, ManagedLogin, ManagedSession, Record, StoreError};

/// How long to wait for others who log in.
const LONGEST_LEASE: Duration = Duration::from_secs(120);

/// What the store has.
pub(super) struct Found {
    pub(super) record: Option<Arc<Record>>,
    pub(super) contents: Contents,
}

/// For those who get the error.
pub(super) fn told(error: StoreError) -> Error {
    Error::Store {
        error: Box::new(error),
    }
}

impl<L: ManagedLogin> Inner<L> {
    /// Notes what is wrong with the store, for those who look on.
    fn tell(&self, operation: &'static str, error: &StoreError) {
        tracing::warn!(
            keyfob.session = %self.id,
            keyfob.store.operation = operation,
            "error.type" = error.error_type(),
            exception.message = %error,
            "the session store failed"
        );
        telemetry::store_error(self.id.vendor(), operation, error.error_type());
    }

    /// What the store has of this session.
    pub(super) async fn load(&self) -> Result<Found, StoreError> {
        let loaded = self.config.store.load(&self.id).await;
        let found = loaded.and_then(|record| match record {
            None => Ok(Found {
                record: None,
                contents: Contents::LoggedOut,
            }),
            Some(record) => {
                let contents = Contents::of(&record)?;
                if let Contents::Session(saved) = &contents {
                    self.check_owner(saved)?;
                }
                Ok(Found {
                    record: Some(Arc::new(record)),
                    contents,
                })
            }
        });
        found.inspect_err(|error| self.tell("load", error))
    }

    fn check_owner(&self, saved: &SavedSession) -> Result<(), StoreError> {
        if saved.vendor() == self.id.vendor() && saved.account() == self.id.account() {
            return Ok(());
        }
        Err(StoreError::OtherSession {
            wanted: self.id.to_string(),
            found: format!("{} at {}", saved.account(), saved.vendor()),
        })
    }

    /// Waits for the right to log in.
    pub(super) async fn lease(&self) -> Result<Lease, StoreError> {
        let lease = self.config.store.lease(&self.id);
        let lease = tokio::time::timeout(LONGEST_LEASE, lease).await;
        let lease = lease.unwrap_or_else(|_| {
            Err(StoreError::TimedOut {
                action: "waiting for another process that logs in".to_owned(),
            })
        });
        lease.inspect_err(|error| self.tell("lease", error))
    }

    /// The version of the record that comes after what was found.
    pub(super) fn version_after(&self, found: &Found) -> u64 {
        let before = match &found.record {
            Some(record) => record.version,
            // The store may have lost what it had: versions go on all the same.
            None => self.at_hand().map_or(0, |current| current.record.version),
        };
        before.saturating_add(1)
    }

    /// The record of a session, in place of what was found.
    pub(super) fn record_of(
        &self,
        session: &L::Session,
        saved: &SavedSession,
        version: u64,
    ) -> Record {
        Record {
            version,
            contents: saved.to_bytes(),
            expires_at: session.ends_at(),
        }
    }

    /// Keeps a record.
    pub(super) async fn keep(&self, lease: &Lease, record: &Record) -> Result<(), StoreError> {
        let kept = self.config.store.save(&self.id, lease, record).await;
        kept.inspect_err(|error| self.tell("save", error))
    }
}
