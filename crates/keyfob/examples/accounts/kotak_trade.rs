//! Whose account the example uses: one of a sandbox that it starts, or with `--live` that of the environment variables.

use std::env;

use keyfob::{Error, Secret, Settings};
use keyfob_sandbox::Sandbox;

pub struct Account {
    pub settings: Settings,
    pub access_token: Secret,
    pub consumer_key: Secret,
    pub user_id: String,
    pub password: Secret,
    pub access_code: Secret,
    /// Plays the vendor for as long as it is held.
    pub sandbox: Option<Sandbox>,
}

impl Account {
    pub async fn choose(live: bool) -> Result<Self, Error> {
        match live {
            true => Self::live(),
            false => Self::sandbox().await,
        }
    }

    fn live() -> Result<Self, Error> {
        Ok(Self {
            settings: Settings::default(),
            access_token: variable("ACCESS_TOKEN")?.into(),
            consumer_key: variable("CONSUMER_KEY")?.into(),
            user_id: variable("USER_ID")?,
            password: variable("PASSWORD")?.into(),
            access_code: variable("ACCESS_CODE")?.into(),
            sandbox: None,
        })
    }

    pub async fn sandbox() -> Result<Self, Error> {
        let started = Sandbox::start().await;
        let sandbox = started.map_err(|error| Error::settings(format!("no sandbox: {error}")))?;
        let user = sandbox.accounts().kotak_trade.first();
        let user = user.ok_or_else(|| Error::settings("no user"))?;
        Ok(Self {
            settings: Settings::default().with_origin(sandbox.url()),
            access_token: user.access_token.as_str().into(),
            consumer_key: user.consumer_key.as_str().into(),
            user_id: user.user_id.clone(),
            password: user.password.as_str().into(),
            access_code: user.access_code.as_str().into(),
            sandbox: Some(sandbox),
        })
    }
}

fn variable(name: &str) -> Result<String, Error> {
    let name = format!("KEYFOB_KOTAK_TRADE_{name}");
    env::var(&name).map_err(|_| Error::settings(format!("the variable {name} is not set")))
}
