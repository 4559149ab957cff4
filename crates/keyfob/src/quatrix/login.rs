//! The first step: e-mail and password, or an API key.

use keyfob_core::{Error, Handle, SecondFactor as Kind, Secret, Settings};
use quatrix::{API, Client, credentials};

use super::{SecondFactor, Session};
use crate::env::Env;
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
        match (answer.status().as_u16(), code) {
            (207, code) => Ok(LoggedIn::SecondFactor(SecondFactor::new(
                client,
                kind(code),
            ))),
            (_, Some(code)) => Ok(LoggedIn::SecondFactor(SecondFactor::new(
                client,
                kind(Some(code)),
            ))),
            (_, None) => Ok(LoggedIn::Session(Session::new(client))),
        }
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
        Ok(Session::new(client))
    }

    fn client(&self) -> Result<Client, Error> {
        let name = self.account.trim().trim_end_matches(".quatrix.it");
        let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !fine {
            return Err(Error::settings(
                "an account is a name such as `acme`, or `acme.quatrix.it`",
            ));
        }
        let handle = Handle::new(&API, self.settings.clone())?;
        handle.servers().set_variable("account", name)?;
        Ok(Client::new(handle))
    }
}

pub(super) const ENV: Env = Env("KEYFOB_QUATRIX_");

/// The vendor's `Mfa-Code`: 71 and 73 are known.
fn kind(code: Option<i64>) -> Kind {
    match code {
        Some(71) => Kind::OneTimeCode,
        Some(73) => Kind::Pin,
        other => Kind::Other(other.unwrap_or_default()),
    }
}
