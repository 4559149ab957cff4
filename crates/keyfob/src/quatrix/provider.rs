//! How to log in to Quatrix again, without a person.

use keyfob_core::{Error, SecondFactor as Kind, Secret};
use keyfob_session::Provider;

use super::login::ENV;
use super::{LoggedIn, Login, Session};
use crate::provide::{Codes, Prompt};

/// Logs in with e-mail and password, and with a second factor where the account wants one.
///
/// ```
/// use keyfob::quatrix::{Login, Manager, Password};
///
/// let manager = Manager::new(Login::new("acme"), Password::new("ann@example.com", "password"));
/// ```
#[derive(Debug)]
pub struct Password {
    email: String,
    password: Secret,
    pin: Option<Secret>,
    codes: Option<Codes>,
}

impl Password {
    /// A login with this e-mail address and password.
    pub fn new(email: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self {
            email: email.into().trim().to_lowercase(),
            password: password.into(),
            pin: None,
            codes: None,
        }
    }

    /// From the environment variables `EMAIL` and `PASSWORD`, and `TOTP_SECRET` (feature `totp`) or `PIN` where they are set; see
    /// [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        let this = Self::new(ENV.required("EMAIL")?, ENV.secret("PASSWORD")?);
        #[cfg(feature = "totp")]
        let this = match ENV.optional_secret("TOTP_SECRET") {
            Some(secret) => this.with_totp(crate::Totp::new(secret)?),
            None => this,
        };
        Ok(match ENV.optional_secret("PIN") {
            Some(pin) => this.with_pin(pin),
            None => this,
        })
    }

    /// Answers with this PIN where one is wanted.
    pub fn with_pin(mut self, pin: impl Into<Secret>) -> Self {
        self.pin = Some(pin.into());
        self
    }

    /// Answers with a code of this authenticator where one is wanted. It gives no code twice: a login within the same half minute waits for the
    /// next code.
    #[cfg(feature = "totp")]
    pub fn with_totp(mut self, totp: crate::Totp) -> Self {
        self.codes = Some(Codes::of(totp));
        self
    }

    /// Asks for a code where one is wanted, such as a person. Its error ends the login.
    pub fn with_code<F, R>(mut self, ask: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Secret, Error>> + Send + 'static,
    {
        self.codes = Some(Codes::Prompt(Prompt::new(ask)));
        self
    }
}

impl Provider<Login> for Password {
    fn user(&self) -> Option<String> {
        Some(self.email.clone())
    }

    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        let clock = login.settings().clock().clone();
        let factor = match login.password(&self.email, self.password.clone()).await? {
            LoggedIn::Session(session) => return Ok(session),
            LoggedIn::SecondFactor(factor) => factor,
        };
        let kind = factor.kind();
        let code = match (kind, &self.pin, &self.codes) {
            (Kind::Pin, Some(pin), _) => pin.clone(),
            (Kind::Pin, None, _) | (_, _, None) => return Err(Error::SecondFactorWanted(kind)),
            (_, _, Some(codes)) => codes.next(&clock).await?,
        };
        Ok(factor.code(code).await?)
    }
}

/// An API key. Nothing is sent to log in, and the session does not end; a wrong key shows at the first call.
///
/// It does not tell the user: a manager with a store needs [`ApiKey::with_user`], so that managers of several keys do not share a session.
#[derive(Debug)]
pub struct ApiKey {
    key: Secret,
    user: Option<String>,
}

impl ApiKey {
    /// This key.
    pub fn new(key: impl Into<Secret>) -> Self {
        Self {
            key: key.into(),
            user: None,
        }
    }

    /// From the environment variable `API_KEY`; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] if it is missing.
    pub fn from_env() -> Result<Self, Error> {
        ENV.secret("API_KEY").map(Self::new)
    }

    /// Whose key it is, by any name.
    pub fn with_user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }
}

impl Provider<Login> for ApiKey {
    fn user(&self) -> Option<String> {
        self.user.clone()
    }

    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        Ok(login.api_key(self.key.clone())?)
    }
}
