//! G3: a token from the dashboard, then an authenticator's code and the MPIN.
//!
//! | state | step | yields |
//! |---|---|---|
//! | [`Login`] | [`totp`](Login::totp) | [`View`] |
//! | [`View`] | [`mpin`](View::mpin) | [`Session`] |

#[cfg(feature = "manager")]
mod provider;

use keyfob_core::{Error, Handle, SavedSession, Secret, Settings};
use kotak_neo::{API, Client, credentials, types};

use super::session::hold_view;
use super::{Session, Tokens, generation};
use crate::input;
use crate::step::{Failed, step};

#[cfg(feature = "manager")]
pub use provider::TotpAndMpin;

/// A session of G3 for all who ask.
#[cfg(feature = "manager")]
pub type Manager = keyfob_session::Manager<Login>;

/// The `neo-fin-key` of G3.
const FIN_KEY: &str = "neotradeapi";

/// The variable of the servers' URLs that a login is told.
const BASE: &str = "baseUrl";

/// A login that has not begun: nothing was sent.
#[derive(Debug, Clone)]
pub struct Login {
    dashboard_token: Secret,
    fin_key: Secret,
    settings: Settings,
}

impl Login {
    /// A login with the access token that the Neo dashboard shows for your application.
    pub fn new(dashboard_token: impl Into<Secret>) -> Self {
        Self {
            dashboard_token: input::token(dashboard_token),
            fin_key: FIN_KEY.into(),
            settings: Settings::default(),
        }
    }

    /// Your own `neo-fin-key`, in place of the one that the vendor's client ships.
    pub fn with_fin_key(mut self, fin_key: impl Into<Secret>) -> Self {
        self.fin_key = input::token(fin_key);
        self
    }

    /// How to talk: proxy, time-outs, another origin.
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Logs in as far as looking, with the mobile number (without a country code it gets `+91`), the client code (UCC) and an
    /// authenticator's code.
    ///
    /// # Errors
    /// [`Error::WrongCode`], [`Error::Locked`], [`Error::ApplicationRefused`]
    pub async fn totp(
        self,
        mobile: &str,
        ucc: &str,
        code: impl Into<Secret>,
    ) -> Result<View, Failed<Self>> {
        let client = step!(self, self.client());
        let body = types::TotpLoginRequest::builder()
            .mobile_number(input::mobile(mobile))
            .ucc(ucc.trim())
            .totp(input::code(code));
        let answer = step!(
            self,
            client.session().trade_api_login().body(body).send().await
        )
        .into_inner();
        step!(
            self,
            hold_view(&client, "trade_api_login", &answer.data.unwrap_or_default())
        );
        Ok(View { client })
    }

    /// Takes up a session that was saved. Nothing is sent; if the session has ended meanwhile, the first call says so. This login does not
    /// name the client: whose session it is is not looked at. The dashboard token is that of this login, whatever the saved one had.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is of another vendor or generation; [`Error::Settings`].
    pub fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        let session = Session::resume(self.client()?, "", saved)?;
        // The saved ones may have been replaced since.
        self.identify(session.client().handle());
        Ok(session)
    }

    /// A session by tokens from elsewhere. Nothing is sent. Without a base URL calls go where the login goes.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with an application's token, which G3 does not have; [`Error::HostChanged`] if the base URL is not one of the
    /// vendor's hosts; [`Error::Settings`].
    #[doc(alias = "from_tokens")]
    pub fn resume_from_tokens(&self, tokens: Tokens) -> Result<Session, Error> {
        let client = self.client()?;
        if let Some(base) = tokens.base_url() {
            client.handle().servers().set_variable(BASE, base)?;
        }
        tokens.hold_without_application(&client)?;
        Ok(Session::of(client, "", Default::default()))
    }

    #[cfg(feature = "manager")]
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    fn client(&self) -> Result<Client, Error> {
        let handle = Handle::new(&API, self.settings.clone().with_variant(generation::G3))?;
        self.identify(&handle);
        Ok(Client::new(handle))
    }

    /// Has the handle say which program calls.
    fn identify(&self, handle: &Handle) {
        let held = handle.credentials();
        held.set(&credentials::DASHBOARD_TOKEN, self.dashboard_token.clone());
        held.set(&credentials::FIN_KEY, self.fin_key.clone());
    }
}

/// Logged in as far as looking; the MPIN comes next.
#[derive(Debug)]
pub struct View {
    client: Client,
}

impl View {
    /// Finishes with the MPIN, six digits. The answer tells the host of all later calls.
    ///
    /// # Errors
    /// [`Error::WrongCode`]; [`Error::HostChanged`] if it is not one of the vendor's hosts.
    pub async fn mpin(self, mpin: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let body = types::TotpValidateRequest::builder().mpin(input::code(mpin));
        let answer = step!(
            self,
            self.client
                .session()
                .trade_api_validate()
                .body(body)
                .send()
                .await
        )
        .into_inner();
        let base = answer.data.as_ref().and_then(|data| data.base_url.clone());
        if let Some(base) = base.filter(|base| !base.is_empty()) {
            let servers = self.client.handle().servers();
            step!(self, servers.set_variable(BASE, &base));
        }
        Ok(step!(
            self,
            Session::open(&self.client, "", "trade_api_validate", answer)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_session_goes_on_with_the_dashboard_token_of_the_login_that_takes_it_up() {
        let tokens = Tokens::new("S3CR3T-trade", "sid");
        let there = Login::new("old-token").resume_from_tokens(tokens).unwrap();
        let here = Login::new("new-token").resume(&there.save()).unwrap();
        let bytes = here.save().to_bytes();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(text.contains("S3CR3T-trade") && text.contains("new-token"));
        assert!(!text.contains("old-token"), "{text}");
    }
}
