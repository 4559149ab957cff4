//! The first step: e-mail and password, or an API key.

use std::sync::Arc;

use keyfob_core::{Error, Handle, SavedSession, SecondFactor as Kind, Secret, Settings};
use quatrix::{API, Client, credentials};

use super::{SecondFactor, Session};
use crate::env::Env;
use crate::input;
use crate::saved::take_over;
use crate::step::{Failed, step};

/// A login that has not begun: nothing was sent.
#[derive(Debug, Clone)]
pub struct Login {
    account: String,
    settings: Settings,
}

/// What a right password leads to.
#[derive(Debug)]
pub enum LoggedIn {
    /// Logged in.
    Session(Session),
    /// A second factor is wanted.
    SecondFactor(SecondFactor),
}

impl LoggedIn {
    /// The session, for accounts without a second factor.
    ///
    /// # Errors
    /// [`Error::SecondFactorWanted`] tells which.
    pub fn session(self) -> Result<Session, Error> {
        match self {
            Self::Session(session) => Ok(session),
            Self::SecondFactor(factor) => Err(Error::SecondFactorWanted(factor.kind())),
        }
    }
}

impl Login {
    /// A login to an account by its name: `acme` for `acme.quatrix.it`, which is fine too.
    pub fn new(account: impl Into<String>) -> Self {
        Self {
            account: account.into(),
            settings: Settings::default(),
        }
    }

    /// A login from environment variables; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        Ok(Self::new(ENV.required("ACCOUNT")?).with_settings(ENV.settings()))
    }

    /// How to talk: proxy, time-outs, another origin.
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Logs in with e-mail (in lower case, as the vendor's own client sends it) and password. It is never tried
    /// twice by itself; the vendor allows 15 logins in 15 minutes.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::Locked`], [`Error::RateLimited`]
    pub async fn password(
        self,
        email: &str,
        password: impl Into<Secret>,
    ) -> Result<LoggedIn, Failed<Self>> {
        let client = step!(self, self.client());
        client.handle().credentials().set_basic(
            &credentials::BASIC,
            email.to_lowercase(),
            password,
        );
        let answer = client.session().login().send().await;
        client.handle().credentials().remove(&credentials::BASIC);
        let answer = step!(self, answer);
        let Some(token) = answer.session_id.clone() else {
            let error = Error::incomplete("session_login", "session_id");
            return Err(Failed::new(self, error));
        };
        client
            .handle()
            .credentials()
            .set(&credentials::SESSION_TOKEN, token);
        let code = answer
            .headers()
            .get("mfa-code")
            .and_then(|code| code.to_str().ok()?.trim().parse().ok());
        let account = self.account_id();
        if answer.status().as_u16() == 207 || code.is_some() {
            let factor = SecondFactor::new(client, account, kind(code));
            return Ok(LoggedIn::SecondFactor(factor));
        }
        Ok(LoggedIn::Session(Session::new(client, account)))
    }

    /// A session by an API key. Nothing is sent; a wrong key shows at the first call, as [`Error::SessionEnded`].
    ///
    /// # Errors
    /// [`Error::Settings`]
    pub fn api_key(self, key: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let client = step!(self, self.client());
        client
            .handle()
            .credentials()
            .set(&credentials::API_KEY, key);
        Ok(Session::new(client, self.account_id()))
    }

    /// Takes up a session that was saved. Nothing is sent; if the session has ended meanwhile, the first call says so.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use keyfob::SavedSession;
    /// use keyfob::quatrix::Login;
    ///
    /// let saved = SavedSession::from_bytes(&std::fs::read("session")?)?;
    /// let session = Login::new("acme").resume(&saved)?;
    /// session.keepalive().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is of another vendor or account; [`Error::Settings`].
    pub fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        let client = self.client()?;
        let account = self.account_id();
        let tokens = [&credentials::SESSION_TOKEN, &credentials::API_KEY];
        take_over(client.handle(), saved, &account, &tokens)?;
        client.handle().servers().set_variable(ACCOUNT, &account)?;
        Ok(Session::new(client, account))
    }

    /// A session by the id of one from elsewhere, such as another program's (header `X-Auth-Token`). Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Settings`]
    #[doc(alias = "from_tokens")]
    pub fn resume_from_tokens(&self, session_id: impl Into<Secret>) -> Result<Session, Error> {
        let client = self.client()?;
        let held = client.handle().credentials();
        held.set(&credentials::SESSION_TOKEN, input::token(session_id));
        Ok(Session::new(client, self.account_id()))
    }

    /// The account's name alone.
    pub(super) fn account_id(&self) -> Arc<str> {
        let name = self.account.trim().to_ascii_lowercase();
        name.strip_suffix(".quatrix.it").unwrap_or(&name).into()
    }

    #[cfg(feature = "manager")]
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    fn client(&self) -> Result<Client, Error> {
        let name = self.account_id();
        let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !fine {
            return Err(Error::settings(
                "an account is a name such as `acme`, or `acme.quatrix.it`",
            ));
        }
        let handle = Handle::new(&API, self.settings.clone())?;
        handle.servers().set_variable(ACCOUNT, &name)?;
        Ok(Client::new(handle))
    }
}

/// The variable of the servers' URLs.
const ACCOUNT: &str = "account";

pub(super) const ENV: Env = Env("KEYFOB_QUATRIX_");

/// The vendor's `Mfa-Code`: 71 and 73 are known.
fn kind(code: Option<i64>) -> Kind {
    match code {
        Some(71) => Kind::OneTimeCode,
        Some(73) => Kind::Pin,
        other => Kind::Other(other.unwrap_or_default()),
    }
}
