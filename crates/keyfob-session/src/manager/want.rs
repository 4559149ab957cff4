//! What is wanted of a manager, and what came of it.

use keyfob_core::{Error, Renewed};

use super::current::State;
use super::failure::Failure;

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// A session.
    Any,
    /// Another session than that of the credentials of this revision: it has ended.
    Session(u64),
    /// The same before its end: it may be used until then.
    Early(u64),
    /// Another token of the application than that of this revision.
    ApplicationToken(u64),
}

/// What came of it, for all who waited.
#[derive(Clone)]
pub(super) struct Outcome {
    pub(super) want: Want,
    pub(super) result: Result<Renewed, Failure>,
}

impl Want {
    pub(super) fn is_token(self) -> bool {
        matches!(self, Self::ApplicationToken(_))
    }

    pub(super) fn is_early(self) -> bool {
        matches!(self, Self::Early(_))
    }
}

impl<S> State<S> {
    /// What stands in the way of this.
    pub(super) fn failure_of(&mut self, want: Want) -> &mut Option<Failure> {
        match want.is_token() {
            true => &mut self.token_failure,
            false => &mut self.failure,
        }
    }
}

impl Outcome {
    /// Whether this is what is wanted: a new session brings a new token of the application.
    pub(super) fn covers(&self, want: Want) -> bool {
        match (self.want, want) {
            (Want::ApplicationToken(_), _) => want.is_token(),
            // A session that has ended since is no session.
            (Want::Session(done), Want::Session(ended) | Want::Early(ended))
            | (Want::Early(done), Want::Early(ended)) => done >= ended || self.result.is_err(),
            // That it could not be renewed yet says little of one that has ended.
            (Want::Early(done), Want::Session(ended)) => done >= ended && self.result.is_ok(),
            _ => true,
        }
    }

    /// Whether the session was logged out meanwhile.
    pub(super) fn is_closed(&self) -> bool {
        let failure = self.result.as_ref().err();
        failure.is_some_and(|failure| matches!(*failure.cause, Error::SessionClosed { .. }))
    }
}
