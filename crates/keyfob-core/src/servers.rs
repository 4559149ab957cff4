//! Where an operation goes: the spec's servers, the variables in them, and what the user put in their place.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use reqwest::Url;

use crate::guard::{host_matches, is_loopback, parse_origin};
use crate::{Api, Error, Operation, Server, Settings};

/// The servers of one session.
#[derive(Debug)]
pub struct Servers {
    api: &'static Api,
    variant: &'static str,
    origin: Option<Url>,
    origins: Vec<(String, Url)>,
    moving: RwLock<Moving>,
    /// Bases that are known, with the servers that they are of, until a login changes something.
    bases: RwLock<Vec<(&'static Server, Arc<Url>)>>,
}

/// What a login may change.
#[derive(Debug, Default)]
struct Moving {
    base: Option<Url>,
    variables: BTreeMap<String, String>,
}

impl Servers {
    pub(crate) fn new(api: &'static Api, settings: &Settings) -> Result<Self, Error> {
        let first = api.servers.first().map_or("", |server| server.variant);
        let variant = match &settings.variant {
            None => first,
            Some(name) => api.variants().find(|known| known == name).ok_or_else(|| {
                let known: Vec<_> = api.variants().collect();
                Error::settings(format!(
                    "{} has no environment `{name}`; there are {}",
                    api.name,
                    known.join(", ")
                ))
            })?,
        };
        let origins = settings.origins.iter().map(|(host, origin)| {
            let known = api.hosts.iter().any(|pattern| host_matches(pattern, host));
            if !known {
                let hosts = api.hosts.join(", ");
                return Err(Error::settings(format!(
                    "{} has no host `{host}` that an origin could stand for; there are {hosts}, as names without scheme and port",
                    api.name
                )));
            }
            Ok((host.clone(), parse_origin(origin)?))
        });
        Ok(Self {
            api,
            variant,
            origin: settings.origin.as_deref().map(parse_origin).transpose()?,
            origins: origins.collect::<Result<_, Error>>()?,
            moving: RwLock::default(),
            bases: RwLock::default(),
        })
    }

    /// The name of the environment.
    pub fn variant(&self) -> &'static str {
        self.variant
    }

    /// Sets a variable of the servers' URLs, as a login does that is told its host.
    ///
    /// # Errors
    /// [`Error::HostChanged`] if it is a URL to which credentials must not go.
    pub fn set_variable(&self, name: &str, value: &str) -> Result<(), Error> {
        self.check_variable(value)?;
        self.change(|moving| {
            moving
                .variables
                .insert(name.to_owned(), value.trim_end_matches('/').to_owned())
        });
        Ok(())
    }

    /// Sets the URL that stands in place of the document's servers, as a login does that is told another host.
    ///
    /// # Errors
    /// [`Error::HostChanged`] if it is not a URL, or one to which credentials must not go.
    pub fn set_base(&self, base: &str) -> Result<(), Error> {
        let url = self.checked_base(base)?;
        self.change(|moving| moving.base = Some(url));
        Ok(())
    }

    fn check_variable(&self, value: &str) -> Result<(), Error> {
        match Url::parse(value) {
            Ok(url) => self.allowed(&url),
            Err(_) => Ok(()),
        }
    }

    fn checked_base(&self, base: &str) -> Result<Url, Error> {
        // What is not a URL is not shown either: it may hold anything.
        let url = Url::parse(base.trim_end_matches('/'));
        let mut url = url.map_err(|_| Error::host_changed("a place that is not a URL"))?;
        url.set_query(None);
        url.set_fragment(None);
        self.allowed(&url)?;
        Ok(url)
    }

    /// What a login has changed, for keeping it.
    pub(crate) fn moved(&self) -> (Option<String>, BTreeMap<String, String>) {
        let moving = self.moving.read().unwrap_or_else(PoisonError::into_inner);
        (
            moving.base.as_ref().map(Url::to_string),
            moving.variables.clone(),
        )
    }

    /// Changes what a login has changed to what was kept: all of it, or nothing where one of the hosts is not allowed.
    pub(crate) fn restore(
        &self,
        base: Option<&str>,
        variables: &BTreeMap<String, String>,
    ) -> Result<(), Error> {
        let base = base.map(|base| self.checked_base(base)).transpose()?;
        for value in variables.values() {
            self.check_variable(value)?;
        }
        let variables = variables.clone();
        self.change(|moving| *moving = Moving { base, variables });
        Ok(())
    }

    /// The URL under which an operation's path lies, without a slash at its end.
    ///
    /// # Errors
    /// [`Error::NotHere`] if the environment does not have the operation.
    #[doc(hidden)]
    pub fn base_of(&self, operation: &'static Operation) -> Result<Url, Error> {
        let server = self.server_of(operation)?;
        let moving = self.moving.read().unwrap_or_else(PoisonError::into_inner);
        self.base_by(operation, server, &moving)
    }

    fn base_by(
        &self,
        operation: &'static Operation,
        server: &Server,
        moving: &Moving,
    ) -> Result<Url, Error> {
        if operation.servers.is_empty()
            && let Some(base) = &moving.base
        {
            return Ok(self.redirected(base.clone()));
        }
        Ok(self.redirected(fill(server, &moving.variables)?))
    }

    /// The same, if credentials may go there.
    pub(crate) fn allowed_base(&self, operation: &'static Operation) -> Result<Arc<Url>, Error> {
        let server = self.server_of(operation)?;
        let bases = self.bases.read().unwrap_or_else(PoisonError::into_inner);
        let known = bases.iter().find(|(of, _)| std::ptr::eq(*of, server));
        if let Some((_, base)) = known {
            return Ok(Arc::clone(base));
        }
        drop(bases);
        // A change waits until this one is kept, and then takes it away.
        let moving = self.moving.read().unwrap_or_else(PoisonError::into_inner);
        let base = Arc::new(self.base_by(operation, server, &moving)?);
        self.allowed(&base)
            .map_err(|error| error.during(operation))?;
        let mut bases = self.bases.write().unwrap_or_else(PoisonError::into_inner);
        bases.push((server, Arc::clone(&base)));
        Ok(base)
    }

    /// The operation's server in this environment.
    pub(crate) fn server_of(
        &self,
        operation: &'static Operation,
    ) -> Result<&'static Server, Error> {
        let servers = match operation.servers {
            [] => self.api.servers,
            own => own,
        };
        let server = servers.iter().find(|server| server.variant == self.variant);
        server.ok_or(Error::NotHere {
            operation: operation.id,
            variant: self.variant,
        })
    }

    /// Whether this is the URL of the document's own server for this environment, by the vendor's name or by that which the user
    /// put in its place. A slash at the end does not count.
    pub fn is_base(&self, url: &str) -> bool {
        let (Ok(url), Ok(base)) = (Url::parse(url), self.base()) else {
            return false;
        };
        let url = text(url);
        url == text(base.clone()) || url == text(self.redirected(base))
    }

    /// The URL of the document's own server for this environment, by the vendor's name; empty where there is none.
    #[doc(hidden)]
    pub fn base_url(&self) -> String {
        self.base().map(text).unwrap_or_default()
    }

    /// The URL of the document's own server for this environment, by the vendor's name.
    fn base(&self) -> Result<Url, Error> {
        let moving = self.moving.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(base) = &moving.base {
            return Ok(base.clone());
        }
        let mut servers = self.api.servers.iter();
        let server = servers.find(|server| server.variant == self.variant);
        let server = server.ok_or_else(|| Error::settings("the API has no server"))?;
        fill(server, &moving.variables)
    }

    /// Whether credentials may go to this URL: the vendor's hosts over https, and whatever the user named.
    pub(crate) fn allowed(&self, url: &Url) -> Result<(), Error> {
        let host = url.host_str().unwrap_or_default();
        let local = is_loopback(url);
        let named = self
            .named()
            .any(|origin| origin.origin() == url.origin() || (local && is_loopback(origin)));
        let vendors = self
            .api
            .hosts
            .iter()
            .any(|pattern| host_matches(pattern, host));
        let safe = url.scheme() == "https" || (url.scheme() == "http" && local);
        let plain = url.username().is_empty() && url.password().is_none();
        if safe && plain && (named || vendors) {
            Ok(())
        } else {
            let host = url.host_str().unwrap_or("a place without a host");
            Err(Error::host_changed(host))
        }
    }

    fn named(&self) -> impl Iterator<Item = &Url> {
        self.origin
            .iter()
            .chain(self.origins.iter().map(|(_, origin)| origin))
    }

    /// The vendor's hosts are replaced by the origin that the user named for them.
    pub(crate) fn redirected(&self, url: Url) -> Url {
        let host = url.host_str().unwrap_or_default();
        if !self
            .api
            .hosts
            .iter()
            .any(|pattern| host_matches(pattern, host))
        {
            return url;
        }
        let special = self
            .origins
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(host))
            .map(|(_, origin)| origin);
        match special.or(self.origin.as_ref()) {
            None => url,
            Some(origin) => {
                let mut target = origin.clone();
                target.set_path(url.path());
                target.set_query(url.query());
                target
            }
        }
    }

    fn change<T>(&self, apply: impl FnOnce(&mut Moving) -> T) {
        let mut moving = self.moving.write().unwrap_or_else(PoisonError::into_inner);
        apply(&mut moving);
        let mut bases = self.bases.write().unwrap_or_else(PoisonError::into_inner);
        bases.clear();
    }
}

/// The server's URL with the variables in it. What they hold is not shown when that is no URL: a vendor's answer set them.
fn fill(server: &Server, set: &BTreeMap<String, String>) -> Result<Url, Error> {
    let url = server
        .variables
        .iter()
        .fold(server.url.to_owned(), |url, (name, default)| {
            let value = set.get(*name).map_or(*default, String::as_str);
            url.replace(&format!("{{{name}}}"), value)
        });
    Url::parse(&url)
        .map_err(|_| Error::settings(format!("with its variables `{}` is not a URL", server.url)))
}

fn text(url: Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}
