//! Whose account the example uses: one of a sandbox that it starts, or with `--live` that of the environment variables.

use std::env;

use keyfob::{Error, Secret, Settings, Totp};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::SecondFactor;

pub struct Account {
    pub settings: Settings,
    pub name: String,
    pub email: String,
    pub password: Secret,
    pub authenticator: Totp,
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
            name: variable("ACCOUNT")?,
            email: variable("EMAIL")?,
            password: variable("PASSWORD")?.into(),
            authenticator: Totp::new(variable("TOTP_SECRET")?)?,
            sandbox: None,
        })
    }

    pub async fn sandbox() -> Result<Self, Error> {
        let started = Sandbox::start().await;
        let sandbox = started.map_err(|error| Error::settings(format!("no sandbox: {error}")))?;
        let mut users = sandbox.accounts().quatrix.iter();
        let user = users.find_map(|user| match &user.second_factor {
            SecondFactor::Totp(secret) => Some((user, secret)),
            _ => None,
        });
        let (user, secret) = user.ok_or_else(|| Error::settings("no user with a second factor"))?;
        Ok(Self {
            settings: Settings::default().with_origin(sandbox.url()),
            name: "sandbox".to_owned(),
            email: user.email.clone(),
            password: user.password.as_str().into(),
            authenticator: Totp::new(secret.as_str())?,
            sandbox: Some(sandbox),
        })
    }
}

fn variable(name: &str) -> Result<String, Error> {
    let name = format!("KEYFOB_QUATRIX_{name}");
    env::var(&name).map_err(|_| Error::settings(format!("the variable {name} is not set")))
}
