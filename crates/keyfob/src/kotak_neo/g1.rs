//! G1: consumer key and secret, then password or MPIN, then a one-time code.
//!
//! ```no_run
//! use keyfob::kotak_neo::g1::{Identity, Knowledge, Login};
//! use keyfob::kotak_neo::{Consumer, Session};
//!
//! # async fn example(otp: &str) -> Result<Session, keyfob::Error> {
//! let application = Login::new(Consumer::new("key", "secret")).access_token().await?;
//! let who = Identity::Mobile("+919000000001".into());
//! let view = application.identify(who, Knowledge::Password("password".into())).await?;
//! let session = view.send_otp().await?.otp(otp).await?;
//! # Ok(session) }
//! ```
//!
//! | state | step | yields |
//! |---|---|---|
//! | [`Login`] | [`access_token`](Login::access_token), or [`with_access_token`](Login::with_access_token) | [`Application`] |
//! | [`Application`] | [`identify`](Application::identify) | [`View`] |
//! | [`View`] | [`send_otp`](View::send_otp) | [`View`] |
//! | [`View`] | [`otp`](View::otp), [`mpin`](View::mpin) | [`Session`] |

#[cfg(feature = "manager")]
mod provider;

use keyfob_core::{Error, SavedSession, Secret};
use kotak_neo::{Client, credentials, types};

#[cfg(feature = "manager")]
use super::generation::account_id;
use super::session::hold_view;
use super::{Consumer, Environment, Session, Tokens, jwt};
use crate::input::{self, code, mobile};
use crate::step::{Failed, step};

#[cfg(feature = "manager")]
pub use provider::UserCredentials;

/// A session of G1 for all who ask.
#[cfg(feature = "manager")]
pub type Manager = keyfob_session::Manager<Login>;

/// A login that has not begun: nothing was sent.
#[derive(Debug, Clone)]
pub struct Login {
    consumer: Consumer,
}

impl Login {
    /// A login through this application.
    pub fn new(consumer: Consumer) -> Self {
        Self { consumer }
    }

    /// Gets the application's access token.
    ///
    /// # Errors
    /// [`Error::ApplicationRefused`]
    pub async fn access_token(self) -> Result<Application, Failed<Self>> {
        let client = step!(self, self.client());
        step!(self, self.consumer.fetch_access_token(&client).await);
        Ok(Application { client })
    }

    /// Goes on with an access token that you have.
    ///
    /// # Errors
    /// [`Error::Settings`]
    pub fn with_access_token(self, token: impl Into<Secret>) -> Result<Application, Failed<Self>> {
        let client = step!(self, self.client());
        client
            .handle()
            .credentials()
            .set(&credentials::ACCESS_TOKEN, input::token(token));
        Ok(Application { client })
    }

    /// Takes up a session that was saved. Nothing is sent; if the session has ended meanwhile, the first call says so. This login does not
    /// name the user: whose session it is is not looked at.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is of another vendor, generation or environment; [`Error::Settings`].
    pub fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        Session::resume(self.client()?, "", saved)
    }

    /// A session by tokens from elsewhere. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without the application's token, or with a base URL, which G1 does not have; [`Error::Settings`].
    #[doc(alias = "from_tokens")]
    pub fn resume_from_tokens(&self, tokens: Tokens) -> Result<Session, Error> {
        if tokens.base_url().is_some() {
            return Err(Error::invalid_input(
                "G1 has one host: leave the base URL out",
            ));
        }
        let client = self.client()?;
        tokens.hold_with_application(&client)?;
        Ok(Session::of(client, "", Default::default()))
    }

    #[cfg(feature = "manager")]
    pub(super) fn consumer(&self) -> &Consumer {
        &self.consumer
    }

    /// Whose sessions it leads to.
    #[cfg(feature = "manager")]
    pub(super) fn account(&self) -> String {
        account_id("", self.variant())
    }

    fn client(&self) -> Result<Client, Error> {
        self.consumer.client(self.variant())
    }

    fn variant(&self) -> &'static str {
        match self.consumer.environment() {
            Environment::Prod => "g1-prod",
            Environment::Uat => "g1-uat",
        }
    }
}

/// The application is known; the user comes next.
#[derive(Debug)]
pub struct Application {
    client: Client,
}

/// Who logs in.
#[derive(Debug, Clone)]
pub enum Identity {
    /// By mobile number with its country code; without one it gets `+91`.
    Mobile(String),
    /// By the permanent account number of the tax office.
    Pan(Secret),
    /// By user id.
    UserId(String),
}

/// What the user knows.
#[derive(Debug, Clone)]
pub enum Knowledge {
    /// The trading password.
    Password(Secret),
    /// The MPIN, six digits.
    Mpin(Secret),
}

impl Application {
    /// Logs in as far as looking: it yields a view token. It is never tried twice by itself.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::Locked`], [`Error::ApplicationRefused`]
    pub async fn identify(
        self,
        identity: Identity,
        knowledge: Knowledge,
    ) -> Result<View, Failed<Self>> {
        let identity = identity.normalised();
        let body = types::LoginRequest::builder();
        let body = match &identity {
            Identity::Mobile(number) => body.mobile_number(number.clone()),
            Identity::Pan(pan) => body.pan(pan.clone()),
            Identity::UserId(id) => body.user_id(id.clone()),
        };
        let body = match knowledge {
            Knowledge::Password(password) => body.password(password),
            Knowledge::Mpin(mpin) => body.mpin(code(mpin)),
        };
        let answer =
            step!(self, self.client.session().login().body(body).send().await).into_inner();
        let data = answer.data.unwrap_or_default();
        step!(self, hold_view(&self.client, "login", &data));
        let subject = data.token.as_ref().and_then(jwt::subject);
        let Some(user_id) = subject.or_else(|| data.ucc.clone()) else {
            return Err(Failed::new(
                self,
                Error::incomplete("login", "data.token: sub"),
            ));
        };
        Ok(View {
            client: self.client,
            identity,
            user_id,
        })
    }
}

impl Identity {
    /// As the vendor's own client writes it, without blanks around it.
    fn normalised(self) -> Self {
        match self {
            Self::Mobile(number) => Self::Mobile(mobile(&number)),
            Self::Pan(pan) => Self::Pan(Secret::new(pan.expose().trim().to_uppercase())),
            Self::UserId(id) => Self::UserId(id.trim().to_owned()),
        }
    }
}

/// Logged in as far as looking; a code comes next.
#[derive(Debug)]
pub struct View {
    client: Client,
    identity: Identity,
    user_id: String,
}

impl View {
    /// Has a one-time code sent by text message and mail.
    ///
    /// # Errors
    /// [`Error::RateLimited`], [`Error::SessionEnded`]
    pub async fn send_otp(self) -> Result<Self, Failed<Self>> {
        let body = types::GenerateOtpRequest::builder()
            .user_id(&*self.user_id)
            .send_email(true)
            .is_whitelisted(true);
        step!(
            self,
            self.client.session().generate_otp().body(body).send().await
        );
        Ok(self)
    }

    /// Finishes with the one-time code.
    ///
    /// # Errors
    /// [`Error::WrongCode`]
    pub async fn otp(self, otp: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let body = types::SecondFactorRequest::builder()
            .user_id(self.user_id.clone())
            .otp(code(otp));
        let answer = step!(
            self,
            self.client
                .session()
                .verify_second_factor()
                .body(body)
                .send()
                .await
        );
        Ok(step!(
            self,
            Session::open(&self.client, "", "session_2fa", answer.into_inner())
        ))
    }

    /// Finishes with the MPIN; only for who logged in by mobile number or PAN.
    ///
    /// # Errors
    /// [`Error::WrongCode`]; [`Error::InvalidInput`] for who logged in by user id
    pub async fn mpin(self, mpin: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let body = types::SecondFactorRequest::builder().mpin(code(mpin));
        let body = match &self.identity {
            Identity::Mobile(number) => body.mobile_number(number.clone()),
            Identity::Pan(pan) => body.pan(pan.clone()),
            Identity::UserId(_) => {
                let error = Error::invalid_input(
                    "who logs in by user id cannot finish with the MPIN: use a one-time code",
                );
                return Err(Failed::new(self, error));
            }
        };
        let answer = step!(
            self,
            self.client
                .session()
                .verify_second_factor()
                .body(body)
                .send()
                .await
        );
        Ok(step!(
            self,
            Session::open(&self.client, "", "session_2fa", answer.into_inner())
        ))
    }
}
