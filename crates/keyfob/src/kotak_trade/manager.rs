//! What a session manager needs of the Trade API.

use std::time::SystemTime;

use keyfob_core::{BoxFuture, Clock, Error, Handle, SavedSession};
use keyfob_session::{ManagedLogin, ManagedSession};

use super::{Login, Session};

impl ManagedLogin for Login {
    type Session = Session;

    const VENDOR: &'static str = "kotak-trade";

    fn account(&self) -> String {
        self.account()
    }

    fn clock(&self) -> Clock {
        self.settings().clock().clone()
    }

    fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        self.resume(saved)
    }
}

impl ManagedSession for Session {
    fn handle(&self) -> &Handle {
        self.client().handle()
    }

    fn with_handle(&self, handle: Handle) -> Self {
        self.over(handle)
    }

    fn save(&self) -> SavedSession {
        self.save()
    }

    fn ends_at(&self) -> Option<SystemTime> {
        self.ends_at()
    }

    fn log_out(self) -> BoxFuture<'static, Result<(), Error>> {
        Box::pin(async { Ok(self.logout().await?) })
    }
}
