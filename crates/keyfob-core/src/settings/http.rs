//! A user's own ways with HTTP: a client, headers, hooks.

use std::fmt;
use std::sync::Arc;

use reqwest::{Client, ClientBuilder};

use super::Settings;
use crate::Hook;
use crate::hook::Hooks;

type Customize = Arc<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// What a user brings along.
#[derive(Clone, Default)]
pub(crate) struct Http {
    pub(crate) client: Option<Client>,
    pub(crate) customize: Option<Customize>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) hooks: Hooks,
}

impl Http {
    /// Whether the client is our own in all.
    pub(crate) fn is_plain(&self) -> bool {
        self.client.is_none() && self.customize.is_none()
    }
}

impl Settings {
    /// Changes the HTTP client while it is made: a client certificate, a resolver, a local address, keep-alive, limits of the pool.
    ///
    /// The builder has what these settings say; what is done here comes after it and wins, the proxy and the certificates among
    /// it: verification of certificates is yours if you switch it off here. A time-out that is set here holds for streamed bodies,
    /// too. Redirects and packed answers stay off, whatever is done here; HTTP/1.1 is spoken unless another version is
    /// chosen here. It may be called several times, since some bodies need a client of their own.
    ///
    /// ```
    /// use std::time::Duration;
    /// use keyfob_core::Settings;
    ///
    /// let settings = Settings::default()
    ///     .with_http_client_builder(|builder| builder.pool_idle_timeout(Duration::from_secs(20)));
    /// # let _ = settings;
    /// ```
    pub fn with_http_client_builder(
        mut self,
        customize: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http.customize = Some(Arc::new(customize));
        self
    }

    /// Sends with this HTTP client, to share its connections with the rest of a program.
    ///
    /// It must not follow redirects, which would carry tokens to other hosts: build it with
    /// [`Policy::none()`](reqwest::redirect::Policy::none), or it is refused when the session is made. Everything else of it is yours:
    /// proxy, certificates and their verification, user agent, cookies, default headers, and time-outs, of which one on the
    /// client ends long uploads. So settings of the proxy, certificates, the user agent or
    /// [`Settings::with_http_client_builder`] beside it are refused. Of the time-outs `attempt` and `total` hold as ever.
    ///
    /// With the feature `rustls-ring`, a process needs a provider of cryptography before a client is built; the first session chooses
    /// one, and before that reqwest panics unless the program has.
    ///
    /// ```no_run
    /// use keyfob_core::Settings;
    /// use reqwest::redirect::Policy;
    ///
    /// let client = reqwest::Client::builder().redirect(Policy::none()).build()?;
    /// let settings = Settings::default().with_http_client(client);
    /// # let _ = settings;
    /// # Ok::<(), reqwest::Error>(())
    /// ```
    pub fn with_http_client(mut self, client: Client) -> Self {
        self.http.client = Some(client);
        self
    }

    /// Adds a header to every request, in place of a fixed one that the spec has; a call that sets it itself keeps its own. Its value is
    /// never shown. Given twice, both are sent.
    ///
    /// Headers that carry credentials, frame the message or describe the body are refused when the session is made.
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.http.headers.push((name.into(), value.into()));
        self
    }

    /// Lets this [`Hook`] look on at every attempt. Several are called in the order in which they were given.
    pub fn with_hook(mut self, hook: impl Hook + 'static) -> Self {
        self.http.hooks.push(hook);
        self
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Http")
            .field("client", &self.client.as_ref().map(|_| "given"))
            .field("customize", &self.customize.as_ref().map(|_| "given"))
            .field("headers", &names)
            .field("hooks", &self.hooks)
            .finish()
    }
}
