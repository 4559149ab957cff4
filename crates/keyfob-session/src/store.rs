//! Where a session is kept: in memory, in a file, in Redis, or in a store of your own.
//!
//! # A store of your own
//! Implement [`SessionStore`]. It keeps one [`Record`] for each [`SessionId`] and knows nothing of what is in it. Three promises make a
//! manager's own promises hold:
//!
//! 1. **One holder.** Of all tasks, processes and machines that share the store, at most one has the [`Lease`] of an id. A holder that died
//!    loses it without anybody's help, by the operating system or after a time.
//! 2. **Compare and set.** [`SessionStore::save`] writes only if what is kept has the version before the record's, and nobody has taken the lease
//!    since; all of it or nothing. Otherwise it is [`StoreError::Superseded`]. Where nothing is kept, a record of any version is: a store may
//!    have lost what it had, or a user removed it, and then the session in hand must not be lost, too, nor versions begin again.
//! 3. **Nothing is lost.** What cannot be read is set aside, not overwritten.

#[cfg(any(feature = "file", feature = "redis", feature = "fuzz"))]
pub(crate) mod encoding;
mod error;
#[cfg(feature = "file")]
mod file;
mod lease;
mod memory;
mod queue;
mod record;
#[cfg(feature = "redis")]
mod redis;

use std::fmt;

use crate::{BoxFuture, SessionId};

#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use self::redis::{RedisSettings, RedisStore};
pub use error::StoreError;
#[cfg(feature = "file")]
#[cfg_attr(docsrs, doc(cfg(feature = "file")))]
pub use file::FileStore;
pub use lease::Lease;
pub use memory::MemoryStore;
pub use record::Record;

/// Where a session is kept. See [the module](self) for what an implementation promises.
pub trait SessionStore: fmt::Debug + Send + Sync + 'static {
    /// What is kept for this id; `None` if nothing is.
    ///
    /// # Errors
    /// Those of [`StoreError`] that say that it cannot be reached or read.
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>>;

    /// Waits until nobody else holds the lease of this id, and takes it. It is given back when the [`Lease`] is dropped.
    ///
    /// # Errors
    /// Those of [`StoreError`] that say that the store cannot be reached.
    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>>;

    /// Keeps this record in place of the one whose version is one less, or of none. It is on the disk, or with the server, when this returns.
    /// A record without contents is kept like any other: it says that somebody logged out.
    ///
    /// When this is dropped before it is done, the record is kept or it is not: [`SessionStore::load`] tells.
    ///
    /// # Errors
    /// [`StoreError::Superseded`] if another record is kept, if somebody took the lease since, or if the lease is of another store or id; and
    /// those of [`StoreError`] that say that the store cannot be reached or read.
    fn save<'a>(
        &'a self,
        id: &'a SessionId,
        lease: &'a Lease,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>>;
}
