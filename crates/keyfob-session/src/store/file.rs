//! A store in a file.

mod aside;
mod folder;
mod lock;
mod read;
mod replace;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use super::encoding::Codec;
use super::{Lease, Record, SessionStore, StoreError};
#[cfg(feature = "encryption")]
use crate::EncryptionKey;
use crate::{BoxFuture, SessionId};
use lock::Lock;

/// Another process that has the lease is asked again after a time between these two.
const PAUSE_MS: std::ops::Range<u64> = 5..40;

/// Keeps one session in a file, for all processes of one machine. A second account needs a file of its own: in one file they share the lease, so
/// that who has it for one waits for ever for the other.
///
/// **Without a key the tokens lie in the file in the clear.** Only the file's mode keeps others from reading them: not `root`, not a backup, not who
/// finds the disk. Give it a key by [`FileStore::with_key`] (feature `encryption`).
///
/// # What is on the disk
/// - The file itself, mode 0600. A mode that lets others read it is mended, with a warning in the log: they may have read it. It is replaced as a
///   whole: who is killed at any moment leaves the old session or the new one, and at worst a file `NAME.tmp-*`, which the next lease removes.
/// - `NAME.lock`, whose lock is the lease. The operating system frees it when a process ends, however it ends. Do not remove it: who has the lease
///   then is refused with [`StoreError::Superseded`]. Locks of network file systems are not to be relied on: use a local disk.
/// - `NAME.bak`, `NAME.bak.1` and so on: what could not be read. Never overwritten.
///
/// The folder is made with mode 0700 if it is not there. One that others can write to is refused: they could put a session of theirs there. So is
/// one under a folder that all can write to, unless each owns their own there, as in `/tmp`; a group is trusted with the folders above.
/// Modes are checked on Unix only.
///
/// # What is found there
/// What is no session, or damaged, is put aside and told once ([`StoreError::Unreadable`]); while another process has the lease, it stays.
/// A newer format, another key, another account, and an unencrypted session where there is a key are errors, and stay where they are: nothing is
/// saved over them.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("state/session");
/// use keyfob_session::{EncryptionKey, FileStore, SessionId, SessionStore};
///
/// let key = EncryptionKey::generate()?;
/// let store = FileStore::new(path)?.with_key(key);
/// let id = SessionId::new("quatrix", "acme/ann@example.com");
/// assert_eq!(store.load(&id).await?, None);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct FileStore {
    shared: Arc<Shared>,
    codec: Codec,
}

struct Shared {
    path: PathBuf,
    /// Who of this process is next: the others do not ask the disk.
    turn: Arc<Turn<()>>,
    /// The lock, if this store has it.
    held: Mutex<Weak<Lock>>,
    /// Held while the file is replaced or put aside.
    writing: Mutex<()>,
}

/// What a lease of such a store holds.
struct Guard {
    of: Arc<Shared>,
    id: SessionId,
    lock: Arc<Lock>,
}

impl FileStore {
    /// The store in this file, which need not be there. Makes its folder.
    ///
    /// # Errors
    /// [`StoreError::Exposed`] if others can write to the folder, or if what has the name is no file; [`StoreError::Unreachable`].
    pub fn new(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let shared = Shared {
            path: folder::prepare(path.as_ref())?,
            turn: Arc::default(),
            held: Mutex::default(),
            writing: Mutex::default(),
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

    /// Where the session is kept.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }
}

impl Shared {
    /// Waits until the lock is free in all processes.
    async fn lock(self: &Arc<Self>) -> Result<Arc<Lock>, StoreError> {
        let mut turn = Some(Arc::clone(&self.turn).lock_owned().await);
        loop {
            // The work goes on when this is dropped: what it has then is given back at once.
            let this = Arc::clone(self);
            let (lock, back) = blocking(move || {
                let lock = this.try_lock(&mut turn)?;
                Ok((lock, turn))
            })
            .await?;
            if let Some(lock) = lock {
                return Ok(lock);
            }
            turn = back;
            tokio::time::sleep(Duration::from_millis(fastrand::u64(PAUSE_MS))).await;
        }
    }

    fn try_lock(
        &self,
        turn: &mut Option<OwnedMutexGuard<()>>,
    ) -> Result<Option<Arc<Lock>>, StoreError> {
        let lock = Lock::try_new(&self.path, turn)?.map(Arc::new);
        if let Some(lock) = &lock {
            *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(lock);
        }
        Ok(lock)
    }
}

impl SessionStore for FileStore {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        let (shared, codec, id) = (Arc::clone(&self.shared), self.codec.clone(), id.clone());
        Box::pin(blocking(move || shared.load(&codec, &id)))
    }

    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
        Box::pin(async move {
            let lock = self.shared.lock().await?;
            let fence = lock.fence();
            let guard = Guard {
                of: Arc::clone(&self.shared),
                id: id.clone(),
                lock,
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
            let guard = lease.guard::<Guard>();
            let Some(guard) =
                guard.filter(|guard| Arc::ptr_eq(&guard.of, &self.shared) && guard.id == *id)
            else {
                return Err(StoreError::Superseded);
            };
            // Keeps the lock for as long as it writes, even when this and the lease are dropped.
            let lock = Arc::clone(&guard.lock);
            let (shared, codec) = (Arc::clone(&self.shared), self.codec.clone());
            let (id, record) = (id.clone(), record.clone());
            blocking(move || shared.save(&codec, &id, &lock, &record)).await
        })
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore")
            .field("path", &self.shared.path)
            .field("encrypted", &self.codec.is_encrypting())
            .finish_non_exhaustive()
    }
}

/// Does work that waits for the disk where that holds nothing up.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        Err(StoreError::Unreachable {
            action: "using the disk".into(),
            source: error.into(),
        })
    })
}

/// What went wrong with the disk, and at what.
fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let action = format!("{doing} {}", path.display());
    move |error| StoreError::Unreachable {
        action,
        source: error.into(),
    }
}

/// The path with something behind its name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
