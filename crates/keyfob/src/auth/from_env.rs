//! Logins by what the environment holds.

use keyfob_core::{Error, Placement};

use super::client::Client;
use super::login::Login;
use super::session::Session;
use super::vendor::Vendor;
use crate::env::Env;

pub(super) fn env<V: Vendor>() -> Env {
    Env(V::ENV_PREFIX)
}

impl<V: Vendor> Login<V> {
    /// A login from environment variables; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing where another one needs it.
    pub fn from_env() -> Result<Self, Error> {
        let env = env::<V>();
        let mut login = Self::new().with_settings(env.settings());
        if let Some(account) = env.optional("ACCOUNT") {
            login = login.with_account(account.trim());
        }
        if let Some(id) = env.optional("CLIENT_ID") {
            login.client = Some(Client {
                id,
                secret: env.optional_secret("CLIENT_SECRET"),
            });
        }
        if let Some(scope) = env.optional("SCOPE") {
            login = login.with_scopes(scope.split_whitespace());
        }
        for (scheme, name) in V::CREDENTIALS {
            let (username, password) = (format!("{name}_USERNAME"), format!("{name}_PASSWORD"));
            if scheme.placement == Placement::Basic {
                if let Some(user) = env.optional(&username) {
                    login = login.with_basic_credential(scheme, user, env.secret(&password)?);
                }
            } else if let Some(value) = env.optional_secret(name) {
                login = login.with_credential(scheme, value);
            }
        }
        Ok(login)
    }
}

impl<V: Vendor> Session<V> {
    /// Logs in with what the environment holds: a refresh token if there is one, else user and password, else the client's own credentials,
    /// each if the vendor takes it. Where there are none of these, it is a session with what goes with each request.
    ///
    /// # Errors
    /// Those of the login.
    pub async fn from_env() -> Result<Self, Error> {
        let (env, login) = (env::<V>(), Login::<V>::from_env()?);
        if V::GRANTS.refresh_token.is_some()
            && let Some(token) = env.optional_secret("REFRESH_TOKEN")
        {
            return login.by_refresh_token(token).await;
        }
        if V::GRANTS.password.is_some()
            && let Some(user) = env.optional("USERNAME")
        {
            return login.by_password(&user, env.secret("PASSWORD")?).await;
        }
        if V::GRANTS.client_credentials.is_some() && login.client.is_some() {
            return login.by_client().await;
        }
        Ok(login.session()?)
    }
}
