//! How to log in again, without a person.

use std::fmt;
use std::marker::PhantomData;

use keyfob_core::{Error, SavedSession, Secret};
use keyfob_session::Provider;

use super::from_env::env;
use super::session::Info;
use super::{ClientCredentialsGrant, Login, PasswordGrant, RefreshTokenGrant, Session, Vendor};
use crate::saved::read_info;

/// Uses the credentials that the login itself holds: API keys, or a token from elsewhere. Nothing is sent to log in, and the session does not
/// end; a wrong credential shows at the first call.
///
/// It does not tell the user: a manager with a store needs [`Login::with_account`].
#[derive(Debug, Clone, Copy, Default)]
pub struct StaticCredentials;

impl<V: Vendor> Provider<Login<V>> for StaticCredentials {
    async fn log_in(&self, login: Login<V>) -> Result<Session<V>, Error> {
        Ok(login.session()?)
    }
}

/// Logs in with the client's own credentials, anew each time that the token ends.
pub struct ClientCredentials<V> {
    id: String,
    secret: Secret,
    vendor: PhantomData<fn() -> V>,
}

impl<V: ClientCredentialsGrant> ClientCredentials<V> {
    /// A login with this id and this secret.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            vendor: PhantomData,
        }
    }

    /// From the environment variables `CLIENT_ID` and `CLIENT_SECRET`; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        let env = env::<V>();
        Ok(Self::new(
            env.required("CLIENT_ID")?,
            env.secret("CLIENT_SECRET")?,
        ))
    }
}

impl<V: ClientCredentialsGrant> Provider<Login<V>> for ClientCredentials<V> {
    fn user(&self) -> Option<String> {
        Some(self.id.clone())
    }

    async fn log_in(&self, login: Login<V>) -> Result<Session<V>, Error> {
        let secret = self.secret.clone();
        Ok(login.client_credentials(self.id.as_str(), secret).await?)
    }
}

/// Logs in with a refresh token, and from then on with the one that the session holds: the vendor may give another one each time. If that one
/// is refused, the first one is tried, which somebody may have replaced.
///
/// It does not tell the user: a manager with a store needs [`RefreshToken::with_user`] or [`Login::with_account`]. With a vendor that gives
/// each token for one use a store is needed for anything that is to outlive the process.
pub struct RefreshToken<V> {
    token: Secret,
    user: Option<String>,
    vendor: PhantomData<fn() -> V>,
}

impl<V: RefreshTokenGrant> RefreshToken<V> {
    /// A login with this refresh token. The client is the login's: [`Login::with_client`].
    pub fn new(token: impl Into<Secret>) -> Self {
        Self {
            token: token.into(),
            user: None,
            vendor: PhantomData,
        }
    }

    /// From the environment variable `REFRESH_TOKEN`; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] if it is missing.
    pub fn from_env() -> Result<Self, Error> {
        env::<V>().secret("REFRESH_TOKEN").map(Self::new)
    }

    /// Whose token it is, by any name.
    pub fn with_user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }
}

impl<V: RefreshTokenGrant> Provider<Login<V>> for RefreshToken<V> {
    fn user(&self) -> Option<String> {
        self.user.clone()
    }

    async fn log_in(&self, login: Login<V>) -> Result<Session<V>, Error> {
        Ok(login.refresh_token(self.token.clone()).await?)
    }

    async fn renew(&self, login: Login<V>, before: SavedSession) -> Result<Session<V>, Error> {
        match renewed(&login, &before).await {
            None | Some(Err(Error::SessionEnded(_))) => self.log_in(login).await,
            Some(outcome) => outcome,
        }
    }
}

/// Logs in with a user's name and password, and from then on with the session's refresh token, if the vendor gives one.
pub struct Password<V> {
    username: String,
    password: Secret,
    vendor: PhantomData<fn() -> V>,
}

impl<V: PasswordGrant> Password<V> {
    /// A login with this name and this password. The client is the login's: [`Login::with_client`].
    pub fn new(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
            vendor: PhantomData,
        }
    }

    /// From the environment variables `USERNAME` and `PASSWORD`; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        let env = env::<V>();
        Ok(Self::new(
            env.required("USERNAME")?,
            env.secret("PASSWORD")?,
        ))
    }
}

impl<V: PasswordGrant> Provider<Login<V>> for Password<V> {
    fn user(&self) -> Option<String> {
        Some(self.username.clone())
    }

    async fn log_in(&self, login: Login<V>) -> Result<Session<V>, Error> {
        let password = self.password.clone();
        Ok(login.password(&self.username, password).await?)
    }

    async fn renew(&self, login: Login<V>, before: SavedSession) -> Result<Session<V>, Error> {
        match renewed(&login, &before).await {
            None | Some(Err(Error::SessionEnded(_))) => self.log_in(login).await,
            Some(outcome) => outcome,
        }
    }
}

/// A session in place of this one, by its refresh token; `None`: it has none.
async fn renewed<V: Vendor>(
    login: &Login<V>,
    before: &SavedSession,
) -> Option<Result<Session<V>, Error>> {
    let info: Info = read_info(before);
    V::GRANTS.refresh_token?;
    Some(login.refreshed(info.refresh_token?).await)
}

impl<V> fmt::Debug for ClientCredentials<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl<V> fmt::Debug for RefreshToken<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

impl<V> fmt::Debug for Password<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Password")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}
