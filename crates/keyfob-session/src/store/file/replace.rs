//! Replacing the file as a whole.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{MutexGuard, PoisonError};

use super::lock::Lock;
use super::{Shared, aside, beside, failed, read};
use crate::store::encoding::Codec;
use crate::{Record, SessionId, StoreError};

/// What such a file's name has behind the session's.
const SUFFIX: &str = ".tmp-";

impl Shared {
    pub(super) fn save(
        &self,
        codec: &Codec,
        id: &SessionId,
        lock: &Lock,
        record: &Record,
    ) -> Result<(), StoreError> {
        let _writing = self.writing();
        let kept = match read::kept(&self.path, codec, id) {
            Err(StoreError::Unreadable { reason, .. }) => {
                let place = aside::put(&self.path)?;
                tracing::warn!(reason, set_aside = %place.display(), "the session's file could not be read");
                None
            }
            found => found?,
        };
        if !lock.is_current()? || !record.follows(kept.as_ref().map(|kept| &kept.record)) {
            return Err(StoreError::Superseded);
        }
        let bytes = codec.encode(id, record, lock.fence())?;
        replace(&self.path, &bytes).map_err(failed("writing", &self.path))
    }

    pub(super) fn writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All or nothing, and on the disk when this returns.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed();
    let nanos = since.unwrap_or_default().as_nanos();
    // A name of its own: if somebody removed the lock's file, two may write at a time, and must not write the same file.
    let beside = beside(path, &format!("{SUFFIX}{process}-{count}-{nanos}"));
    let replaced = write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if replaced.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    replaced?;
    sync_folder(path)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A new name is on the disk when its folder is.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// Removes what was written beside the file by processes that were killed. Only while the lock is held.
pub(super) fn remove_leftovers(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return;
    };
    let mut start = name.as_encoded_bytes().to_vec();
    start.extend_from_slice(SUFFIX.as_bytes());
    // What cannot be removed now is removed some other time.
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(&start) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
