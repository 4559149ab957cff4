//! What a manager has at hand.

use std::sync::Arc;
use std::time::SystemTime;

use keyfob_core::Credentials;

use super::failure::Failure;
use crate::{ManagedSession, Record};

/// What a manager knows.
pub(super) struct State<S> {
    pub(super) current: Option<Current<S>>,
    /// The login that failed last.
    pub(super) failure: Option<Failure>,
    /// The application's token that could not be renewed.
    pub(super) token_failure: Option<Failure>,
    /// How many logins in a row led to sessions that never worked.
    pub(super) useless_logins: u32,
    /// Whether somebody said that what was refused is to be tried again.
    pub(super) retries_refused: bool,
}

impl<S> Default for State<S> {
    fn default() -> Self {
        Self {
            current: None,
            failure: None,
            token_failure: None,
            useless_logins: 0,
            retries_refused: false,
        }
    }
}

impl<S> State<S> {
    pub(super) fn forget_failures(&mut self) {
        (self.failure, self.token_failure) = (None, None);
    }
}

/// The session at hand.
#[derive(Clone)]
pub(super) struct Current<S> {
    /// Over a handle that keeps nothing alive.
    pub(super) session: S,
    /// What is kept of it.
    pub(super) record: Arc<Record>,
    /// Whether the store has it.
    pub(super) is_saved: bool,
    /// The revision of the credentials that the login brought: those of a token that was renewed since count on.
    pub(super) login_revision: u64,
    /// How often a session had ended on this handle when it came.
    pub(super) generation: u64,
    /// Whether this manager logged in itself.
    pub(super) is_own: bool,
    /// Whether it had not ended by the clock when it came: if it had, the clock is wrong.
    pub(super) trusts_clock: bool,
    /// Whether the vendor says that it has ended, and nobody but a person can renew it.
    pub(super) is_dead: bool,
}

impl<S: ManagedSession> Current<S> {
    pub(super) fn new(session: S, record: Arc<Record>, is_saved: bool, now: SystemTime) -> Self {
        let credentials = session.handle().credentials();
        Self {
            login_revision: credentials.revision(),
            generation: credentials.generation(),
            record,
            is_saved,
            is_own: false,
            trusts_clock: session.ends_at().is_none_or(|end| end > now),
            is_dead: false,
            session,
        }
    }

    /// Whether this is what is kept of it. A store may keep its end less exactly.
    pub(super) fn has(&self, record: &Record) -> bool {
        self.record.version == record.version && self.record.contents == record.contents
    }

    pub(super) fn credentials(&self) -> &Credentials {
        self.session.handle().credentials()
    }

    /// Whether it was logged out, and its credentials are forgotten.
    pub(super) fn is_cleared(&self) -> bool {
        self.credentials().generation() != self.generation
    }

    /// Whether it was logged out, or is being.
    pub(super) fn is_closed(&self) -> bool {
        self.is_cleared() || self.credentials().is_closing()
    }

    /// Whether it has come to its end by the clock.
    pub(super) fn is_past(&self, now: SystemTime) -> bool {
        self.trusts_clock && self.session.ends_at().is_some_and(|end| end <= now)
    }

    /// Whether the vendor has taken it in any call since the login.
    pub(super) fn is_proved(&self) -> bool {
        self.credentials().is_proved(self.login_revision)
    }
}
