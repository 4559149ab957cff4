//! Whose account the example uses: one of a sandbox that it starts, or with `--live` that of the environment variables.

use std::env;

use keyfob::kotak_neo::g3::{Login, Manager, TotpAndMpin};
use keyfob::{Error, Secret, Settings, Totp};
use keyfob_sandbox::Sandbox;

pub struct Account {
    pub settings: Settings,
    pub dashboard_token: Secret,
    pub authenticator: Totp,
    pub mobile: String,
    pub ucc: String,
    pub mpin: Secret,
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
            dashboard_token: variable("DASHBOARD_TOKEN")?.into(),
            authenticator: Totp::new(variable("TOTP_SECRET")?)?,
            mobile: variable("MOBILE")?,
            ucc: variable("UCC")?,
            mpin: variable("MPIN")?.into(),
            sandbox: None,
        })
    }

    pub async fn sandbox() -> Result<Self, Error> {
        let started = Sandbox::start().await;
        Self::of(started.map_err(|error| Error::settings(format!("no sandbox: {error}")))?)
    }

    /// The first user of this sandbox.
    pub fn of(sandbox: Sandbox) -> Result<Self, Error> {
        let user = sandbox.accounts().kotak_neo.first();
        let user = user.ok_or_else(|| Error::settings("no user"))?;
        Ok(Self {
            settings: Settings::default().with_origin(sandbox.url()),
            dashboard_token: user.dashboard_token.as_str().into(),
            authenticator: Totp::new(user.totp_secret.as_str())?,
            mobile: user.mobile.clone(),
            ucc: user.ucc.clone(),
            mpin: user.mpin.as_str().into(),
            sandbox: Some(sandbox),
        })
    }

    /// Logs in by a code of the authenticator and the MPIN.
    pub fn manager(&self) -> Manager {
        let login = Login::new(self.dashboard_token.clone()).with_settings(self.settings.clone());
        let authenticator = self.authenticator.clone();
        let (mobile, ucc, mpin) = (&self.mobile, &self.ucc, self.mpin.clone());
        Manager::new(login, TotpAndMpin::new(mobile, ucc, authenticator, mpin))
    }

    /// Takes all that the account has, if it is the sandbox's.
    pub fn empty_sandbox(&self) {
        if let Some(sandbox) = &self.sandbox {
            sandbox.exchange().clear(&self.ucc);
        }
    }
}

fn variable(name: &str) -> Result<String, Error> {
    let name = format!("KEYFOB_KOTAK_NEO_{name}");
    env::var(&name).map_err(|_| Error::settings(format!("the variable {name} is not set")))
}
