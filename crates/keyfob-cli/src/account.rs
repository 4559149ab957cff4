//! Who logged in to a vendor, by which application, and where: what a saved session needs to be taken up again.

use std::collections::BTreeMap;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use keyfob::kotak_neo::{Consumer, Environment, g1, g2, g3};
use keyfob::session::{Record, SessionId, SessionStore, StoreError};
use keyfob::{Secret, Settings, kotak_trade, quatrix};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::home::{Home, Kept};
use crate::vendor::Vendor;

/// The format that is written, and the newest that is read.
const FORMAT: u32 = 1;

/// An account at a vendor. It holds the keys of the application, and no password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    format: u32,
    /// Who logs in: a user, a client's code, an e-mail address.
    pub user: String,
    /// The company's account at Quatrix.
    #[serde(default)]
    pub company: Option<String>,
    /// Which of Kotak Neo's logins.
    #[serde(default)]
    pub generation: Option<Generation>,
    /// The vendor's environment, if it is not the usual one.
    #[serde(default)]
    pub environment: Option<String>,
    /// What stands in place of the vendor's hosts.
    #[serde(default)]
    pub origin: Option<String>,
    /// In seconds since 1970.
    pub logged_in_at: u64,
    /// Keys of the application, by the names of their variables.
    pub application: BTreeMap<String, Secret>,
}

/// The generations of Kotak Neo's login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Generation {
    /// Consumer key and secret, password, one-time code or MPIN
    G1,
    /// Consumer key and secret, authenticator, MPIN
    G2,
    /// Token from the dashboard, authenticator, MPIN
    G3,
}

/// A vendor's login: it holds no password.
#[derive(Debug)]
pub enum Login {
    Trade(kotak_trade::Login),
    G1(g1::Login),
    G2(g2::Login),
    G3(g3::Login),
    Quatrix(quatrix::Login),
}

impl Account {
    /// An account of this user, who logs in now.
    pub fn new(user: impl Into<String>) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            format: FORMAT,
            user: user.into(),
            company: None,
            generation: None,
            environment: None,
            origin: None,
            logged_in_at: since.unwrap_or_default().as_secs(),
            application: BTreeMap::new(),
        }
    }

    /// The account that is kept; none if nobody is logged in.
    pub async fn load(home: &Home, vendor: Vendor) -> Result<Option<Self>, Failure> {
        if !home.path(vendor, Kept::Account).exists() {
            return Ok(None);
        }
        let store = home.store(vendor, Kept::Account).await?;
        let Some(record) = store.load(&id(vendor)).await? else {
            return Ok(None);
        };
        match serde_json::from_slice::<Self>(&record.contents) {
            Ok(account) if account.format <= FORMAT => Ok(Some(account)),
            Ok(_) => Err(
                Failure::local("the account was kept by a newer version of this program")
                    .hint("update this program, or log in again with another `--profile`"),
            ),
            Err(_) => Err(Failure::from(StoreError::Unreadable {
                reason: "it holds no account",
                set_aside: None,
            })),
        }
    }

    /// Keeps it in place of what is kept.
    pub async fn save(&self, home: &Home, vendor: Vendor) -> Result<(), Failure> {
        let store = home.store(vendor, Kept::Account).await?;
        let id = id(vendor);
        let lease = store.lease(&id).await?;
        let version = store.load(&id).await?.map_or(0, |record| record.version);
        let secrets = self.application.values().map(|value| value.expose().len());
        // With room for all of it: a vector that grows leaves its text behind.
        let mut contents = Zeroizing::new(Vec::with_capacity(4096 + 8 * secrets.sum::<usize>()));
        serde_json::to_writer(&mut *contents, self)
            .map_err(|_| Failure::local("the account cannot be written"))?;
        let record = Record {
            version: version + 1,
            contents,
            expires_at: None,
        };
        Ok(store.save(&id, &lease, &record).await?)
    }

    /// Forgets the account and its session.
    pub fn forget(home: &Home, vendor: Vendor) -> Result<(), Failure> {
        for kept in [Kept::Account, Kept::Session] {
            let path = home.path(vendor, kept);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    let path = path.display();
                    return Err(Failure::local(format!("{path} cannot be removed: {error}")));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The login that leads to its sessions.
    pub fn login(&self, vendor: Vendor) -> Result<Login, Failure> {
        let key = |name: &str| {
            let key = self.application.get(name).cloned();
            key.ok_or_else(|| Failure::not_logged_in(vendor.name()))
        };
        Ok(match (vendor, self.generation) {
            (Vendor::KotakTrade, _) => {
                Login::Trade(self.trade(key("ACCESS_TOKEN")?, key("CONSUMER_KEY")?))
            }
            (Vendor::KotakNeo, Some(Generation::G1)) => Login::G1(g1::Login::new(
                self.consumer(key("CONSUMER_KEY")?, key("CONSUMER_SECRET")?)?,
            )),
            (Vendor::KotakNeo, Some(Generation::G2)) => Login::G2(g2::Login::new(
                self.consumer(key("CONSUMER_KEY")?, key("CONSUMER_SECRET")?)?,
                &*self.user,
            )),
            (Vendor::KotakNeo, _) => {
                let login = g3::Login::new(key("DASHBOARD_TOKEN")?).with_settings(self.settings());
                Login::G3(match self.application.get("FIN_KEY") {
                    Some(fin_key) => login.with_fin_key(fin_key.clone()),
                    None => login,
                })
            }
            (Vendor::Quatrix, _) => {
                let company = self.company.as_deref().unwrap_or_default();
                Login::Quatrix(quatrix::Login::new(company).with_settings(self.settings()))
            }
        })
    }

    fn trade(&self, access_token: Secret, consumer_key: Secret) -> kotak_trade::Login {
        let mut application = kotak_trade::Application::new(access_token, consumer_key);
        if let Some(app_id) = self.application.get("APP_ID") {
            application = application.with_app_id(app_id.expose());
        }
        if let Some(ip) = self.application.get("IP") {
            application = application.with_ip(ip.expose());
        }
        let settings = match &self.environment {
            Some(environment) => self.settings().with_variant(environment),
            None => self.settings(),
        };
        kotak_trade::Login::new(application, &*self.user).with_settings(settings)
    }

    fn consumer(&self, key: Secret, secret: Secret) -> Result<Consumer, Failure> {
        let environment = match self.environment.as_deref() {
            None | Some("prod") => Environment::Prod,
            Some("uat") => Environment::Uat,
            Some(_) => return Err(Failure::usage("Kotak Neo's environments are prod and uat")),
        };
        let consumer = Consumer::new(key.expose(), secret)
            .with_environment(environment)
            .with_settings(self.settings());
        Ok(match self.application.get("FIN_KEY") {
            Some(fin_key) => consumer.with_fin_key(fin_key.clone()),
            None => consumer,
        })
    }

    fn settings(&self) -> Settings {
        let settings =
            Settings::default().with_user_agent(concat!("keyfob-cli/", env!("CARGO_PKG_VERSION")));
        match &self.origin {
            Some(origin) => settings.with_origin(origin),
            None => settings,
        }
    }

    /// Whose sessions they are, for people.
    pub fn shown(&self) -> String {
        match &self.company {
            Some(company) => format!("{}/{}", company, self.user),
            None => self.user.clone(),
        }
    }
}

/// One account for a vendor and a profile.
fn id(vendor: Vendor) -> SessionId {
    SessionId::new(vendor.name(), "account")
}
