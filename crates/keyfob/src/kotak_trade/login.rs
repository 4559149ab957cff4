//! The first steps: the application, the host, the password.

use keyfob_core::{Error, Handle, SavedSession, Secret, Settings};
use kotak_trade::{API, Client, credentials, types};

use super::{SecondStep, Session};
use crate::env::Env;
use crate::input;
use crate::saved::{account_in, read_info, take_over};
use crate::step::{Failed, step};

/// What the developer portal gives: it says which program is calling.
#[derive(Debug, Clone)]
pub struct Application {
    access_token: Secret,
    consumer_key: Secret,
    app_id: String,
    ip: String,
}

impl Application {
    /// An application by its access token and consumer key.
    pub fn new(access_token: impl Into<Secret>, consumer_key: impl Into<Secret>) -> Self {
        Self {
            access_token: input::token(access_token),
            consumer_key: input::token(consumer_key),
            app_id: "keyfob".to_owned(),
            ip: "127.0.0.1".to_owned(),
        }
    }

    /// The `appId` to send; any text, `keyfob` by default.
    pub fn with_app_id(mut self, app_id: impl Into<String>) -> Self {
        self.app_id = app_id.into();
        self
    }

    /// The `ip` to send; any text, `127.0.0.1` by default as public clients do.
    pub fn with_ip(mut self, ip: impl Into<String>) -> Self {
        self.ip = ip.into();
        self
    }
}

/// A login that has not begun: nothing was sent.
#[derive(Debug, Clone)]
pub struct Login {
    application: Application,
    user_id: String,
    settings: Settings,
}

impl Login {
    /// A login of this user through this application.
    pub fn new(application: Application, user_id: impl Into<String>) -> Self {
        Self {
            application,
            user_id: user_id.into().trim().to_owned(),
            settings: Settings::default(),
        }
    }

    /// A login from environment variables; see [the module](super).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        let mut application =
            Application::new(ENV.secret("ACCESS_TOKEN")?, ENV.secret("CONSUMER_KEY")?);
        if let Some(app_id) = ENV.optional("APP_ID") {
            application = application.with_app_id(app_id);
        }
        if let Some(ip) = ENV.optional("IP") {
            application = application.with_ip(ip);
        }
        let mut settings = ENV.settings();
        if let Some(environment) = ENV.word("ENVIRONMENT") {
            settings = settings.with_variant(environment);
        }
        Ok(Self::new(application, ENV.required("USER_ID")?).with_settings(settings))
    }

    /// How to talk: environment (`production`, `production-2`, `sandbox`), proxy, time-outs.
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Asks which host serves this user, and moves there if it is another: then asks there once more, as the vendor's own
    /// client does.
    ///
    /// # Errors
    /// [`Error::ApplicationRefused`]; [`Error::HostChanged`] if it is not one of the vendor's hosts.
    pub async fn init(self) -> Result<Ready, Failed<Self>> {
        let ready = step!(self, self.ready());
        let told = step!(self, ready.told_host().await);
        match told.filter(|host| !ready.client.handle().servers().is_base(host)) {
            None => Ok(ready),
            Some(host) => {
                step!(self, ready.client.handle().servers().set_base(&host));
                step!(self, ready.told_host().await);
                Ok(Ready {
                    host_changed: Some(host),
                    ..ready
                })
            }
        }
    }

    /// Goes on without asking for the host: many public clients do.
    ///
    /// # Errors
    /// [`Error::Settings`] says what in the settings cannot be.
    pub fn skip_init(self) -> Result<Ready, Failed<Self>> {
        Ok(step!(self, self.ready()))
    }

    /// Takes up a session that was saved. Nothing is sent; if the session has ended meanwhile, the first call says so. The application is that of
    /// this login, whatever the saved one had.
    ///
    /// ```no_run
    /// # async fn example(login: keyfob::kotak_trade::Login) -> Result<(), Box<dyn std::error::Error>> {
    /// use keyfob::SavedSession;
    ///
    /// let session = login.resume(&SavedSession::from_bytes(&std::fs::read("session")?)?)?;
    /// let positions = session.positions().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is of another vendor, user or environment; [`Error::Settings`].
    pub fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        let Ready { client, .. } = self.ready()?;
        let account = self.account();
        let tokens = [&credentials::SESSION_TOKEN];
        take_over(client.handle(), saved, &account, &tokens)?;
        // What this login knows is not that of the machine, or of the time, of the one that was saved.
        self.identify(client.handle());
        Ok(Session::of(client, read_info(saved), account))
    }

    /// A session by a session token from elsewhere, such as another program's. Nothing is sent, and the host that [`Login::init`] would ask
    /// for is not asked for.
    ///
    /// # Errors
    /// [`Error::Settings`]
    #[doc(alias = "from_tokens")]
    pub fn resume_from_tokens(&self, session_token: impl Into<Secret>) -> Result<Session, Error> {
        let Ready {
            client, user_id, ..
        } = self.ready()?;
        let token = input::token(session_token);
        let info = types::SessionResult::default();
        Ok(Session::new(client, &user_id, token, info))
    }

    /// Whose sessions it leads to.
    pub(super) fn account(&self) -> String {
        let environment = self.settings.variant().unwrap_or(USUAL);
        account_id(&self.user_id, environment)
    }

    #[cfg(feature = "manager")]
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    fn ready(&self) -> Result<Ready, Error> {
        let handle = Handle::new(&API, self.settings.clone())?;
        self.identify(&handle);
        Ok(Ready {
            client: Client::new(handle),
            user_id: self.user_id.clone(),
            host_changed: None,
        })
    }

    /// Has the handle say which program calls, for whom.
    fn identify(&self, handle: &Handle) {
        let held = handle.credentials();
        held.set(
            &credentials::ACCESS_TOKEN,
            self.application.access_token.clone(),
        );
        held.set(
            &credentials::CONSUMER_KEY,
            self.application.consumer_key.clone(),
        );
        held.set(&credentials::APP_ID, self.application.app_id.as_str());
        held.set(&credentials::IP, self.application.ip.as_str());
        held.set(&credentials::USER_ID, self.user_id.as_str());
    }
}

pub(super) const ENV: Env = Env("KEYFOB_KOTAK_TRADE_");

/// The environment that is meant where none is named.
const USUAL: &str = "production";

/// Whose session it is: the user, with the environment if it is not production.
pub(super) fn account_id(user_id: &str, environment: &str) -> String {
    account_in(user_id, environment, &[USUAL])
}

/// The application is known and the host is found; the password comes next.
#[derive(Debug)]
pub struct Ready {
    client: Client,
    user_id: String,
    host_changed: Option<String>,
}

impl Ready {
    /// The base URL to which the vendor moved us, if it did.
    pub fn host_changed(&self) -> Option<&str> {
        self.host_changed.as_deref()
    }

    /// Logs in with the password. It is never tried twice by itself: repeated tries may lock the account.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::Locked`], [`Error::ApplicationRefused`]
    pub async fn password(self, password: impl Into<Secret>) -> Result<SecondStep, Failed<Self>> {
        let body = types::LoginRequest::builder()
            .user_id(&*self.user_id)
            .password(password);
        let answer =
            step!(self, self.client.session().login().body(body).send().await).into_inner();
        let result = answer.success.unwrap_or_default();
        match result.one_time_token.clone() {
            Some(token) => Ok(SecondStep::new(self.client, self.user_id, token, result)),
            None => {
                let error = Error::incomplete("login_with_user_id", "Success.oneTimeToken");
                Err(Failed::new(self, error))
            }
        }
    }

    async fn told_host(&self) -> Result<Option<String>, Error> {
        let answer = self.client.session().init().send().await?.into_inner();
        let redirect = answer.success.and_then(|init| init.redirect);
        Ok(redirect
            .and_then(|redirect| redirect.host)
            .filter(|host| !host.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Machines that share a session have addresses of their own, and a key may have been replaced since it was saved.
    #[test]
    fn a_saved_session_goes_on_with_the_application_of_the_login_that_takes_it_up() {
        let login = |key: &str, ip: &str| {
            let application = Application::new("access", key).with_ip(ip);
            Login::new(application, "USER1")
        };
        let there = login("old-key", "192.0.2.1");
        let saved = there.resume_from_tokens("S3CR3T-token").unwrap().save();
        let here = login("new-key", "192.0.2.2").resume(&saved).unwrap();
        let bytes = here.save().to_bytes();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(text.contains("S3CR3T-token"));
        assert!(
            text.contains("192.0.2.2") && text.contains("new-key"),
            "{text}"
        );
        assert!(
            !text.contains("192.0.2.1") && !text.contains("old-key"),
            "{text}"
        );
    }
}
