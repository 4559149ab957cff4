//! A session.

use std::sync::Arc;
use std::time::SystemTime;

use keyfob_core::{Error, SavedSession, SecondFactor as Kind, Secret};
use quatrix::{Client, credentials};

use super::login::ENV;
use super::{LoggedIn, Login, SecondFactor};
use crate::forget::forget;
use crate::log_out::log_out;
use crate::step::Failed;

/// Logged in to Quatrix.
///
/// Cloning it is cheap. Its clones and its clients share its credentials, and have none after [`Session::logout`] of any of them.
#[derive(Debug, Clone)]
pub struct Session {
    client: Client,
    account: Arc<str>,
}

/// How a captcha's solution is sent. Which one the vendor's server takes today is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptchaForm {
    /// `POST` with the solution in the body: the older one, as the vendor's Go client sends it.
    Post,
    /// `GET` with the solution in the query: the newer one, as its JavaScript client does since 2020.
    Get,
}

impl Session {
    pub(super) fn new(client: Client, account: Arc<str>) -> Self {
        Self { client, account }
    }

    /// Logs in with what the environment holds: the API key if there is one, else e-mail and password and, where it is wanted, the
    /// second factor.
    ///
    /// # Errors
    /// Those of the steps.
    pub async fn from_env() -> Result<Self, Error> {
        let login = Login::from_env()?;
        if let Some(key) = ENV.optional_secret("API_KEY") {
            return Ok(login.api_key(key)?);
        }
        match login
            .password(&ENV.required("EMAIL")?, ENV.secret("PASSWORD")?)
            .await?
        {
            LoggedIn::Session(session) => Ok(session),
            LoggedIn::SecondFactor(factor) => {
                let code = code_from_env(&factor)?;
                Ok(factor.code(code).await?)
            }
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

    /// The id of the user's home folder: where files go if no other folder is meant.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn home_folder(&self) -> Result<String, Error> {
        let home = self.client.files().home().send().await?.into_inner();
        home.id
            .ok_or(Error::incomplete("file_metadata_home_get", "id"))
    }

    /// Files and folders, up and down.
    #[cfg(feature = "quatrix-transfer")]
    pub fn transfer(&self) -> super::transfer::Transfer {
        super::transfer::Transfer::new(&self.client)
    }

    /// Keeps the session from ending: it does after 15 minutes without a call. With an API key there is nothing to keep, and
    /// nothing is sent.
    ///
    /// # Errors
    /// [`Error::SessionEnded`] if it has.
    pub async fn keepalive(&self) -> Result<(), Error> {
        if self.can_end() {
            self.client.session().keep_alive().send().await?;
        }
        Ok(())
    }

    /// When the session ends: `None`. It has no end of its own, but ends after 15 minutes without a call.
    pub fn ends_at(&self) -> Option<SystemTime> {
        None
    }

    /// What this session is, for keeping it; [`Login::resume`] takes it up again. It holds the session's id or the API key: whoever has it is
    /// logged in.
    pub fn save(&self) -> SavedSession {
        self.client.handle().save(&*self.account, None)
    }

    /// Whether it is a session at the vendor, and no API key.
    pub(super) fn can_end(&self) -> bool {
        let held = self.client.handle().credentials();
        held.has(&credentials::SESSION_TOKEN)
    }

    /// Unblocks the session with a captcha's solution, after [`Error::CaptchaWanted`].
    ///
    /// # Errors
    /// [`Error::CaptchaWanted`] if the solution is wrong.
    pub async fn unblock_captcha(
        &self,
        solution: impl Into<Secret>,
        form: CaptchaForm,
    ) -> Result<bool, Error> {
        let solution: Secret = solution.into();
        let answer = match form {
            CaptchaForm::Post => {
                let body = quatrix::types::UnblockCaptchaRequest::builder().token(solution);
                self.client
                    .session()
                    .unblock_captcha()
                    .body(body)
                    .send()
                    .await?
            }
            CaptchaForm::Get => {
                self.client
                    .session()
                    .unblock_captcha_by_query()
                    .token(solution)
                    .send()
                    .await?
            }
        };
        Ok(answer.valid.unwrap_or(false))
    }

    /// Ends the session for all clones and forgets every credential. With an API key nothing is sent: it has no session. From the first moment
    /// on no other call of this session is sent any more; those that wait to be sent again end with [`Error::SessionClosed`].
    ///
    /// # Errors
    /// Those of the call; the session is given back, and can be logged out again, but nothing else.
    pub async fn logout(self) -> Result<(), Failed<Self>> {
        let client = self.client.clone();
        let handle = client.handle().clone();
        if !self.can_end() {
            forget(&handle);
            return Ok(());
        }
        let call = client.session().logout().send();
        log_out(self, handle, "session_logout", call).await
    }
}

#[cfg(feature = "totp")]
fn code_from_env(factor: &SecondFactor) -> Result<Secret, Error> {
    match (factor.kind(), ENV.optional_secret("TOTP_SECRET")) {
        (Kind::Pin, _) => ENV.secret("PIN"),
        (_, Some(secret)) => Ok(crate::Totp::new(secret)?.code()),
        (kind, None) => Err(Error::SecondFactorWanted(kind)),
    }
}

#[cfg(not(feature = "totp"))]
fn code_from_env(factor: &SecondFactor) -> Result<Secret, Error> {
    match factor.kind() {
        Kind::Pin => ENV.secret("PIN"),
        kind => Err(Error::SecondFactorWanted(kind)),
    }
}
