//! What a session manager needs of the Trade API.

use std::time::SystemTime;

use keyfob_core::{Clock, Error, SavedSession};
use keyfob_session::{ManagedLogin, ManagedSession};

use super::{Login, Session};
use crate::managed::managed_session;

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
    managed_session!();

    fn ends_at(&self) -> Option<SystemTime> {
        self.ends_at()
    }
}
