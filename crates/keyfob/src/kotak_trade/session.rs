//! A session.

use std::sync::Arc;
use std::time::SystemTime;

use keyfob_core::{Error, SavedSession, Secret};
use kotak_trade::{Client, credentials, types};

use super::Login;
use super::login::{ENV, account_id};
use crate::expiry::next_midnight_in_india;
use crate::log_out::log_out;
use crate::saved::kept_info;
use crate::step::Failed;

/// Logged in to the Trade API.
///
/// Cloning it is cheap. Its clones and its clients share its credentials, and have none after [`Session::logout`] of any of them.
#[derive(Debug, Clone)]
pub struct Session {
    client: Client,
    info: Arc<types::SessionResult>,
    account: Arc<str>,
}

impl Session {
    pub(super) fn new(
        client: Client,
        user_id: &str,
        token: Secret,
        info: types::SessionResult,
    ) -> Self {
        let handle = client.handle();
        let held = handle.credentials();
        held.remove(&credentials::ONE_TIME_TOKEN);
        let ends_at = next_midnight_in_india(handle.settings().clock().now());
        held.set_until(&credentials::SESSION_TOKEN, token, ends_at);
        let account = account_id(user_id, handle.servers().variant());
        Self::of(client, info, account)
    }

    /// A session whose token the client holds.
    pub(super) fn of(client: Client, info: types::SessionResult, account: String) -> Self {
        Self {
            client,
            info: Arc::new(info),
            account: account.into(),
        }
    }

    /// Logs in with what the environment holds: `ACCESS_CODE` if it is set, else the one-time token alone.
    ///
    /// # Errors
    /// Those of the steps.
    pub async fn from_env() -> Result<Self, Error> {
        let (login, password) = (Login::from_env()?, ENV.secret("PASSWORD")?);
        let second = login.init().await?.password(password).await?;
        match ENV.optional_secret("ACCESS_CODE") {
            Some(code) => Ok(second.access_code(code).await?),
            None => Ok(second.one_time_token().await?),
        }
    }

    /// The same session over another handle of it.
    #[cfg(feature = "manager")]
    pub(super) fn over(&self, handle: keyfob_core::Handle) -> Self {
        Self {
            client: Client::new(handle),
            ..self.clone()
        }
    }

    /// The typed client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What the vendor said of the user.
    pub fn info(&self) -> &types::SessionResult {
        &self.info
    }

    /// When the session ends, by this machine's clock: at the next midnight in India after the login. The vendor documents no end; this one is
    /// inferred from its other API, Kotak Neo, whose tokens end then. `None` if that clock was never set.
    pub fn ends_at(&self) -> Option<SystemTime> {
        let held = self.client.handle().credentials();
        held.ends_at(&credentials::SESSION_TOKEN)
    }

    /// What this session is, for keeping it; [`Login::resume`] takes it up again. It holds the tokens: whoever has it is logged in.
    pub fn save(&self) -> SavedSession {
        let handle = self.client.handle();
        handle.save(&*self.account, kept_info(&*self.info))
    }

    /// Ends the session for all clones and forgets every credential. From the first moment on no other call of this session is sent any more;
    /// those that wait to be sent again end with [`Error::SessionClosed`](crate::Error::SessionClosed).
    ///
    /// # Errors
    /// Those of the call; the session is given back, and can be logged out again, but nothing else.
    pub async fn logout(self) -> Result<(), Failed<Self>> {
        let client = self.client.clone();
        let handle = client.handle().clone();
        let call = client.session().logout().send();
        log_out(self, handle, "session_logout", call).await
    }
}
