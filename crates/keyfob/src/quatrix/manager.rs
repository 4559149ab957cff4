//! What a session manager needs of Quatrix.

use std::time::Duration;

use keyfob_core::{BoxFuture, Clock, Error, SavedSession};
use keyfob_session::{ManagedLogin, ManagedSession};

use super::{Login, Session};
use crate::managed::managed_session;

impl ManagedLogin for Login {
    type Session = Session;

    const VENDOR: &'static str = "quatrix";

    fn account(&self) -> String {
        self.account_id().to_string()
    }

    /// It names the company's account, in which there are many users.
    fn names_user(&self) -> bool {
        false
    }

    fn clock(&self) -> Clock {
        self.settings().clock().clone()
    }

    fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        self.resume(saved)
    }
}

impl ManagedSession for Session {
    /// By the vendor's documents.
    const IDLE_LIMIT: Option<Duration> = Some(Duration::from_secs(15 * 60));

    managed_session!();

    fn is_kept_alive(&self) -> bool {
        self.can_end()
    }

    fn keepalive(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(self.keepalive())
    }
}
