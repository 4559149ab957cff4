//! Files that only one transfer may write at a time.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use fs4::{FileExt, TryLockError};

use super::Error;
use super::identity::has_name;

/// A transfer that was dropped may still be writing its last bytes: it is waited for, ten times this long.
const PAUSE: Duration = Duration::from_millis(30);

/// Opens a file with these options, which let it be written, and holds its lock for as long as it is open.
///
/// # Errors
/// [`Error::Busy`] if another transfer has it, of this process or another one, and [`Error::Disk`].
pub(super) async fn open(path: &Path, options: OpenOptions) -> Result<File, Error> {
    for _ in 0..10 {
        let (path_there, options) = (path.to_owned(), options.clone());
        let opened = tokio::task::spawn_blocking(move || try_open(&path_there, &options)).await;
        let opened = opened.unwrap_or_else(|error| Err(error.into()));
        if let Some(file) = opened.map_err(Error::disk(path))? {
            return Ok(file);
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::Busy(path.to_owned()))
}

/// None if another one has it.
fn try_open(path: &Path, options: &OpenOptions) -> io::Result<Option<File>> {
    let file = options.open(path)?;
    match lock(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(None),
        Err(error) => return Err(error),
    }
    // Who had the lock before may have given the file its final name meanwhile: then it is not ours to write.
    Ok(has_name(&file, path)?.then_some(file))
}

/// Locks an open file for as long as it is open.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] if another transfer has it.
pub(super) fn lock(file: &File) -> io::Result<()> {
    match FileExt::try_lock(file) {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        // Some network file systems have no locks; files go there all the same.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
