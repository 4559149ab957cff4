//! Which server, and how to reach it.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use keyfob_core::Secret;
use redis::io::tcp::TcpSettings;
use redis::{Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo};

use crate::StoreError;

/// Which Redis server, and how to reach it.
///
/// `Debug` shows neither the URL nor the password.
#[derive(Clone)]
pub struct RedisSettings {
    url: Secret,
    user: Option<String>,
    password: Option<Secret>,
    root_certificate: Option<Vec<u8>>,
    is_plaintext_allowed: bool,
    pub(super) prefix: String,
    pub(super) timeout: Duration,
    pub(super) default_ttl: Duration,
    pub(super) lease_ttl: Duration,
}

impl RedisSettings {
    /// The server at this URL: `rediss://USER:PASSWORD@HOST:PORT/DATABASE` with TLS, `redis://..` without. All but the host may be left out.
    ///
    /// Without TLS only this machine is reached; see [`RedisSettings::danger_allow_plaintext`]. It is read by
    /// [`RedisStore::new`](super::RedisStore::new).
    pub fn new(url: impl Into<Secret>) -> Self {
        Self {
            url: url.into(),
            user: None,
            password: None,
            root_certificate: None,
            is_plaintext_allowed: false,
            prefix: "keyfob:".into(),
            timeout: Duration::from_secs(2),
            default_ttl: Duration::from_secs(30 * 24 * 3600),
            lease_ttl: Duration::from_secs(10),
        }
    }

    /// The user, in place of the URL's.
    #[must_use]
    pub fn with_user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// The password, in place of the URL's.
    #[must_use]
    pub fn with_password(mut self, password: impl Into<Secret>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Trusts the certificate authorities in this PEM text, and no others. Without it the system's are trusted.
    #[must_use]
    pub fn with_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificate = Some(pem.into());
        self
    }

    /// What the keys begin with; `keyfob:` unless set. Stores with different prefixes know nothing of each other.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// How long one command may take, with connecting; 2 seconds unless set.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long the server keeps a session that does not say when it ends; 30 days unless set, and never less than a minute.
    #[must_use]
    pub fn with_default_ttl(mut self, ttl: Duration) -> Self {
        self.default_ttl = ttl.max(super::LEAST);
        self
    }

    /// After which time a lease runs out whose holder died; 10 seconds unless set, and never less than 100 milliseconds. It should be a
    /// multiple of the time for one command.
    #[must_use]
    pub fn with_lease_ttl(mut self, ttl: Duration) -> Self {
        self.lease_ttl = ttl.max(Duration::from_millis(100));
        self
    }

    /// Lets password and sessions go to another machine without TLS. For a network in which nobody else listens; give the store a key then.
    #[must_use]
    pub fn danger_allow_plaintext(mut self) -> Self {
        self.is_plaintext_allowed = true;
        self
    }

    pub(super) fn client(&self) -> Result<Client, StoreError> {
        let info = self.info()?;
        match info.addr() {
            ConnectionAddr::TcpTls { insecure: true, .. } => {
                settings("`#insecure` in the URL switches certificates off")
            }
            #[cfg(feature = "tls")]
            ConnectionAddr::TcpTls { .. } => {
                super::tls::client(info, self.root_certificate.as_deref())
            }
            #[cfg(not(feature = "tls"))]
            ConnectionAddr::TcpTls { .. } => settings("TLS needs one of the TLS features"),
            _ if self.root_certificate.is_some() => {
                settings("there is a root certificate, but the URL is not one of rediss://")
            }
            ConnectionAddr::Tcp(host, _) if !self.is_plaintext_allowed && !is_loopback(host) => {
                settings("without TLS only this machine is reached: use rediss://")
            }
            _ => Client::open(info).or_else(|_| settings("the URL is none of a Redis server")),
        }
    }

    fn info(&self) -> Result<ConnectionInfo, StoreError> {
        let Ok(info) = self.url.expose().into_connection_info() else {
            return settings("the URL is none of a Redis server");
        };
        let mut redis = info.redis_settings().clone();
        if let Some(user) = &self.user {
            redis = redis.set_username(user);
        }
        if let Some(password) = &self.password {
            redis = redis.set_password(password.expose());
        }
        let tcp = TcpSettings::default().set_nodelay(true);
        Ok(info.set_redis_settings(redis).set_tcp_settings(tcp))
    }
}

fn settings<T>(reason: &'static str) -> Result<T, StoreError> {
    Err(StoreError::Settings { reason })
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_address = bare
        .parse()
        .is_ok_and(|address: IpAddr| address.is_loopback());
    is_address || host.eq_ignore_ascii_case("localhost")
}

impl fmt::Debug for RedisSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisSettings")
            .field("prefix", &self.prefix)
            .field("timeout", &self.timeout)
            .field("default_ttl", &self.default_ttl)
            .field("lease_ttl", &self.lease_ttl)
            .finish_non_exhaustive()
    }
}
