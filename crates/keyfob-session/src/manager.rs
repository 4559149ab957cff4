//! One session for all who ask.

mod contents;
mod current;
mod failure;
mod install;
mod keeper;
mod renewal;
mod store_access;
mod want;
mod work;

use std::fmt;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, SystemTime};

use keyfob_core::{Clock, Error, Renewed};

use self::current::{Current, State};
use self::keeper::Holder;
use self::want::{Outcome, Want};
use crate::provider::AnyProvider;
use crate::single_flight::SingleFlight;
use crate::store::MemoryStore;
use crate::sync::lock;
use crate::{ManagedLogin, Provider, SessionId, SessionStore};

/// How long a login may take, if nothing else is said.
const LOGIN_LIMIT: Duration = Duration::from_secs(120);

/// One session for all who ask: for all tasks of a program, and with a store for all processes and machines that share it.
///
/// [`Manager::session`] yields a session that works, and logs in if there is none, once for all. Calls of that session renew it when the
/// vendor says that it has ended, once for all, and are sent once more where the operation may be; an order is not. While anybody holds a
/// session, it is kept from ending, and what ends by the hour is renewed before.
///
/// Cloning it is cheap, and clones share everything. All sessions that it yields share their credentials and their connections.
///
/// It spawns tasks, so it has to be used in a tokio runtime with time and I/O.
pub struct Manager<L: ManagedLogin>(Arc<Inner<L>>);

/// What a manager is made with.
struct Config<L: ManagedLogin> {
    login: L,
    provider: Option<Arc<dyn AnyProvider<L>>>,
    store: Arc<dyn SessionStore>,
    /// Whether others may have the same store.
    is_shared: bool,
    user: Option<String>,
    keepalive: bool,
    login_limit: Duration,
}

pub(crate) struct Inner<L: ManagedLogin> {
    this: Weak<Self>,
    config: Config<L>,
    id: SessionId,
    clock: Clock,
    /// When it was made: what others were refused since is no matter of its own knowledge.
    made_at: SystemTime,
    state: Mutex<State<L::Session>>,
    flight: SingleFlight<Outcome>,
    /// Held while the session is changed or kept alive: one of these at a time.
    changing: tokio::sync::Mutex<()>,
    holder: Mutex<Weak<Holder<L>>>,
}

impl<L: ManagedLogin> Manager<L> {
    /// Sessions of this login, logged in by this provider, and kept in memory.
    pub fn new(login: L, provider: impl Provider<L>) -> Self {
        let user = provider.user();
        Self::of(Config {
            provider: Some(Arc::new(provider)),
            user,
            ..Config::of(login)
        })
    }

    /// Sessions that only a person can log in: give them to [`Manager::adopt`].
    pub fn without_provider(login: L) -> Self {
        Self::of(Config::of(login))
    }

    /// Keeps the session in this store.
    ///
    /// Where neither the login nor the provider says who logs in, [`Manager::with_user`] has to: all who share the store would share one
    /// session. That is so for Kotak Neo's G1 and G3 and for Quatrix without a provider, and for an API key.
    ///
    /// This is to be said before the first session is asked for: it makes another manager.
    pub fn with_store(self, store: impl SessionStore) -> Self {
        Self::of(Config {
            store: Arc::new(store),
            is_shared: true,
            ..self.0.config.clone()
        })
    }

    /// Who logs in, where neither the login nor the provider says: managers of several users of one account do not share a session then.
    ///
    /// This is to be said before the first session is asked for: it makes another manager.
    pub fn with_user(self, user: impl Into<String>) -> Self {
        Self::of(Config {
            user: Some(user.into()),
            ..self.0.config.clone()
        })
    }

    /// Whether the session is kept from ending while somebody holds it, where the vendor ends idle sessions. It is, unless this says no.
    ///
    /// This is to be said before the first session is asked for: it makes another manager.
    pub fn with_keepalive(self, keepalive: bool) -> Self {
        Self::of(Config {
            keepalive,
            ..self.0.config.clone()
        })
    }

    /// How long a login may take: a provider that takes longer is dropped, and asked again after a while. Others who share the store wait for
    /// that long, too. Two minutes, unless this says otherwise: a provider that waits for a person may need more.
    ///
    /// This is to be said before the first session is asked for: it makes another manager.
    pub fn with_login_limit(self, login_limit: Duration) -> Self {
        Self::of(Config {
            login_limit,
            ..self.0.config.clone()
        })
    }

    fn of(config: Config<L>) -> Self {
        let parts = [Some(config.login.account()), config.user.clone()];
        let account: Vec<_> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        let clock = config.login.clock();
        let inner = Arc::new_cyclic(|this| Inner {
            this: this.clone(),
            id: SessionId::new(L::VENDOR, account.join("/")),
            made_at: clock.now(),
            clock,
            config,
            state: Mutex::default(),
            flight: SingleFlight::default(),
            changing: tokio::sync::Mutex::default(),
            holder: Mutex::default(),
        });
        Self(inner)
    }

    /// Whose session it is, as stores know it.
    pub fn id(&self) -> &SessionId {
        &self.0.id
    }

    /// A session: the one at hand, else the one in the store, else a new one. All who ask meanwhile get the same. Should the vendor have ended
    /// it, its first call renews it.
    ///
    /// It is kept alive as long as it, a clone of it, or a client of it is there. Dropping the future is no matter: a login that has begun
    /// goes on, and its session is there for the next one who asks.
    ///
    /// # Errors
    /// [`Error::LoginFailed`] with its cause, the same for all who waited; [`Error::LoginWanted`] without a provider; [`Error::Settings`] with
    /// a store, if nothing says whose session it is.
    pub async fn session(&self) -> Result<L::Session, Error> {
        self.0.check_named()?;
        if let Some(current) = self.0.usable() {
            return Ok(self.0.hold(&current));
        }
        if self.0.obtain(Want::Any).await? == Renewed::NotPossible {
            return Err(Error::LoginWanted {
                account: self.0.id.to_string(),
            });
        }
        let current = self.0.at_hand().ok_or(Error::SessionClosed {
            operation: "session",
        })?;
        Ok(self.0.hold(&current))
    }

    /// Takes over a session that a person has logged in, or that comes from elsewhere: for all who share the manager or its store, and for the
    /// sessions that were handed out before.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is the session of another account or environment, as far as it says whose it is: sessions of Kotak Neo's
    /// G1 and G3 do not, and those of Quatrix name no user. [`Error::Store`] if it could not be kept: it is in use
    /// all the same, and is kept as soon as the store can be reached. [`Error::Settings`] as in [`Manager::session`].
    pub async fn adopt(&self, session: L::Session) -> Result<(), Error> {
        self.0.check_named()?;
        let this = Arc::clone(&self.0);
        finish(tokio::spawn(async move { this.adopt(session).await })).await
    }

    /// Logs out, at the vendor, in memory and in the store, for all who share it. The sessions that were handed out end with
    /// [`Error::SessionClosed`]; [`Manager::session`] logs in anew.
    ///
    /// # Errors
    /// Those of the call and of the store; the session can be logged out again then.
    pub async fn logout(&self) -> Result<(), Error> {
        let this = Arc::clone(&self.0);
        finish(tokio::spawn(async move { this.log_out().await })).await
    }

    /// Forgets that a login failed: the next one who asks tries again. To be called when something has changed, such as the password.
    pub fn retry_login(&self) {
        let mut state = lock(&self.0.state);
        state.forget_failures();
        state.retries_refused = true;
    }
}

/// The end of a task that goes on when its caller is dropped.
async fn finish(task: tokio::task::JoinHandle<Result<(), Error>>) -> Result<(), Error> {
    match task.await {
        Ok(outcome) => outcome,
        Err(error) => Err(failure::panicked(&error)),
    }
}

impl<L: ManagedLogin> Config<L> {
    fn of(login: L) -> Self {
        Self {
            login,
            provider: None,
            store: Arc::new(MemoryStore::default()),
            is_shared: false,
            user: None,
            keepalive: true,
            login_limit: LOGIN_LIMIT,
        }
    }
}

impl<L: ManagedLogin> Clone for Config<L> {
    fn clone(&self) -> Self {
        Self {
            login: self.login.clone(),
            provider: self.provider.clone(),
            store: Arc::clone(&self.store),
            is_shared: self.is_shared,
            user: self.user.clone(),
            keepalive: self.keepalive,
            login_limit: self.login_limit,
        }
    }
}

impl<L: ManagedLogin> Clone for Manager<L> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<L: ManagedLogin> fmt::Debug for Manager<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Manager")
            .field("id", &self.0.id)
            .field("has_provider", &self.0.config.provider.is_some())
            .field("store", &self.0.config.store)
            .field("keepalive", &self.0.config.keepalive)
            .finish_non_exhaustive()
    }
}

impl<L: ManagedLogin> Inner<L> {
    /// Whether others who share the store can tell whose session it is.
    fn check_named(&self) -> Result<(), Error> {
        let is_named = self.config.user.is_some() || self.config.login.names_user();
        match self.config.is_shared && !is_named {
            true => Err(Error::settings(
                "nothing says whose session it is, so that all who share the store would share it: name the user by `with_user`",
            )),
            false => Ok(()),
        }
    }

    /// The session at hand, if it has not been logged out, is not known to be dead, and has not come to its end by the clock.
    fn usable(&self) -> Option<Current<L::Session>> {
        let current = lock(&self.state).current.clone()?;
        let can_log_in = self.config.provider.is_some();
        let is_over = current.is_closed() || current.is_dead;
        // Without a provider nothing is won by believing the clock rather than the vendor.
        let is_past = can_log_in && current.is_past(self.clock.now());
        (!is_over && !is_past).then_some(current)
    }
}
