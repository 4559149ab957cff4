//! How to log in again.

use std::fmt;

use keyfob_core::{BoxFuture, Error, SavedSession};

use crate::ManagedLogin;

/// How to log in again: with what a program knows, and without a person.
///
/// Each vendor's module has one for each of its logins. For one of your own implement this, or use [`provider_fn`].
pub trait Provider<L: ManagedLogin>: Send + Sync + 'static {
    /// Who logs in, where the login does not say: managers of several users of one account do not share a session then.
    fn user(&self) -> Option<String> {
        None
    }

    /// Logs in, once. It is called for one manager, process and machine at a time, and must not try again by itself: how often and when is
    /// the manager's matter.
    ///
    /// # Errors
    /// Those of the login. After [`Error::WrongPassword`], [`Error::Locked`] and others that more tries make worse, it is not called again before
    /// `Manager::retry_login`.
    fn log_in(&self, login: L) -> impl Future<Output = Result<L::Session, Error>> + Send;

    /// Logs in in place of this session, which has ended or is about to: with what it holds for that, such as a refresh token. It is the
    /// newest session that the store has. Unless a provider says otherwise, it logs in anew. The rest is as in [`Provider::log_in`].
    ///
    /// # Errors
    /// Those of the login.
    fn renew(
        &self,
        login: L,
        before: SavedSession,
    ) -> impl Future<Output = Result<L::Session, Error>> + Send {
        drop(before);
        self.log_in(login)
    }
}

/// A provider that calls this function.
///
/// `user` says who logs in, where the login does not; `None` for others.
pub fn provider_fn<L, F, R>(user: Option<&str>, log_in: F) -> ProviderFn<F>
where
    L: ManagedLogin,
    F: Fn(L) -> R + Send + Sync + 'static,
    R: Future<Output = Result<L::Session, Error>> + Send,
{
    ProviderFn {
        user: user.map(str::to_owned),
        log_in,
    }
}

/// What [`provider_fn`] makes.
pub struct ProviderFn<F> {
    user: Option<String>,
    log_in: F,
}

impl<L, F, R> Provider<L> for ProviderFn<F>
where
    L: ManagedLogin,
    F: Fn(L) -> R + Send + Sync + 'static,
    R: Future<Output = Result<L::Session, Error>> + Send,
{
    fn user(&self) -> Option<String> {
        self.user.clone()
    }

    async fn log_in(&self, login: L) -> Result<L::Session, Error> {
        (self.log_in)(login).await
    }
}

impl<F> fmt::Debug for ProviderFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderFn")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// A provider behind a pointer.
pub(crate) trait AnyProvider<L: ManagedLogin>: Send + Sync {
    fn log_in(&self, login: L) -> BoxFuture<'_, Result<L::Session, Error>>;

    fn renew(&self, login: L, before: SavedSession) -> BoxFuture<'_, Result<L::Session, Error>>;
}

impl<L: ManagedLogin, P: Provider<L>> AnyProvider<L> for P {
    fn log_in(&self, login: L) -> BoxFuture<'_, Result<L::Session, Error>> {
        Box::pin(Provider::log_in(self, login))
    }

    fn renew(&self, login: L, before: SavedSession) -> BoxFuture<'_, Result<L::Session, Error>> {
        Box::pin(Provider::renew(self, login, before))
    }
}
