//! What a generated client holds: the table, the credentials, the servers and the HTTP client.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;

use crate::hook::own_headers;
use crate::limits::Limiter;
use crate::pace::{Pace, Pacer};
use crate::renewal::Renew;
use crate::retry::Budget;
use crate::transport::Transport;
use crate::{Api, Credentials, Error, Operation, Repeat, Servers, Settings, telemetry, transport};

/// The running part of a client. Cloning it is cheap and shares everything.
#[derive(Clone)]
pub struct Handle {
    shared: Arc<Shared>,
    pacer: Option<Arc<Pacer>>,
    /// Whether calls renew a session that has ended.
    renews: bool,
    /// Kept as long as this handle.
    _guard: Option<Arc<dyn Any + Send + Sync>>,
}

struct Shared {
    api: &'static Api,
    settings: Settings,
    transport: Transport,
    uploads: OnceLock<reqwest::Client>,
    downloads: OnceLock<reqwest::Client>,
    credentials: Credentials,
    servers: Servers,
    budget: Budget,
    limiter: Limiter,
    /// Those that the user adds to every request.
    headers: HeaderMap,
    renewal: Mutex<Option<Weak<dyn Renew>>>,
    /// When a call with credentials began last that the vendor has answered.
    answered: Mutex<Option<tokio::time::Instant>>,
}

impl Handle {
    /// Gets ready to talk to a vendor. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Settings`] says what in the settings cannot be.
    pub fn new(api: &'static Api, settings: Settings) -> Result<Self, Error> {
        telemetry::describe();
        let settings = settings.bounded();
        let servers = Servers::new(api, &settings)?;
        let shared = Shared {
            api,
            limiter: Limiter::new(api, servers.variant(), &settings.rate_limits)?,
            servers,
            transport: Transport::new(&settings)?,
            uploads: OnceLock::new(),
            downloads: OnceLock::new(),
            credentials: Credentials::default(),
            budget: Budget::default(),
            headers: own_headers(api, &settings.http.headers)?,
            settings,
            renewal: Mutex::new(None),
            answered: Mutex::new(None),
        };
        Ok(Self {
            shared: Arc::new(shared),
            pacer: None,
            renews: true,
            _guard: None,
        })
    }

    /// The same for long work: its calls keep a pace, "too many calls" is waited out whatever `x-retry` says, and what counts
    /// is that something moves, not how long it takes. Everything else is shared with this one.
    #[doc(hidden)]
    pub fn with_pace(&self, pace: Pace) -> Self {
        Self {
            pacer: Some(Arc::new(Pacer::new(pace))),
            ..self.clone()
        }
    }

    pub(crate) fn pacer(&self) -> Option<&Pacer> {
        self.pacer.as_deref()
    }

    /// The API's table.
    pub fn api(&self) -> &'static Api {
        self.shared.api
    }

    /// The credentials.
    pub fn credentials(&self) -> &Credentials {
        &self.shared.credentials
    }

    /// The servers.
    pub fn servers(&self) -> &Servers {
        &self.shared.servers
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// What sends requests whose answers are read whole.
    pub(crate) fn transport(&self) -> &Transport {
        &self.shared.transport
    }

    /// The HTTP client for bodies that are streams: it has no time-out of its own, because reqwest counts the time until an answer
    /// begins from the first byte of the request. Made when it is needed first.
    pub(crate) fn uploads(&self) -> Result<&reqwest::Client, Error> {
        if let Some(client) = self.shared.uploads.get() {
            return Ok(client);
        }
        let client = transport::uploads(&self.shared.settings)?;
        Ok(self.shared.uploads.get_or_init(|| client))
    }

    /// The HTTP client for answers that may take as long as something moves. Made when it is needed first.
    pub(crate) fn downloads(&self) -> Result<&reqwest::Client, Error> {
        if let Some(client) = self.shared.downloads.get() {
            return Ok(client);
        }
        let client = transport::downloads(&self.shared.settings)?;
        Ok(self.shared.downloads.get_or_init(|| client))
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
        let wait = self.repeat_wait(operation, error, attempts, began)?;
        telemetry::resent(self.api().name, operation.id, error, Some(wait));
        Some(wait)
    }

    fn repeat_wait(
        &self,
        operation: &Operation,
        error: &Error,
        attempts: u32,
        began: Instant,
    ) -> Option<Duration> {
        let retry = &self.shared.settings.retry;
        if let (Some(pacer), Error::RateLimited(_)) = (self.pacer(), error) {
            let told = error.retry_after();
            let again = retry.attempts > 1 && pacer.refused(operation.id, told, began.into());
            // It waits for its turn.
            return again.then_some(Duration::ZERO);
        }
        if error.session_renewed() {
            let again = attempts < retry.attempts && operation.repeat != Repeat::Never;
            return again.then_some(Duration::ZERO);
        }
        let made = usize::try_from(attempts).unwrap_or(usize::MAX);
        let backoff = retry.waits().nth(made.saturating_sub(1))?;
        let wait = retry.wait(operation, error, backoff)?;
        // A cut line says nothing about the vendor's load; a refusal does.
        (error.refusal().is_none() || self.shared.budget.spend()).then_some(wait)
    }

    /// The same, keeping this as long as it lives, as all its clones do.
    #[doc(hidden)]
    pub fn with_guard(&self, guard: Arc<dyn Any + Send + Sync>) -> Self {
        Self {
            _guard: Some(guard),
            ..self.clone()
        }
    }

    /// The same without what [`Handle::with_guard`] gave it, whose calls renew nothing: for those of a session manager itself.
    #[doc(hidden)]
    pub fn without_renewal(&self) -> Self {
        Self {
            renews: false,
            _guard: None,
            ..self.clone()
        }
    }

    /// Has this one renew the session for all calls of this handle and its clones.
    #[doc(hidden)]
    pub fn set_renewal(&self, renewal: Weak<dyn Renew>) {
        *lock(&self.shared.renewal) = Some(renewal);
    }

    /// Who renews the session, if anybody does.
    pub(crate) fn renewal(&self) -> Option<Arc<dyn Renew>> {
        let renewal = lock(&self.shared.renewal);
        renewal.as_ref().filter(|_| self.renews)?.upgrade()
    }

    /// Tells whoever renews the session that it was logged out.
    #[doc(hidden)]
    pub fn logged_out(&self) {
        // Not under the lock: it may ask for anything.
        let renewal = lock(&self.shared.renewal).take();
        if let Some(renewal) = renewal.and_then(|renewal| renewal.upgrade()) {
            renewal.logged_out();
        }
    }

    /// When a call with credentials began last that the vendor has answered: from then on it counts idle time.
    #[doc(hidden)]
    pub fn last_answered(&self) -> Option<tokio::time::Instant> {
        *lock(&self.shared.answered)
    }

    pub(crate) fn note_answered(&self, began: tokio::time::Instant) {
        let mut answered = lock(&self.shared.answered);
        *answered = Some(answered.map_or(began, |last| last.max(began)));
    }

    /// The headers that the user adds to every request.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.shared.headers
    }

    pub(crate) fn limiter(&self) -> &Limiter {
        &self.shared.limiter
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.shared.budget
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("api", &self.shared.api.name)
            .field("variant", &self.shared.servers.variant())
            .field("credentials", &self.shared.credentials)
            .finish_non_exhaustive()
    }
}

// A panic elsewhere cannot leave what these hold half written: each change is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
