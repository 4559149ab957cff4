//! A session comes into use.

use std::sync::Arc;

use keyfob_core::Error;

use super::Inner;
use super::contents::Contents;
use super::current::Current;
use super::store_access::Found;
use crate::sync::lock;
use crate::{ManagedLogin, ManagedSession};

impl<L: ManagedLogin> Inner<L> {
    /// Uses what the store has, if it is another session than the one at hand, and not known to be past.
    pub(super) fn take_over(
        &self,
        found: &Found,
        before: Option<&Current<L::Session>>,
    ) -> Result<bool, Error> {
        let (Some(record), Contents::Session(saved)) = (&found.record, &found.contents) else {
            return Ok(false);
        };
        let is_known = before.is_some_and(|current| {
            // One that could not be kept yet is newer than what it is to replace.
            let is_older = !current.is_saved && record.version < current.record.version;
            current.has(record) || is_older
        });
        // What is being logged out is there until that is done.
        let is_over = lock(&self.state)
            .current
            .as_ref()
            .is_some_and(|current| current.is_closed() && current.has(record));
        if is_known || is_over {
            return Ok(false);
        }
        let fresh = self.config.login.resume(saved)?;
        let can_log_in = self.config.provider.is_some();
        let now = self.clock.now();
        if can_log_in && fresh.ends_at().is_some_and(|end| end <= now) {
            return Ok(false);
        }
        tracing::info!(keyfob.session = %self.id, keyfob.session.version = record.version, "took over the session that is kept");
        self.install(Current::new(fresh, Arc::clone(record), true, now), before)
            .map(|()| true)
    }

    /// Puts a session in the place of the one before, for all who hold that; unless that was logged out meanwhile.
    pub(super) fn install(
        &self,
        mut fresh: Current<L::Session>,
        before: Option<&Current<L::Session>>,
    ) -> Result<(), Error> {
        match before {
            None => {
                let renewal = self.this.clone();
                fresh.session.handle().set_renewal(renewal);
            }
            Some(current) => {
                let saved = fresh.session.save();
                let handle = current.session.handle();
                if !handle.install(&saved, current.generation)? {
                    return Err(Error::SessionClosed {
                        operation: "session",
                    });
                }
                fresh.login_revision = handle.credentials().revision();
                fresh.generation = current.generation;
                // What the vendor said of the user is of the new session, what it is sent with of the old one.
                fresh.session = fresh.session.in_place_of(&current.session);
            }
        }
        lock(&self.state).current = Some(fresh);
        Ok(())
    }
}
