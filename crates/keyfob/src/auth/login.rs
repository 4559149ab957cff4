//! The login: which account, with what, and how.

mod held;
mod oauth2;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use keyfob_core::{Error, Handle, SavedSession, Scheme, Secret, Settings};

use self::held::Held;
use super::client::Client;
use super::session::{Info, Session};
use super::token::TokenRequest;
use super::vendor::Vendor;
use crate::input;
use crate::saved::{read_info, take_over};
use crate::step::{Failed, step};

/// A login that has not begun: nothing was sent.
pub struct Login<V: Vendor> {
    pub(super) settings: Settings,
    account: String,
    variables: BTreeMap<String, String>,
    /// What goes with each request.
    held: Held,
    pub(super) client: Option<Client>,
    pub(super) request: TokenRequest,
    vendor: PhantomData<fn() -> V>,
}

impl<V: Vendor> Login<V> {
    /// A login to the vendor's first environment.
    pub fn new() -> Self {
        Self {
            settings: Settings::default(),
            account: String::new(),
            variables: BTreeMap::new(),
            held: Held::default(),
            client: None,
            request: TokenRequest::default(),
            vendor: PhantomData,
        }
    }

    /// How to talk: proxy, time-outs, another origin.
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Whose session it is, by any name: managers of several accounts do not share one. It is not sent.
    pub fn with_account(mut self, account: impl Into<String>) -> Self {
        self.account = account.into();
        self
    }

    /// Sets a variable of the servers' URLs, such as the name of a tenant. Another one is another account.
    pub fn with_server_variable(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// Sends this with each request that wants it: an API key, or a token from elsewhere. Blanks around it are taken off. The generated
    /// modules have a method for each.
    pub fn with_credential(mut self, scheme: &'static Scheme, value: impl Into<Secret>) -> Self {
        self.held.set(scheme, input::token(value));
        self
    }

    /// Sends this user and password with each request that wants them, by HTTP Basic.
    pub fn with_basic_credential(
        mut self,
        scheme: &'static Scheme,
        username: impl Into<Secret>,
        password: impl Into<Secret>,
    ) -> Self {
        self.held
            .set_basic(scheme, username.into(), password.into());
        self
    }

    /// A session with the credentials that this login holds. Nothing is sent; a wrong one shows at the first call, as
    /// [`Error::SessionEnded`].
    ///
    /// # Errors
    /// [`Error::Settings`], also where no operation can be called with them.
    pub fn session(self) -> Result<Session<V>, Failed<Self>> {
        let client = step!(self, self.open());
        step!(self, check_enough(V::handle(&client)));
        Ok(Session::new(client, self.account_id(), None))
    }

    /// Takes up a session that was saved, with the credentials that this login holds. Nothing is sent; if the session has ended meanwhile,
    /// the first call says so.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it is of another vendor, account or environment; [`Error::Settings`].
    pub fn resume(&self, saved: &SavedSession) -> Result<Session<V>, Error> {
        let client = self.open()?;
        let account = self.account_id();
        take_over(V::handle(&client), saved, &account, V::API.schemes)?;
        // What the login says is newer.
        self.prepare(V::handle(&client))?;
        let info: Info = read_info(saved);
        Ok(Session::new(client, account, info.refresh_token))
    }

    /// The account, with what makes it another one elsewhere.
    pub(super) fn account_id(&self) -> Arc<str> {
        let mut parts = vec![self.account.trim().to_owned()];
        let variables = self.variables.iter();
        parts.extend(variables.map(|(name, value)| format!("{name}={value}")));
        let first = V::API.variants().next();
        let variant = self.settings.variant().filter(|name| Some(*name) != first);
        parts.extend(variant.map(|name| format!("({name})")));
        parts.retain(|part| !part.is_empty());
        parts.join(" ").into()
    }

    /// Whether it says whose sessions it leads to.
    #[cfg(feature = "manager")]
    pub(super) fn names_account(&self) -> bool {
        !self.account.trim().is_empty()
    }

    /// A client that holds what this login holds.
    pub(super) fn open(&self) -> Result<V::Client, Error> {
        let handle = Handle::new(V::API, self.settings.clone())?;
        self.prepare(&handle)?;
        Ok(V::client(handle))
    }

    fn prepare(&self, handle: &Handle) -> Result<(), Error> {
        for (name, value) in &self.variables {
            handle.servers().set_variable(name, value)?;
        }
        self.held.hold(handle.credentials());
        Ok(())
    }
}

/// Whether any operation can be called with what is held.
fn check_enough(handle: &Handle) -> Result<(), Error> {
    let held = handle.credentials();
    let has_all = |all: &&[&'static Scheme]| all.iter().all(|scheme| held.has(scheme));
    let operations = handle.api().operations.iter();
    let mut wanted = operations.flat_map(|operation| operation.security);
    let Some(first) = wanted.next() else {
        // Nothing is asked for.
        return Ok(());
    };
    if has_all(first) || wanted.any(has_all) {
        return Ok(());
    }
    let missing = first.iter().find(|scheme| !held.has(scheme));
    Err(Error::settings(format!(
        "no operation of {} can be called with the credentials of the login: `{}` is missing, for one",
        handle.api().name,
        missing.map_or("", |scheme| scheme.name),
    )))
}

impl<V: Vendor> Default for Login<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: Vendor> Clone for Login<V> {
    fn clone(&self) -> Self {
        Self {
            settings: self.settings.clone(),
            account: self.account.clone(),
            variables: self.variables.clone(),
            held: self.held.clone(),
            client: self.client.clone(),
            request: self.request.clone(),
            vendor: PhantomData,
        }
    }
}

impl<V: Vendor> fmt::Debug for Login<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("vendor", &V::NAME)
            .field("account", &self.account_id())
            .field("credentials", &self.held)
            .field("client", &self.client.as_ref().map(|client| &client.id))
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
