//! Where the session is kept, for all processes.

use std::path::PathBuf;
use std::time::Duration;

use keyfob::session::{
    BoxFuture, FileStore, Lease, Record, RedisSettings, RedisStore, SessionId, SessionStore,
    StoreError,
};

/// After this a lease of the Redis server runs out whose holder was killed: all wait for it meanwhile.
pub const LEASE: Duration = Duration::from_secs(3);

/// Where the session is kept.
pub enum Place {
    File(PathBuf),
    Redis(String),
}

impl Place {
    pub fn to_text(&self) -> String {
        match self {
            Self::File(path) => path.to_str().unwrap().to_owned(),
            Self::Redis(url) => url.clone(),
        }
    }

    pub fn of_text(text: &str) -> Self {
        match text.starts_with("redis://") {
            true => Self::Redis(text.to_owned()),
            false => Self::File(text.into()),
        }
    }
}

/// A store that tells of each save.
#[derive(Debug)]
pub struct Store {
    store: Box<dyn SessionStore>,
    tell: fn(&Result<(), StoreError>),
}

impl Store {
    pub fn new(place: &Place, tell: fn(&Result<(), StoreError>)) -> Self {
        let store: Box<dyn SessionStore> = match place {
            Place::File(path) => Box::new(FileStore::new(path).unwrap()),
            Place::Redis(url) => {
                let settings = RedisSettings::new(url.as_str()).with_lease_ttl(LEASE);
                Box::new(RedisStore::new(settings).unwrap())
            }
        };
        Self { store, tell }
    }
}

impl SessionStore for Store {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        self.store.load(id)
    }

    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
        self.store.lease(id)
    }

    fn save<'a>(
        &'a self,
        id: &'a SessionId,
        lease: &'a Lease,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let kept = self.store.save(id, lease, record).await;
            (self.tell)(&kept);
            kept
        })
    }
}
