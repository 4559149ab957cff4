//! Files that only one transfer may write at a time.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use fs4::{FileExt, TryLockError};
use same_file::Handle;

use super::Error;

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
    match FileExt::try_lock(&file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        // Some network file systems have no locks; files go there all the same.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(error),
    }
    Ok(has_name(&file, path)?.then_some(file))
}

/// Whether this file has this name. Who had the lock before may have given it its final one meanwhile: then it is not ours
/// to write.
fn has_name(file: &File, path: &Path) -> io::Result<bool> {
    let opened = Handle::from_file(file.try_clone()?)?;
    match Handle::from_path(path) {
        Ok(named) => Ok(named == opened),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_got_its_final_name_is_not_ours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let file = File::create(&path).unwrap();
        assert!(has_name(&file, &path).unwrap());
        std::fs::rename(&path, folder.path().join("a")).unwrap();
        assert!(!has_name(&file, &path).unwrap());
        File::create(&path).unwrap();
        assert!(!has_name(&file, &path).unwrap());
    }
}
