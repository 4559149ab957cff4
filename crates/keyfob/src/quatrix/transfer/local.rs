//! The local file of an upload: opened once, looked at closely, and the same to the end.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::Error;
use super::identity::Identity;
use super::mtime::Mtime;

/// A regular file, open for reading, and how it was when it was opened.
#[derive(Debug, Clone)]
pub(super) struct LocalFile {
    path: PathBuf,
    file: Arc<File>,
    identity: Arc<Identity>,
    size: u64,
    modified: Option<SystemTime>,
}

/// What came of opening.
enum Opened {
    File(LocalFile),
    /// A folder, a pipe, a device, or a file that the system makes up as it is read.
    NotAFile,
    /// It changed while it was looked at.
    Changing,
}

impl LocalFile {
    /// Opens a file, without waiting for anything.
    ///
    /// # Errors
    /// [`Error::Disk`]; [`Error::NotAFile`] if it is no regular file, or if it has not as many bytes as the system says, as in
    /// `/proc` and `/sys`; [`Error::Changed`] if it changes right now.
    pub(super) async fn open(path: &Path) -> Result<Self, Error> {
        let wanted = path.to_owned();
        let opened = blocking(move || open(&wanted)).await;
        match opened.map_err(Error::disk(path))? {
            Opened::File(file) => Ok(file),
            Opened::NotAFile => Err(Error::NotAFile(path.to_owned())),
            Opened::Changing => Err(Error::changed(path)),
        }
    }

    /// The size and the time that it had when it was opened.
    pub(super) fn stamp(&self) -> (u64, Option<Mtime>) {
        (self.size, self.modified.map(Mtime::of))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// Checks that it is as it was when it was opened, and that its name still leads to it.
    ///
    /// # Errors
    /// [`Error::Changed`], and [`Error::Disk`].
    pub(super) async fn check(&self) -> Result<(), Error> {
        let this = self.clone();
        let same = blocking(move || this.is_same()).await;
        match same.map_err(Error::disk(&self.path))? {
            true => Ok(()),
            false => Err(Error::changed(&self.path)),
        }
    }

    fn is_same(&self) -> io::Result<bool> {
        let now = self.file.metadata()?;
        if now.len() != self.size || now.modified().ok() != self.modified {
            return Ok(false);
        }
        match Identity::at(&self.path) {
            Ok(named) => Ok(named == *self.identity),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn open(path: &Path) -> io::Result<Opened> {
    // To open a device may already do something, and to open a pipe waits for its other end.
    if !std::fs::metadata(path)?.is_file() {
        return Ok(Opened::NotAFile);
    }
    let mut options = OpenOptions::new();
    options.read(true);
    do_not_wait(&mut options);
    let file = options.open(path)?;
    let found = file.metadata()?;
    if !found.is_file() {
        return Ok(Opened::NotAFile);
    }
    if !ends_at(&file, found.len())? {
        let grew = stamp(&file.metadata()?) != stamp(&found);
        return Ok(if grew {
            Opened::Changing
        } else {
            Opened::NotAFile
        });
    }
    Ok(Opened::File(LocalFile {
        path: path.to_owned(),
        identity: Arc::new(Identity::of(&file)?),
        file: Arc::new(file),
        size: found.len(),
        modified: found.modified().ok(),
    }))
}

fn stamp(found: &Metadata) -> (u64, Option<SystemTime>) {
    (found.len(), found.modified().ok())
}

/// Whether the last byte is where the size says. A file of `/proc` says 0 and has bytes, one of `/sys` says 4096 and has few.
fn ends_at(file: &File, size: u64) -> io::Result<bool> {
    let byte_at = |at| read_at(file, &mut [0], at).map(|read| read > 0);
    let last = size.checked_sub(1).map(byte_at).transpose()?;
    Ok(last.unwrap_or(true) && !byte_at(size)?)
}

/// Reads at this place, whatever was read before.
pub(super) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    loop {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, buffer, at);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, buffer, at);
        match read {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(unix)]
fn do_not_wait(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
}

#[cfg(not(unix))]
fn do_not_wait(_: &mut OpenOptions) {}

/// Does work that waits for the disk where that holds nothing up.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(error.into()))
}
