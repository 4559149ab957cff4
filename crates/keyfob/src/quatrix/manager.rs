//! What a session manager needs of Quatrix.

use std::time::Duration;

use keyfob_core::{BoxFuture, Clock, Error, Handle, SavedSession};
use keyfob_session::{ManagedLogin, ManagedSession};

use super::{Login, Session};

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

    fn handle(&self) -> &Handle {
        self.client().handle()
    }

    fn with_handle(&self, handle: Handle) -> Self {
        self.over(handle)
    }

    fn save(&self) -> SavedSession {
        self.save()
    }

    fn is_kept_alive(&self) -> bool {
        self.can_end()
    }

    fn keepalive(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(self.keepalive())
    }

    fn log_out(self) -> BoxFuture<'static, Result<(), Error>> {
        Box::pin(async { Ok(self.logout().await?) })
    }
}
