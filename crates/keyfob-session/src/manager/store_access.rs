//! The store, as the manager uses it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use keyfob_core::{Error, SavedSession, telemetry};

use super::Inner;
use super::contents::Contents;
use crate::{Lease, ManagedLogin, ManagedSession, Record, SessionId, StoreError};

/// How long a store may take to read or to keep a record.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

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
        let load = async { self.config.store.load(&self.id).await };
        let loaded = bounded(LONGEST_ANSWER, "reading the session", load).await;
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
        let found = SessionId::new(saved.vendor(), saved.account());
        Err(StoreError::other_session(&self.id, &found))
    }

    /// Waits for the right to log in.
    pub(super) async fn lease(&self) -> Result<Lease, StoreError> {
        let lease = async { self.config.store.lease(&self.id).await };
        let action = "waiting for another process that logs in";
        let lease = bounded(self.config.login_limit, action, lease).await;
        lease.inspect_err(|error| self.tell("lease", error))
    }

    /// The version of the record that comes after what was found, or after the one at hand.
    pub(super) fn version_after(&self, found: Option<&Found>) -> u64 {
        let before = match found.and_then(|found| found.record.as_ref()) {
            Some(record) => record.version,
            // The store cannot be asked, or has lost what it had: versions go on all the same.
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
        let keep = async { self.config.store.save(&self.id, lease, record).await };
        let kept = bounded(LONGEST_ANSWER, "keeping the session", keep).await;
        kept.inspect_err(|error| self.tell("save", error))
    }
}

/// What a store does, within this time; a panic of its is an error like others, so that no session is lost by it. What it said is not shown.
async fn bounded<T>(
    limit: Duration,
    action: &str,
    work: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let mut work = pin!(work);
    let caught = std::future::poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        polled.unwrap_or_else(|_| {
            Poll::Ready(Err(StoreError::Unreachable {
                action: action.to_owned(),
                source: "the store panicked".into(),
            }))
        })
    });
    let outcome = tokio::time::timeout(limit, caught).await;
    outcome.unwrap_or_else(|_| {
        Err(StoreError::TimedOut {
            action: action.to_owned(),
        })
    })
}
