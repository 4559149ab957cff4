//! A whole login from environment variables.

use keyfob_core::{Error, Secret};

use super::g1::{Identity, Knowledge};
use super::{Consumer, Environment, Session, g1, g2, g3};
use crate::env::Env;

const ENV: Env = Env("KEYFOB_KOTAK_NEO_");

impl Session {
    /// Logs in with what the environment holds; see [the module](super).
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
    let view = g1::Login::new(consumer()?)
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
    let login = g2::Login::new(consumer()?, ENV.required("UCC")?);
    let application = login.locate().await?.access_token().await?;
    let view = application.totp(&ENV.required("MOBILE")?, totp()?).await?;
    Ok(view.mpin(ENV.secret("MPIN")?).await?)
}

async fn from_g3() -> Result<Session, Error> {
    let mut login = g3::Login::new(ENV.secret("DASHBOARD_TOKEN")?).with_settings(ENV.settings());
    if let Some(fin_key) = ENV.optional_secret("FIN_KEY") {
        login = login.with_fin_key(fin_key);
    }
    let view = login
        .totp(&ENV.required("MOBILE")?, &ENV.required("UCC")?, totp()?)
        .await?;
    Ok(view.mpin(ENV.secret("MPIN")?).await?)
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
