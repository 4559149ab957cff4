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

/// What finishes a login of the first generation.
enum Code {
    Otp(Secret),
    Mpin(Secret),
}

// Each reads all variables before it sends anything: a code that one step used up is no good for another try.

async fn from_g1() -> Result<Session, Error> {
    let login = g1::Login::from_env()?;
    let identity = Identity::Mobile(ENV.required("MOBILE")?);
    let knowledge = Knowledge::Password(ENV.secret("PASSWORD")?);
    let code = match ENV.optional_secret("OTP") {
        Some(otp) => Code::Otp(otp),
        None => Code::Mpin(ENV.secret("MPIN")?),
    };
    let application = login.access_token().await?;
    let view = application.identify(identity, knowledge).await?;
    match code {
        Code::Otp(otp) => Ok(view.otp(otp).await?),
        Code::Mpin(mpin) => Ok(view.mpin(mpin).await?),
    }
}

async fn from_g2() -> Result<Session, Error> {
    let login = g2::Login::from_env()?;
    let (mobile, mpin) = (ENV.required("MOBILE")?, ENV.secret("MPIN")?);
    // That there is a code is told now; the one that is sent is made then, since it is good for half a minute.
    totp()?;
    let application = login.locate().await?.access_token().await?;
    let view = application.totp(&mobile, totp()?).await?;
    Ok(view.mpin(mpin).await?)
}

async fn from_g3() -> Result<Session, Error> {
    let login = g3::Login::from_env()?;
    let (mobile, ucc) = (ENV.required("MOBILE")?, ENV.required("UCC")?);
    let (totp, mpin) = (totp()?, ENV.secret("MPIN")?);
    let view = login.totp(&mobile, &ucc, totp).await?;
    Ok(view.mpin(mpin).await?)
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
