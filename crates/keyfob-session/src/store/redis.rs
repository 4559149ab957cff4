//! A store in a Redis server.

mod connection;
mod failures;
mod fault;
mod keeper;
mod keys;
mod scripts;
mod settings;
#[cfg(feature = "tls")]
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use secrecy::zeroize::Zeroizing;
use tokio::sync::oneshot;

use super::encoding::{Codec, Kept};
use super::queue::Queue;
use super::{Lease, Record, SessionStore, StoreError};
#[cfg(feature = "encryption")]
use crate::EncryptionKey;
use crate::{BoxFuture, SessionId};
use connection::Connector;
use failures::Failures;
use keys::Keys;
use scripts::Scripts;

pub use settings::RedisSettings;

/// What cannot be read is kept aside for so long.
const ASIDE: Duration = Duration::from_secs(30 * 24 * 3600);

/// A record that is over already is kept for so long: others read from it that somebody logged out.
const LEAST: Duration = Duration::from_secs(60);

/// Keeps sessions in a Redis server (5.0 or newer, or Valkey), for all machines that use it.
///
/// **Without a key the tokens lie in the server in the clear**: for everybody who can connect to it, in its snapshots, and on the way where there is
/// no TLS. Give it a key by [`RedisStore::with_key`] (feature `encryption`). The copies that the `redis` crate makes of what it sends are not wiped.
///
/// # What is in the server
/// One hash for each session, `keyfob:{VENDOR:ACCOUNT}:session`, with the fields `version`, `fence`, `released` and `record`. It is forgotten when
/// [`Record::expires_at`] has passed, or 30 days after it was saved, but not while somebody has the lease. One string,
/// `keyfob:{VENDOR:ACCOUNT}:lease`, while somebody has it. Both names have the same hash tag, so that a cluster keeps them in one slot; but this
/// store speaks to a single server and follows no redirects.
///
/// # The lease
/// It runs out after 10 seconds and is extended while it is held, so a machine that dies keeps the others for 10 seconds at most; so does a
/// process that ends right after it dropped its lease. A holder that stalled for longer than that can still save if nobody took the lease since; otherwise it is
/// refused with [`StoreError::Superseded`], by a fencing token that grows with each lease: one more than the last, or the server's time in
/// microseconds if that is more.
///
/// # When the server loses its data
/// Nothing is kept then, and a holder of the lease has it still: its next extension, within about 3 seconds, puts it back if nobody took it.
/// Who took it meanwhile is the holder, and the one before is refused. A save in place of nothing counts, whatever its version, so the session in
/// hand is not lost. Fencing tokens grow on, as long as the server's clock does. The same holds for a server that fails over to a replica that had not
/// yet heard of the lease: two may hold one for that time, and one of them can save.
///
/// # What its user needs
/// The keys `~keyfob:*` and the commands `evalsha`, `script|load`, `get`, `set`, `del`, `pexpire`, `pttl`, `hget`, `hset`, `hmget`,
/// `hdel` and `time`. A server that evicts keys (`maxmemory-policy`) may lose what it has: see above.
///
/// # When it cannot be reached
/// Each command has 2 seconds ([`RedisSettings::with_timeout`]), connecting included. After that it is [`StoreError::TimedOut`]. The next one connects anew.
/// So does one that a replica refuses: after a failover another server may have the address.
///
/// ```
/// use keyfob_core::Secret;
/// use keyfob_session::{RedisSettings, RedisStore};
///
/// # fn main() -> Result<(), keyfob_session::StoreError> {
/// let settings = RedisSettings::new("redis://localhost:6379")
///     .with_user("bot")
///     .with_password(Secret::new("correct horse"));
/// let store = RedisStore::new(settings)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RedisStore {
    shared: Arc<Shared>,
    codec: Codec,
}

struct Shared {
    connector: Connector,
    scripts: Scripts,
    queue: Queue,
    failures: Failures,
    prefix: String,
    default_ttl: Duration,
    lease_ttl: Duration,
}

/// What a lease of such a store holds.
struct Guard {
    of: Arc<Shared>,
    id: SessionId,
    /// Dropped, it ends the task that keeps the lease.
    _stop: oneshot::Sender<()>,
}

impl RedisStore {
    /// The store in this server. Nothing is sent yet.
    ///
    /// # Errors
    /// [`StoreError::Settings`] if the URL or a certificate cannot be read, or if a password or a session would go to another machine without TLS.
    pub fn new(settings: RedisSettings) -> Result<Self, StoreError> {
        let shared = Shared {
            connector: Connector::new(settings.client()?, settings.timeout),
            scripts: Scripts::new(),
            queue: Queue::default(),
            failures: Failures::default(),
            prefix: settings.prefix,
            default_ttl: settings.default_ttl,
            lease_ttl: settings.lease_ttl,
        };
        Ok(Self {
            shared: Arc::new(shared),
            codec: Codec::default(),
        })
    }

    /// Encrypts what is kept with this key. What is kept without one is refused from now on.
    #[cfg(feature = "encryption")]
    #[cfg_attr(docsrs, doc(cfg(feature = "encryption")))]
    #[must_use]
    pub fn with_key(mut self, key: EncryptionKey) -> Self {
        self.codec = Codec::with_key(key);
        self
    }

    async fn kept(&self, id: &SessionId) -> Result<Option<Kept>, StoreError> {
        let keys = Keys::new(&self.shared.prefix, id);
        let (version, record) = self.shared.load(&keys).await?;
        if version.is_none() && record.is_none() {
            return Ok(None);
        }
        let (version, record) = (
            version.unwrap_or_default(),
            Zeroizing::new(record.unwrap_or_default()),
        );
        let decoded = match self.codec.decode(id, &record) {
            Ok(kept) if kept.record.version.to_string().as_bytes() != version => {
                Err(StoreError::Unreadable {
                    reason: "it has another version than the server says",
                    set_aside: None,
                })
            }
            decoded => decoded,
        };
        match decoded {
            Err(StoreError::Unreadable { reason, .. }) => Err(StoreError::Unreadable {
                reason,
                set_aside: self.shared.put_aside(&keys, &version, &record).await?,
            }),
            decoded => decoded.map(Some),
        }
    }
}

impl Shared {
    async fn load(&self, keys: &Keys) -> Result<(Option<Vec<u8>>, Option<Vec<u8>>), StoreError> {
        let mut call = self.scripts.load.key(&keys.session);
        self.connector.run("reading the session", &mut call).await
    }

    /// None if it has been replaced meanwhile.
    async fn put_aside(
        &self,
        keys: &Keys,
        version: &[u8],
        record: &[u8],
    ) -> Result<Option<String>, StoreError> {
        let place = keys.aside();
        let mut call = self.scripts.put_aside.key(&keys.session);
        call.key(&place);
        call.arg(version).arg(record).arg(millis(ASIDE));
        let done: bool = self
            .connector
            .run("putting the session aside", &mut call)
            .await?;
        Ok(done.then_some(place))
    }

    async fn save(
        &self,
        keys: &Keys,
        record: &Record,
        fence: u64,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let previous = record.version.checked_sub(1);
        let ttl = ttl(record, SystemTime::now(), self.default_ttl);
        // Its fencing token is needed for as long as somebody has the lease.
        let ttl = ttl.max(self.lease_ttl.saturating_mul(2));
        let mut call = self.scripts.save.key(&keys.session);
        call.arg(fence)
            .arg(record.version)
            .arg(
                previous
                    .map(|version| version.to_string())
                    .unwrap_or_default(),
            )
            .arg(bytes)
            .arg(millis(ttl));
        match self.connector.run("saving the session", &mut call).await? {
            true => Ok(()),
            false => Err(StoreError::Superseded),
        }
    }
}

impl SessionStore for RedisStore {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        Box::pin(async move { Ok(self.kept(id).await?.map(|kept| kept.record)) })
    }

    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
        Box::pin(async move {
            let (fence, stop) = keeper::lease(&self.shared, id).await?;
            let guard = Guard {
                of: Arc::clone(&self.shared),
                id: id.clone(),
                _stop: stop,
            };
            Ok(Lease::new(fence, guard))
        })
    }

    fn save<'a>(
        &'a self,
        id: &'a SessionId,
        lease: &'a Lease,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let is_ours = lease
                .guard::<Guard>()
                .is_some_and(|guard| Arc::ptr_eq(&guard.of, &self.shared) && guard.id == *id);
            if !is_ours {
                return Err(StoreError::Superseded);
            }
            // What cannot be read is put aside, and what is not ours stays: the server itself cannot tell.
            match self.kept(id).await {
                Ok(_) => {}
                Err(StoreError::Unreadable { reason, set_aside }) => {
                    tracing::warn!(
                        reason,
                        set_aside,
                        "the session in the server could not be read"
                    );
                }
                Err(error) => return Err(error),
            }
            let bytes = self.codec.encode(id, record, lease.fence())?;
            let keys = Keys::new(&self.shared.prefix, id);
            self.shared.save(&keys, record, lease.fence(), &bytes).await
        })
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("server", &self.shared.connector.server())
            .field("prefix", &self.shared.prefix)
            .field("encrypted", &self.codec.is_encrypting())
            .finish_non_exhaustive()
    }
}

/// How long the server keeps a record.
fn ttl(record: &Record, now: SystemTime, default: Duration) -> Duration {
    match record.expires_at {
        Some(end) => end.duration_since(now).unwrap_or_default().max(LEAST),
        None => default,
    }
}

/// The server counts in milliseconds, and refuses times that are too far away.
fn millis(time: Duration) -> u64 {
    const CENTURY: u64 = 100 * 366 * 24 * 3600 * 1000;
    u64::try_from(time.as_millis())
        .unwrap_or(CENTURY)
        .min(CENTURY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_to_live_is_what_is_left_but_never_nothing() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let (hour, default) = (Duration::from_secs(3600), Duration::from_secs(7));
        let ends = |expires_at| {
            let record = Record {
                version: 1,
                contents: Vec::new().into(),
                expires_at,
            };
            ttl(&record, now, default)
        };
        assert_eq!(ends(Some(now + hour)), hour);
        assert_eq!(ends(Some(now - hour)), LEAST);
        assert_eq!(ends(Some(now + Duration::from_millis(1))), LEAST);
        assert_eq!(ends(None), default);
        assert_eq!(millis(Duration::MAX), millis(Duration::from_secs(u64::MAX)));
        assert_eq!(millis(hour), 3_600_000);
    }
}
