//! What a client does when the vendor says that its session has ended.

use std::pin::Pin;

use crate::Error;

/// A future of a trait's method, which borrows from its arguments.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// The session: somebody has to log in again.
    Session,
    /// The application's token only, which a program can ask for anew.
    ApplicationToken,
}

impl Ended {
    /// What has ended, by the vendor's word.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        match error {
            Error::SessionEnded(_) => Some(Self::Session),
            Error::ApplicationTokenEnded(_) => Some(Self::ApplicationToken),
            _ => None,
        }
    }
}

/// What came of a renewal.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewed {
    /// It was renewed.
    Fresh,
    /// Somebody else had renewed it: what is held now may have ended since, too.
    Already,
    /// Nobody can but a person.
    NotPossible,
}

/// Who renews a session for its calls: a session manager.
#[doc(hidden)]
pub trait Renew: Send + Sync {
    /// Renews what has ended, unless the credentials are not those of this revision any more.
    fn renew(&self, ended: Ended, revision: u64) -> BoxFuture<'_, Result<Renewed, Error>>;

    /// Is told that the session was logged out.
    fn logged_out(&self);
}
