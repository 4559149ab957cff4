//! G2: consumer key and secret, then an authenticator's code and the MPIN, or a QR code.
//!
//! ```no_run
//! use keyfob::kotak_neo::g2::Login;
//! use keyfob::kotak_neo::{Consumer, Session};
//!
//! # async fn example(code: &str) -> Result<Session, keyfob::Error> {
//! let located = Login::new(Consumer::new("key", "secret"), "AB123").locate().await?;
//! let application = located.access_token().await?;
//! let session = application.totp("+919000000001", code).await?.mpin("654321").await?;
//! # Ok(session) }
//! ```
//!
//! Or by a QR code, which the user scans and which then shows a one-time token:
//!
//! ```no_run
//! # use keyfob::kotak_neo::{Session, g2::Application};
//! # async fn example(application: Application, token: &str) -> Result<Session, keyfob::Error> {
//! let link = application.qr_link().await?;
//! println!("open {}", link.url());
//! let session = link.ott(token).await?;
//! # Ok(session) }
//! ```
//!
//! | state | step | yields |
//! |---|---|---|
//! | [`Login`] | [`locate`](Login::locate), or [`at`](Login::at) | [`Located`] |
//! | [`Located`] | [`access_token`](Located::access_token) | [`Application`] |
//! | [`Application`] | [`totp`](Application::totp) | [`View`] |
//! | [`View`] | [`mpin`](View::mpin) | [`Session`] |
//! | [`Application`] | [`qr_link`](Application::qr_link) | [`QrLink`] |
//! | [`QrLink`] | [`ott`](QrLink::ott) | [`Session`] |

#[cfg(feature = "manager")]
mod provider;

use keyfob_core::{Error, SavedSession, Secret};
use kotak_neo::{Client, types};

#[cfg(feature = "manager")]
use super::generation::account_id;
use super::session::hold_view;
use super::{Consumer, Environment, Session, Tokens};
use crate::input;
use crate::step::{Failed, step};

#[cfg(feature = "manager")]
pub use provider::TotpAndMpin;

/// A session of G2 for all who ask.
#[cfg(feature = "manager")]
pub type Manager = keyfob_session::Manager<Login>;

/// A login that has not begun: nothing was sent.
#[derive(Debug, Clone)]
pub struct Login {
    consumer: Consumer,
    ucc: String,
}

impl Login {
    /// A login of the client with this code (UCC), through this application.
    pub fn new(consumer: Consumer, ucc: impl Into<String>) -> Self {
        Self {
            consumer,
            ucc: ucc.into().trim().to_owned(),
        }
    }

    /// Asks which host serves the client.
    ///
    /// # Errors
    /// [`Error::HostChanged`] if it is not one of the vendor's hosts.
    pub async fn locate(self) -> Result<Located, Failed<Self>> {
        let client = step!(self, self.consumer.client("g2-prod"));
        let answer = step!(
            self,
            client.session().base_url().ucc(&*self.ucc).send().await
        )
        .into_inner();
        match answer.data.and_then(|data| data.base_url) {
            Some(base) => self.at(&base),
            None => {
                let error = Error::incomplete("get_base_url", "data.baseURL");
                Err(Failed::new(self, error))
            }
        }
    }

    /// Goes on with a host that you know, such as `https://mnapi.kotaksecurities.com`.
    ///
    /// # Errors
    /// [`Error::HostChanged`] if it is not one of the vendor's hosts.
    pub fn at(self, base_url: &str) -> Result<Located, Failed<Self>> {
        let client = step!(self, self.client_at(base_url));
        Ok(Located {
            login: self,
            client,
        })
    }

    /// Takes up a session that was saved. Nothing is sent; if the session has ended meanwhile, the first call says so.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is of another vendor, client, generation or environment; [`Error::Settings`].
    pub fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        let variant = match (self.consumer.environment(), saved.environment()) {
            (Environment::Prod, NAPI) => NAPI,
            _ => self.variant(),
        };
        Session::resume(self.consumer.client(variant)?, &self.ucc, saved)
    }

    /// A session by tokens from elsewhere. Nothing is sent. Without a base URL it is `https://mnapi.kotaksecurities.com`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without the application's token; [`Error::HostChanged`] if the base URL is not one of the vendor's hosts;
    /// [`Error::Settings`].
    #[doc(alias = "from_tokens")]
    pub fn resume_from_tokens(&self, tokens: Tokens) -> Result<Session, Error> {
        let client = self.client_at(tokens.base_url().unwrap_or(USUAL))?;
        tokens.hold_with_application(&client)?;
        Ok(Session::of(client, &self.ucc, Default::default()))
    }

    #[cfg(feature = "manager")]
    pub(super) fn consumer(&self) -> &Consumer {
        &self.consumer
    }

    /// Whose sessions it leads to.
    #[cfg(feature = "manager")]
    pub(super) fn account(&self) -> String {
        account_id(&self.ucc, self.variant())
    }

    /// The environment that is meant where no host says more.
    fn variant(&self) -> &'static str {
        match self.consumer.environment() {
            Environment::Prod => "g2-prod",
            Environment::Uat => "g2-uat",
        }
    }

    fn client_at(&self, base_url: &str) -> Result<Client, Error> {
        let base = base_url.trim().trim_end_matches('/');
        let is_fallback = base == FALLBACK && self.consumer.environment() == Environment::Prod;
        let variant = if is_fallback { NAPI } else { self.variant() };
        let client = self.consumer.client(variant)?;
        client.handle().servers().set_variable("baseUrl", base)?;
        Ok(client)
    }
}

/// The host that serves most.
const USUAL: &str = "https://mnapi.kotaksecurities.com";

/// A host with prefixes of its own, kept from G1.
const FALLBACK: &str = "https://gw-napi.kotaksecurities.com";

/// Its environment.
const NAPI: &str = "g2-napi";

/// The host is known; the application comes next.
#[derive(Debug)]
pub struct Located {
    login: Login,
    client: Client,
}

impl Located {
    /// Gets the application's access token.
    ///
    /// # Errors
    /// [`Error::ApplicationRefused`]
    pub async fn access_token(self) -> Result<Application, Failed<Self>> {
        step!(
            self,
            self.login.consumer.fetch_access_token(&self.client).await
        );
        Ok(Application {
            client: self.client,
            ucc: self.login.ucc,
        })
    }
}

/// The application is known; the user comes next.
#[derive(Debug)]
pub struct Application {
    client: Client,
    ucc: String,
}

impl Application {
    /// Logs in as far as looking, with the mobile number (without a country code it gets `+91`) and an authenticator's code.
    ///
    /// # Errors
    /// [`Error::WrongCode`], [`Error::Locked`], [`Error::ApplicationRefused`]
    pub async fn totp(self, mobile: &str, code: impl Into<Secret>) -> Result<View, Failed<Self>> {
        let body = types::TotpLoginRequest::builder()
            .mobile_number(input::mobile(mobile))
            .ucc(&*self.ucc)
            .totp(input::code(code));
        let answer = step!(
            self,
            self.client.session().totp_login().body(body).send().await
        )
        .into_inner();
        step!(
            self,
            hold_view(&self.client, "totp_login", &answer.data.unwrap_or_default())
        );
        Ok(View {
            client: self.client,
            ucc: self.ucc,
        })
    }

    /// Gets a page with a QR code for the user to scan.
    ///
    /// # Errors
    /// [`Error::ApplicationRefused`]
    pub async fn qr_link(self) -> Result<QrLink, Failed<Self>> {
        let answer = step!(
            self,
            self.client
                .session()
                .qr_code_link()
                .ucc(&*self.ucc)
                .send()
                .await
        )
        .into_inner();
        match answer.data.and_then(|data| data.redirect_url) {
            Some(url) => Ok(QrLink {
                client: self.client,
                ucc: self.ucc,
                url,
            }),
            None => {
                let error = Error::incomplete("qr_code_get_link", "data.redirectUrl");
                Err(Failed::new(self, error))
            }
        }
    }
}

/// Logged in as far as looking; the MPIN comes next.
#[derive(Debug)]
pub struct View {
    client: Client,
    ucc: String,
}

impl View {
    /// Finishes with the MPIN, six digits.
    ///
    /// # Errors
    /// [`Error::WrongCode`]
    pub async fn mpin(self, mpin: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let body = types::TotpValidateRequest::builder().mpin(input::code(mpin));
        let answer = step!(
            self,
            self.client
                .session()
                .totp_validate()
                .body(body)
                .send()
                .await
        );
        Ok(step!(
            self,
            Session::open(
                &self.client,
                &self.ucc,
                "totp_validate",
                answer.into_inner()
            )
        ))
    }
}

/// A page with a QR code; scanning it gives the user a one-time token.
#[derive(Debug)]
pub struct QrLink {
    client: Client,
    ucc: String,
    url: String,
}

impl QrLink {
    /// The page to open.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Finishes with the one-time token that scanning gave.
    ///
    /// # Errors
    /// [`Error::WrongCode`]
    pub async fn ott(self, token: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let body = types::QrSessionRequest::builder();
        let body = body.one_time_token(input::code(token)).ucc(&*self.ucc);
        let answer = step!(
            self,
            self.client
                .session()
                .qr_code_session()
                .body(body)
                .send()
                .await
        );
        Ok(step!(
            self,
            Session::open(
                &self.client,
                &self.ucc,
                "qr_code_generate_session",
                answer.into_inner()
            )
        ))
    }
}
