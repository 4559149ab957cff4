//! A session.

use keyfob_core::{Error, Secret};
use kotak_trade::{Client, credentials, types};

use super::Login;
use super::login::ENV;
use crate::step::{Failed, step};

/// Logged in to the Trade API.
///
/// Clients of this session share its credentials, and have none after [`Session::logout`].
#[derive(Debug)]
pub struct Session {
    client: Client,
    info: types::SessionResult,
}

impl Session {
    pub(super) fn new(client: Client, token: Secret, info: types::SessionResult) -> Self {
        let held = client.handle().credentials();
        held.remove(&credentials::ONE_TIME_TOKEN);
        held.set(&credentials::SESSION_TOKEN, token);
        Self { client, info }
    }

    /// Logs in with what the environment holds: `ACCESS_CODE` if it is set, else the one-time token alone.
    ///
    /// # Errors
    /// Those of the steps.
    pub async fn from_env() -> Result<Self, Error> {
        let ready = Login::from_env()?.init().await?;
        let second = ready.password(ENV.secret("PASSWORD")?).await?;
        match ENV.optional_secret("ACCESS_CODE") {
            Some(code) => Ok(second.access_code(code).await?),
            None => Ok(second.one_time_token().await?),
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

    /// Ends the session and forgets every credential. From the first moment on no other call of this session is sent any more;
    /// those that wait to be sent again end with [`Error::SessionClosed`](crate::Error::SessionClosed).
    ///
    /// # Errors
    /// Those of the call; the session is given back, and can be logged out again, but nothing else.
    pub async fn logout(self) -> Result<(), Failed<Self>> {
        let held = self.client.handle().credentials();
        let closing = held.close_for("session_logout");
        step!(
            self,
            closing.end(self.client.session().logout().send()).await
        );
        Ok(())
    }
}
