//! Logins, and what providers log in with, from environment variables.

use keyfob_core::{Error, Secret};

use super::g1::{Identity, Knowledge};
use super::{Consumer, Environment, Session, g1, g2, g3};
use crate::env::Env;

const ENV: Env = Env("KEYFOB_KOTAK_NEO_");

impl Session {
    /// Logs in with what the environment holds; see [the module](crate::kotak_neo).
    ///
    /// # Errors
    /// Those of the steps.
    pub async fn from_env() -> Result<Self, Error> {
        match ENV.word("GENERATION").as_deref() {
            Some("g1") => from_g1().await,
            Some("g2") => from_g2().await,
            None | Some("g3") => from_g3().await,
            Some(_) => Err(Error::settings(
                "KEYFOB_KOTAK_NEO_GENERATION is one of g1, g2, g3",
            )),
        }
    }
}

async fn from_g1() -> Result<Session, Error> {
    let identity = Identity::Mobile(ENV.required("MOBILE")?);
    let knowledge = Knowledge::Password(ENV.secret("PASSWORD")?);
    let view = g1::Login::from_env()?
        .access_token()
        .await?
        .identify(identity, knowledge)
        .await?;
    match ENV.optional_secret("OTP") {
        Some(otp) => Ok(view.otp(otp).await?),
        None => Ok(view.mpin(ENV.secret("MPIN")?).await?),
    }
}

async fn from_g2() -> Result<Session, Error> {
    let application = g2::Login::from_env()?
        .locate()
        .await?
        .access_token()
        .await?;
    let view = application.totp(&ENV.required("MOBILE")?, totp()?).await?;
    Ok(view.mpin(ENV.secret("MPIN")?).await?)
}

async fn from_g3() -> Result<Session, Error> {
    let view = g3::Login::from_env()?
        .totp(&ENV.required("MOBILE")?, &ENV.required("UCC")?, totp()?)
        .await?;
    Ok(view.mpin(ENV.secret("MPIN")?).await?)
}

impl g1::Login {
    /// A login from environment variables; see [the module](crate::kotak_neo).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        consumer().map(Self::new)
    }
}

impl g2::Login {
    /// A login from environment variables; see [the module](crate::kotak_neo).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        Ok(Self::new(consumer()?, ENV.required("UCC")?))
    }
}

impl g3::Login {
    /// A login from environment variables; see [the module](crate::kotak_neo).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        let login = Self::new(ENV.secret("DASHBOARD_TOKEN")?).with_settings(ENV.settings());
        Ok(match ENV.optional_secret("FIN_KEY") {
            Some(fin_key) => login.with_fin_key(fin_key),
            None => login,
        })
    }
}

#[cfg(feature = "manager")]
impl g1::UserCredentials {
    /// From the environment variables `MOBILE`, `PASSWORD` and `MPIN`; see [the module](crate::kotak_neo).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        let identity = Identity::Mobile(ENV.required("MOBILE")?);
        let knowledge = Knowledge::Password(ENV.secret("PASSWORD")?);
        Ok(Self::with_mpin(identity, knowledge, ENV.secret("MPIN")?))
    }
}

#[cfg(all(feature = "manager", feature = "totp"))]
impl g2::TotpAndMpin {
    /// From the environment variables `MOBILE`, `TOTP_SECRET` and `MPIN`; see [the module](crate::kotak_neo).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing, or says that the secret is none.
    pub fn from_env() -> Result<Self, Error> {
        let totp = crate::Totp::new(ENV.secret("TOTP_SECRET")?)?;
        Ok(Self::new(
            &ENV.required("MOBILE")?,
            totp,
            ENV.secret("MPIN")?,
        ))
    }
}

#[cfg(all(feature = "manager", feature = "totp"))]
impl g3::TotpAndMpin {
    /// From the environment variables `MOBILE`, `UCC`, `TOTP_SECRET` and `MPIN`; see [the module](crate::kotak_neo).
    ///
    /// # Errors
    /// [`Error::Settings`] names a variable that is missing, or says that the secret is none.
    pub fn from_env() -> Result<Self, Error> {
        let totp = crate::Totp::new(ENV.secret("TOTP_SECRET")?)?;
        let (mobile, ucc) = (ENV.required("MOBILE")?, ENV.required("UCC")?);
        Ok(Self::new(&mobile, &ucc, totp, ENV.secret("MPIN")?))
    }
}

fn consumer() -> Result<Consumer, Error> {
    let consumer = Consumer::new(
        ENV.required("CONSUMER_KEY")?,
        ENV.secret("CONSUMER_SECRET")?,
    )
    .with_environment(environment()?)
    .with_settings(ENV.settings());
    Ok(match ENV.optional_secret("FIN_KEY") {
        Some(fin_key) => consumer.with_fin_key(fin_key),
        None => consumer,
    })
}

fn environment() -> Result<Environment, Error> {
    match ENV.word("ENVIRONMENT").as_deref() {
        None | Some("prod") => Ok(Environment::Prod),
        Some("uat") => Ok(Environment::Uat),
        Some(_) => Err(Error::settings(
            "KEYFOB_KOTAK_NEO_ENVIRONMENT is prod or uat",
        )),
    }
}

/// A code that was typed, or one computed from the authenticator's secret.
fn totp() -> Result<Secret, Error> {
    #[cfg(feature = "totp")]
    if let Some(secret) = ENV.optional_secret("TOTP_SECRET") {
        return Ok(crate::Totp::new(secret)?.code());
    }
    ENV.secret("TOTP")
}
