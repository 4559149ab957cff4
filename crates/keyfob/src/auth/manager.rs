//! What a session manager needs of these logins.

use std::time::SystemTime;

use keyfob_core::{BoxFuture, Clock, Error, Handle, SavedSession};
use keyfob_session::{ManagedLogin, ManagedSession};

use super::{Login, Session, Vendor};

impl<V: Vendor> ManagedLogin for Login<V> {
    type Session = Session<V>;

    const VENDOR: &'static str = V::NAME;

    fn account(&self) -> String {
        self.account_id().to_string()
    }

    fn names_user(&self) -> bool {
        self.names_account()
    }

    fn clock(&self) -> Clock {
        self.settings.clock().clone()
    }

    fn resume(&self, saved: &SavedSession) -> Result<Session<V>, Error> {
        self.resume(saved)
    }
}

impl<V: Vendor> ManagedSession for Session<V> {
    fn handle(&self) -> &Handle {
        V::handle(self.client())
    }

    fn with_handle(&self, handle: Handle) -> Self {
        self.over(handle)
    }

    fn in_place_of(&self, before: &Self) -> Self {
        self.in_place_of(before)
    }

    fn save(&self) -> SavedSession {
        self.save()
    }

    fn ends_at(&self) -> Option<SystemTime> {
        self.ends_at()
    }

    fn is_renewed_early(&self) -> bool {
        self.ends_at().is_some()
    }

    fn log_out(self) -> BoxFuture<'static, Result<(), Error>> {
        Box::pin(async { Ok(self.logout().await?) })
    }
}
