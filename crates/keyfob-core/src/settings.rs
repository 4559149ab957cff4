//! How to talk to a vendor: everything that a user may choose.

mod http;

use std::fmt;
use std::time::Duration;

use reqwest::Url;

use self::http::Http;
use crate::{Clock, Retry, Secret};

/// How to talk to a vendor. [`Settings::default`] is right for most.
///
/// ```
/// use std::time::Duration;
/// use keyfob_core::{Proxy, Settings, Timeouts};
///
/// let settings = Settings::default()
///     .with_timeouts(Timeouts { total: Duration::from_secs(20), ..Timeouts::default() })
///     .with_proxy(Proxy::new("http://127.0.0.1:3128").with_login("user", "password"));
/// # let _ = settings;
/// ```
#[derive(Clone, Default)]
pub struct Settings {
    pub(crate) variant: Option<String>,
    pub(crate) origin: Option<String>,
    pub(crate) origins: Vec<(String, String)>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: Retry,
    pub(crate) proxy: Option<Proxy>,
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) user_agent: Option<String>,
    pub(crate) bodies: bool,
    pub(crate) clock: Clock,
    pub(crate) http: Http,
}

impl Settings {
    /// The vendor's environment, by its name in the spec. Left out, it is the first one of the spec.
    pub fn with_variant(mut self, variant: impl Into<String>) -> Self {
        self.variant = Some(variant.into());
        self
    }

    /// The environment that was chosen; `None` for the first one of the spec.
    pub fn variant(&self) -> Option<&str> {
        self.variant.as_deref()
    }

    /// Sends to this scheme, host and port what would go to the vendor's hosts; paths stay as they are.
    ///
    /// For gateways, sandboxes and tests. It is trusted with the credentials, because you named it; it must be
    /// `https`, or `http` on a loopback address.
    pub fn with_origin(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Like [`Settings::with_origin`], for one of the vendor's hosts.
    pub fn with_origin_for(mut self, host: impl Into<String>, origin: impl Into<String>) -> Self {
        self.origins.push((host.into(), origin.into()));
        self
    }

    /// How long to wait.
    pub fn with_timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// When to send again.
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sends everything through this HTTP proxy, loopback included.
    pub fn with_proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Trusts more certificate authorities, in PEM, beside the system's: for networks that inspect TLS.
    pub fn with_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// The `User-Agent`; by default `keyfob/VERSION`.
    pub fn with_user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Keeps the body of each answer beside what is decoded of it, for [`ResponseValue::body`](crate::ResponseValue::body): to see
    /// what a vendor sends under names that are not known. It takes memory as long as the answer lives, and may hold tokens.
    pub fn with_bodies(mut self, keep: bool) -> Self {
        self.bodies = keep;
        self
    }

    /// Asks this clock for the time, in place of the system's.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
}

/// The longest that anything waits: more than anybody does, and little enough to be added to any time.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Settings {
    /// With waits that can be added to the time of day: `Duration::MAX` stands for ever.
    pub(crate) fn bounded(mut self) -> Self {
        let (timeouts, retry) = (&mut self.timeouts, &mut self.retry);
        for wait in [
            &mut timeouts.connect,
            &mut timeouts.attempt,
            &mut timeouts.total,
            &mut retry.first_wait,
            &mut retry.longest_wait,
            &mut retry.longest_retry_after,
        ] {
            *wait = LONGEST.min(*wait);
        }
        self
    }

    /// Whether an origin is reached in the clear, which is for this machine only: not to be told to a proxy that the
    /// environment happens to name.
    pub(crate) fn is_local(&self) -> bool {
        let mut named = self.origins.iter().map(|(_, origin)| origin);
        let clear = |origin: &String| origin.to_ascii_lowercase().starts_with("http:");
        self.origin.iter().any(clear) || named.any(clear)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origins = self.origins.iter().map(|(host, to)| (host, place(to)));
        f.debug_struct("Settings")
            .field("variant", &self.variant)
            .field("origin", &self.origin.as_deref().map(place))
            .field("origins", &origins.collect::<Vec<_>>())
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .field("proxy", &self.proxy)
            .field("root_certificates", &self.root_certificates.len())
            .field("user_agent", &self.user_agent)
            .field("bodies", &self.bodies)
            .field("http", &self.http)
            .finish()
    }
}

/// Where a URL leads, without the user, password, path and query that somebody may have put into it.
fn place(url: &str) -> String {
    let parts = Url::parse(url).ok().and_then(|url| {
        let port = url.port().map(|port| format!(":{port}"));
        let (host, port) = (url.host_str()?, port.unwrap_or_default());
        Some(format!("{}://{host}{port}", url.scheme()))
    });
    parts.unwrap_or_else(|| "not a URL".to_owned())
}

/// How long to wait.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// For a connection to stand, TLS included. 10 s by default.
    pub connect: Duration,
    /// For one attempt, from sending to the last byte of the answer. 30 s by default. Where bytes are streamed, up or down, it is
    /// the longest time in which nothing may move; of what an upload has handed to the operating system, 256 KiB in each such time
    /// count as moving.
    pub attempt: Duration,
    /// For the whole call with its attempts and the waits between them. 60 s by default. It does not hold for a body that is
    /// streamed.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            attempt: Duration::from_secs(30),
            total: Duration::from_secs(60),
        }
    }
}

/// An HTTP proxy.
#[derive(Clone)]
pub struct Proxy {
    pub(crate) url: String,
    pub(crate) login: Option<(String, Secret)>,
}

impl Proxy {
    /// The proxy at this URL. A user and a password do not belong in the URL: see [`Proxy::with_login`];
    /// there they are refused.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            login: None,
        }
    }

    /// Logs in to the proxy: `Proxy-Authorization: Basic`.
    pub fn with_login(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.login = Some((user.into(), password.into()));
        self
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("url", &place(&self.url))
            .field("login", &self.login.as_ref().map(|_| "[redacted]"))
            .finish()
    }
}
