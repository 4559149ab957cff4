//! The lock of a file, which is the lease of its session.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};
use tokio::sync::OwnedMutexGuard;

use super::{beside, failed, folder, read, replace};
use crate::StoreError;
use crate::store::encoding;

/// The lock, given back when this is dropped. While it is there nobody else has it, in any process.
///
/// The lock's file has eight bytes: the newest fencing token.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
    fence: u64,
    /// Given on after the lock.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Lock {
    /// Takes the lock if it is free, and the next fencing token. Removes what killed processes left.
    ///
    /// The turn is left to the caller if it is not free.
    pub(super) fn try_new(
        path: &Path,
        turn: &mut Option<OwnedMutexGuard<()>>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(mut lock) = Self::try_hold(path)? else {
            return Ok(None);
        };
        replace::remove_leftovers(path);
        let newest = lock.newest().map_err(failed("reading", &lock.path))?;
        // The lock's file may have been removed, or not have reached the disk before the power failed.
        let saved = read::bytes(path)?.and_then(|bytes| encoding::fence(&bytes));
        lock.fence = newest.max(saved.unwrap_or(0)).saturating_add(1);
        lock.write_fence().map_err(failed("writing", &lock.path))?;
        lock._turn = turn.take();
        Ok(Some(lock))
    }

    /// Takes the lock if it is free, and no fencing token.
    pub(super) fn try_hold(path: &Path) -> Result<Option<Self>, StoreError> {
        let path = beside(path, ".lock");
        folder::check_file(&path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(failed("opening", &path))?;
        match FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(failed("locking", &path)(error)),
        }
        let lock = Self {
            file,
            path,
            fence: 0,
            _turn: None,
        };
        // Somebody may have removed the file before it was locked: then others lock another one.
        Ok(lock.has_name().then_some(lock))
    }

    pub(super) fn fence(&self) -> u64 {
        self.fence
    }

    /// Whether nobody can have taken the lease since: the file is still the one that others lock, and has our token.
    pub(super) fn is_current(&self) -> Result<bool, StoreError> {
        let newest = self.newest().map_err(failed("reading", &self.path))?;
        Ok(self.has_name() && newest == self.fence)
    }

    fn newest(&self) -> io::Result<u64> {
        let mut file = &self.file;
        file.rewind()?;
        let mut bytes = Vec::new();
        file.take(9).read_to_end(&mut bytes)?;
        // Somebody else's bytes count as none.
        Ok(bytes.try_into().map_or(0, u64::from_be_bytes))
    }

    fn write_fence(&self) -> io::Result<()> {
        let mut file = &self.file;
        file.rewind()?;
        file.write_all(&self.fence.to_be_bytes())?;
        file.set_len(8)
    }

    #[cfg(unix)]
    fn has_name(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let same = || {
            let (held, named) = (self.file.metadata()?, self.path.metadata()?);
            io::Result::Ok((held.dev(), held.ino()) == (named.dev(), named.ino()))
        };
        same().unwrap_or(false)
    }

    /// An open file keeps its name there.
    #[cfg(not(unix))]
    fn has_name(&self) -> bool {
        true
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Before it is closed, which is later where a process that was just started has a copy of it for a moment.
        let _ = FileExt::unlock(&self.file);
    }
}
