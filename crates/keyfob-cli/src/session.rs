//! The session of an account: taken up from the store, shared with other processes, and kept there.

use std::time::SystemTime;

use keyfob::kotak_neo::{g1, g2, g3};
use keyfob::session::Manager;
use keyfob::{Error, kotak_neo, kotak_trade, quatrix};
use keyfob_core::Handle;

use crate::account::{Account, Login};
use crate::failure::Failure;
use crate::home::{Home, Kept};
use crate::vendor::Vendor;

/// A session of any vendor.
#[derive(Debug, Clone)]
pub enum Session {
    Trade(kotak_trade::Session),
    Neo(kotak_neo::Session),
    Quatrix(quatrix::Session),
}

/// What keeps the sessions of an account.
#[derive(Debug)]
pub enum Keeper {
    Trade(Manager<kotak_trade::Login>),
    G1(Manager<g1::Login>),
    G2(Manager<g2::Login>),
    G3(Manager<g3::Login>),
    Quatrix(Manager<quatrix::Login>),
}

impl Session {
    /// What its calls go through.
    pub fn handle(&self) -> &Handle {
        match self {
            Self::Trade(session) => session.client().handle(),
            Self::Neo(session) => session.client().handle(),
            Self::Quatrix(session) => session.client().handle(),
        }
    }

    /// When it ends, as far as that is known.
    pub fn ends_at(&self) -> Option<SystemTime> {
        match self {
            Self::Trade(session) => session.ends_at(),
            Self::Neo(session) => session.ends_at(),
            Self::Quatrix(session) => session.ends_at(),
        }
    }

    /// Asks the vendor for something small, to see whether the session still stands.
    pub async fn check(&self) -> Result<(), Error> {
        match self {
            Self::Trade(session) => session.positions().await.map(drop),
            Self::Neo(session) => session.positions().await.map(drop),
            Self::Quatrix(session) => session.client().profile().usage().send().await.map(drop),
        }
    }
}

impl Keeper {
    /// For the sessions of an account, in the store.
    pub async fn of(home: &Home, vendor: Vendor, account: &Account) -> Result<Self, Failure> {
        let store = home.store(vendor, Kept::Session).await?;
        let user = &*account.user;
        Ok(match account.login(vendor)? {
            Login::Trade(login) => Self::Trade(Manager::without_provider(login).with_store(store)),
            Login::G1(login) => Self::G1(
                Manager::without_provider(login)
                    .with_user(user)
                    .with_store(store),
            ),
            Login::G2(login) => Self::G2(Manager::without_provider(login).with_store(store)),
            Login::G3(login) => Self::G3(
                Manager::without_provider(login)
                    .with_user(user)
                    .with_store(store),
            ),
            Login::Quatrix(login) => Self::Quatrix(
                Manager::without_provider(login)
                    .with_user(user)
                    .with_store(store),
            ),
        })
    }

    /// The session that is kept.
    pub async fn session(&self) -> Result<Session, Error> {
        Ok(match self {
            Self::Trade(manager) => Session::Trade(manager.session().await?),
            Self::G1(manager) => Session::Neo(manager.session().await?),
            Self::G2(manager) => Session::Neo(manager.session().await?),
            Self::G3(manager) => Session::Neo(manager.session().await?),
            Self::Quatrix(manager) => Session::Quatrix(manager.session().await?),
        })
    }

    /// Keeps a session that a person has logged in.
    pub async fn adopt(&self, session: Session) -> Result<(), Error> {
        match (self, session) {
            (Self::Trade(manager), Session::Trade(session)) => manager.adopt(session).await,
            (Self::G1(manager), Session::Neo(session)) => manager.adopt(session).await,
            (Self::G2(manager), Session::Neo(session)) => manager.adopt(session).await,
            (Self::G3(manager), Session::Neo(session)) => manager.adopt(session).await,
            (Self::Quatrix(manager), Session::Quatrix(session)) => manager.adopt(session).await,
            _ => Err(Error::Settings(
                "the session is of another vendor".to_owned(),
            )),
        }
    }

    /// Logs out, at the vendor and here.
    pub async fn log_out(&self) -> Result<(), Error> {
        match self {
            Self::Trade(manager) => manager.logout().await,
            Self::G1(manager) => manager.logout().await,
            Self::G2(manager) => manager.logout().await,
            Self::G3(manager) => manager.logout().await,
            Self::Quatrix(manager) => manager.logout().await,
        }
    }
}

/// The account and the session of a vendor, if somebody is logged in.
pub async fn open(home: &Home, vendor: Vendor) -> Result<Session, Failure> {
    let account = Account::load(home, vendor).await?;
    let account = account.ok_or_else(|| Failure::not_logged_in(vendor.name()))?;
    let keeper = Keeper::of(home, vendor, &account).await?;
    let session = keeper.session().await;
    session.map_err(|error| Failure::from(error).at(vendor.name()))
}
