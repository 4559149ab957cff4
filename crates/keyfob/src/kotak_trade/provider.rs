//! How to log in to the Trade API again.

use keyfob_core::{Error, Secret};
use keyfob_session::Provider;

use super::login::ENV;
use super::{Login, Session};
use crate::provide::Prompt;

/// Logs in with the password and a second factor: the one-time token that the password brings, unless another one is chosen.
///
/// ```
/// use keyfob::kotak_trade::{Application, Login, Manager, Password};
///
/// let login = Login::new(Application::new("access-token", "consumer-key"), "USER1");
/// let manager = Manager::new(login, Password::new("password").with_mpin("123456"));
/// ```
#[derive(Debug)]
pub struct Password {
    password: Secret,
    second: Second,
    asks_for_host: bool,
}

/// The second factor.
#[derive(Debug)]
enum Second {
    OneTimeToken,
    Mpin(Secret),
    /// One that is known, and that the vendor need not send.
    AccessCode(Secret),
    Prompt(Prompt),
}

impl Password {
    /// A login with this password and the one-time token alone, which accounts subscribed to the API may do.
    pub fn new(password: impl Into<Secret>) -> Self {
        Self {
            password: password.into(),
            second: Second::OneTimeToken,
            asks_for_host: true,
        }
    }

    /// From the environment variables `PASSWORD` and, where it is set, `ACCESS_CODE`; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        let this = Self::new(ENV.secret("PASSWORD")?);
        Ok(match ENV.optional_secret("ACCESS_CODE") {
            Some(code) => this.with_known_access_code(code),
            None => this,
        })
    }

    /// Finishes with this MPIN.
    pub fn with_mpin(mut self, mpin: impl Into<Secret>) -> Self {
        self.second = Second::Mpin(mpin.into());
        self
    }

    /// Finishes with an access code: has the vendor send one by mail and text message, and asks for it, such as a person. The error of who is
    /// asked ends the login.
    pub fn with_access_code<F, R>(mut self, ask: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Secret, Error>> + Send + 'static,
    {
        self.second = Second::Prompt(Prompt::new(ask));
        self
    }

    /// Finishes with this access code; the vendor is not asked to send one.
    pub fn with_known_access_code(mut self, code: impl Into<Secret>) -> Self {
        self.second = Second::AccessCode(code.into());
        self
    }

    /// Does not ask which host serves the user; see [`Login::skip_init`].
    pub fn without_init(mut self) -> Self {
        self.asks_for_host = false;
        self
    }
}

impl Provider<Login> for Password {
    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        let ready = match self.asks_for_host {
            true => login.init().await?,
            false => login.skip_init()?,
        };
        let second = ready.password(self.password.clone()).await?;
        Ok(match &self.second {
            Second::OneTimeToken => second.one_time_token().await?,
            Second::Mpin(mpin) => second.mpin(mpin.clone()).await?,
            Second::AccessCode(code) => second.access_code(code.clone()).await?,
            Second::Prompt(prompt) => {
                let second = second.request_access_code().await?;
                second.access_code(prompt.ask().await?).await?
            }
        })
    }
}
