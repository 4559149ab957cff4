//! What a generated client holds: the table, the credentials, the servers and the HTTP client.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;

use crate::hook::own_headers;
use crate::limits::Limiter;
use crate::pace::{Pace, Pacer};
use crate::retry::Budget;
use crate::{Api, Credentials, Error, Operation, Servers, Settings, transport};

/// The running part of a client. Cloning it is cheap and shares everything.
#[derive(Clone)]
pub struct Handle(Arc<Shared>, Option<Arc<Pacer>>);

struct Shared {
    api: &'static Api,
    settings: Settings,
    http: reqwest::Client,
    uploads: OnceLock<reqwest::Client>,
    credentials: Credentials,
    servers: Servers,
    budget: Budget,
    limiter: Limiter,
    /// Those that the user adds to every request.
    headers: HeaderMap,
}

impl Handle {
    /// Gets ready to talk to a vendor. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Settings`] says what in the settings cannot be.
    pub fn new(api: &'static Api, settings: Settings) -> Result<Self, Error> {
        let settings = settings.bounded();
        let servers = Servers::new(api, &settings)?;
        let shared = Shared {
            api,
            limiter: Limiter::new(api, servers.variant(), &settings.rate_limits)?,
            servers,
            http: transport::client(&settings)?,
            uploads: OnceLock::new(),
            credentials: Credentials::default(),
            budget: Budget::default(),
            headers: own_headers(api, &settings.http.headers)?,
            settings,
        };
        Ok(Self(Arc::new(shared), None))
    }

    /// The same for long work: its calls keep a pace, "too many calls" is waited out whatever `x-retry` says, and what counts
    /// is that something moves, not how long it takes. Everything else is shared with this one.
    #[doc(hidden)]
    pub fn with_pace(&self, pace: Pace) -> Self {
        Self(Arc::clone(&self.0), Some(Arc::new(Pacer::new(pace))))
    }

    pub(crate) fn pacer(&self) -> Option<&Pacer> {
        self.1.as_deref()
    }

    /// The API's table.
    pub fn api(&self) -> &'static Api {
        self.0.api
    }

    /// The credentials.
    pub fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// The servers.
    pub fn servers(&self) -> &Servers {
        &self.0.servers
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The HTTP client. It follows no redirects and holds no credentials.
    #[doc(hidden)]
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// The HTTP client for bodies that are streams: it has no time-out of its own, because reqwest counts the time until an answer
    /// begins from the first byte of the request. Made when it is needed first.
    pub(crate) fn uploads(&self) -> Result<&reqwest::Client, Error> {
        if let Some(client) = self.0.uploads.get() {
            return Ok(client);
        }
        let client = transport::uploads(&self.0.settings)?;
        Ok(self.0.uploads.get_or_init(|| client))
    }

    /// How long to wait before an operation is sent again that the caller repeats itself, since its body is a stream;
    /// `None`: it must not be. The rules are those of the settings' [`Retry`](crate::Retry) and of the operation.
    #[doc(hidden)]
    pub fn wait_before_repeat(
        &self,
        operation: &Operation,
        error: &Error,
        attempts: u32,
    ) -> Option<Duration> {
        self.wait_before_repeat_since(operation, error, attempts, Instant::now())
    }

    /// The same for a caller who began with the first attempt then. `attempts` are those that met anything but "too many".
    #[doc(hidden)]
    pub fn wait_before_repeat_since(
        &self,
        operation: &Operation,
        error: &Error,
        attempts: u32,
        began: Instant,
    ) -> Option<Duration> {
        let retry = &self.0.settings.retry;
        if let (Some(pacer), Error::RateLimited(_)) = (self.pacer(), error) {
            let told = error.retry_after();
            let again = retry.attempts > 1 && pacer.refused(operation.id, told, began.into());
            // It waits for its turn.
            return again.then_some(Duration::ZERO);
        }
        let made = usize::try_from(attempts).unwrap_or(usize::MAX);
        let backoff = retry.waits().nth(made.saturating_sub(1))?;
        let wait = retry.wait(operation, error, backoff)?;
        // A cut line says nothing about the vendor's load; a refusal does.
        (error.refusal().is_none() || self.0.budget.spend()).then_some(wait)
    }

    /// The headers that the user adds to every request.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    pub(crate) fn limiter(&self) -> &Limiter {
        &self.0.limiter
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("api", &self.0.api.name)
            .field("variant", &self.0.servers.variant())
            .field("credentials", &self.0.credentials)
            .finish_non_exhaustive()
    }
}
