//! Putting aside what cannot be read.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use super::lock::Lock;
use super::replace::sync_folder;
use super::{Shared, beside, failed};
use crate::StoreError;

/// So many are kept; then the file stays where it is, and nothing is saved.
const MOST: u32 = 1000;

impl Shared {
    /// Keeps the lock where it is held by this store, or takes it if it is free. None if another process has it.
    pub(super) fn hold(&self) -> Result<Option<Arc<Lock>>, StoreError> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = held.upgrade() {
            return Ok(Some(lock));
        }
        Ok(Lock::try_hold(&self.path)?.map(Arc::new))
    }
}

/// Gives the file another name, which nothing has. Only while the lock is held.
pub(super) fn put(path: &Path) -> Result<PathBuf, StoreError> {
    for number in 0..MOST {
        let name = match number {
            0 => beside(path, ".bak"),
            number => beside(path, &format!(".bak.{number}")),
        };
        match rename_if_free(path, &name) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed("putting aside", path)(error)),
        }
    }
    let error = io::Error::other("there are too many files that were put aside");
    Err(failed("putting aside", path)(error))
}

/// A second name that is free, and then the first one is taken away: never is anything overwritten.
fn rename_if_free(path: &Path, name: &Path) -> io::Result<()> {
    match std::fs::hard_link(path, name) {
        Ok(()) => std::fs::remove_file(path)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        // A file system without second names. Nobody else makes this one while the lock is held.
        Err(_) if name.symlink_metadata().is_ok() => {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Err(_) => std::fs::rename(path, name)?,
    }
    sync_folder(path)
}
