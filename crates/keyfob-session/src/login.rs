//! What a manager needs of a vendor: its sessions, and how they are logged in to.

use std::time::{Duration, SystemTime};

use keyfob_core::{BoxFuture, Clock, Error, Handle, SavedSession, Scheme};

/// A vendor's login as far as a manager needs it: which account is meant, and how to reach the vendor. It holds no password.
///
/// The vendors' `Login` types implement it.
pub trait ManagedLogin: Clone + Send + Sync + 'static {
    /// What it leads to.
    type Session: ManagedSession;

    /// The vendor's name: that of its client crate.
    const VENDOR: &'static str;

    /// The account, as far as the login names it; with the environment, if it is not the usual one.
    fn account(&self) -> String;

    /// Whether the account says who logs in. Where it does not, managers that share a store have to be told, so that nobody gets the
    /// session of somebody else.
    fn names_user(&self) -> bool {
        true
    }

    /// The clock of its settings.
    fn clock(&self) -> Clock;

    /// Takes up a session that was saved. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is of another vendor, account or environment; [`Error::Settings`].
    fn resume(&self, saved: &SavedSession) -> Result<Self::Session, Error>;

    /// The token that ends before the session does, and that a program can ask for anew, if there is one.
    fn application_token(&self) -> Option<&'static Scheme> {
        None
    }

    /// The same session with a new token of the application.
    ///
    /// # Errors
    /// Those of the call.
    fn renew_application_token(
        &self,
        saved: SavedSession,
    ) -> BoxFuture<'_, Result<SavedSession, Error>> {
        Box::pin(async move { Ok(saved) })
    }
}

/// A vendor's session as far as a manager needs it. The vendors' `Session` types implement it.
pub trait ManagedSession: Clone + Send + Sync + 'static {
    /// After how long without a call the vendor ends a session, if it does.
    const IDLE_LIMIT: Option<Duration> = None;

    /// What its client holds.
    fn handle(&self) -> &Handle;

    /// The same session over another handle of it.
    fn with_handle(&self, handle: Handle) -> Self;

    /// The same session over the handle of the one that it takes the place of, and with whatever else its holders are to go on with.
    fn in_place_of(&self, before: &Self) -> Self {
        self.with_handle(before.handle().clone())
    }

    /// What it is, for keeping it.
    fn save(&self) -> SavedSession;

    /// When it ends, as far as that is known.
    fn ends_at(&self) -> Option<SystemTime> {
        None
    }

    /// Whether the provider is asked for another one before it ends, while somebody holds it: for logins that need no person and lock no
    /// account, as those with an access token.
    fn is_renewed_early(&self) -> bool {
        false
    }

    /// Whether it has to be kept alive: an API key, for one, has no session that ends.
    fn is_kept_alive(&self) -> bool {
        Self::IDLE_LIMIT.is_some()
    }

    /// Sends the call that keeps it from ending.
    ///
    /// # Errors
    /// Those of the call.
    fn keepalive(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async { Ok(()) })
    }

    /// Logs out.
    ///
    /// # Errors
    /// Those of the call.
    fn log_out(self) -> BoxFuture<'static, Result<(), Error>>;
}
