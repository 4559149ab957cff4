//! A file that grows beside its final name.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};

use tokio::fs::{self, File};
use tokio::io::{AsyncSeekExt, AsyncWriteExt, BufWriter};

use super::mtime::Mtime;
use super::remote::Remote;
use super::{Error, lock};

/// The endings of the names of files that are not whole, and of those that say what they are a part of.
pub(super) const ENDINGS: [&str; 2] = [".part", ".part.of"];

/// Written at a time.
const BUFFER: usize = 256 * 1024;

/// `NAME.part`, locked, and `NAME.part.of`, which says what it is a part of.
pub(super) struct Part {
    name: PathBuf,
    part: PathBuf,
    of: PathBuf,
    had: u64,
    file: BufWriter<File>,
}

impl Part {
    /// Opens the part that is there, if it is of this very file; else begins a new one.
    ///
    /// # Errors
    /// [`Error::Busy`] if another download writes it.
    pub(super) async fn open(name: &Path, remote: &Remote) -> Result<Self, Error> {
        let [part, of] = ENDINGS.map(|ending| with_ending(name, ending));
        let identity = identity(remote);
        let mut options = OpenOptions::new();
        options.write(true).create(true);
        let mut file = File::from_std(lock::open(&part, options).await?);
        let had = match &identity {
            Some(identity) => length_if(&part, &of, identity, remote.size).await,
            None => 0,
        };
        file.set_len(had).await.map_err(Error::disk(&part))?;
        let end = file.seek(SeekFrom::End(0)).await;
        end.map_err(Error::disk(&part))?;
        if had == 0 {
            // After the old bytes are gone: never do they stand under the new identity.
            let identity = identity.unwrap_or_default();
            fs::write(&of, identity).await.map_err(Error::disk(&of))?;
        }
        Ok(Self {
            name: name.to_owned(),
            part,
            of,
            had,
            file: BufWriter::with_capacity(BUFFER, file),
        })
    }

    /// The bytes that were there.
    pub(super) fn had(&self) -> u64 {
        self.had
    }

    pub(super) fn writer(&mut self) -> &mut BufWriter<File> {
        &mut self.file
    }

    pub(super) async fn flush(&mut self) -> io::Result<()> {
        self.file.flush().await
    }

    pub(super) fn fault(&self, error: io::Error) -> Error {
        Error::disk(&self.part)(error)
    }

    /// Gives the whole file its name.
    pub(super) async fn finish(self, mtime: Option<Mtime>) -> Result<(), Error> {
        let Self {
            name,
            part,
            of,
            file,
            ..
        } = self;
        let file = file.into_inner().into_std().await;
        let done = tokio::task::spawn_blocking(move || {
            if let Some(time) = mtime.and_then(Mtime::time) {
                file.set_modified(time).map_err(Error::disk(&part))?;
            }
            file.sync_all().map_err(Error::disk(&part))?;
            std::fs::rename(&part, &name).map_err(Error::disk(&name))?;
            // A name without a part means nothing; it does no harm if it stays.
            let _ = std::fs::remove_file(&of);
            sync_folder(&name);
            // Only now may another download begin.
            drop(file);
            Ok(())
        });
        done.await
            .unwrap_or_else(|error| Err(Error::Stream(error.into())))
    }
}

/// The part's length, if it is of this very file.
async fn length_if(part: &Path, of: &Path, identity: &str, size: Option<u64>) -> u64 {
    match fs::read_to_string(of).await {
        Ok(found) if found == identity => {}
        _ => return 0,
    }
    let length = fs::metadata(part).await.map(|found| found.len());
    length
        .ok()
        .filter(|length| size.is_some_and(|size| *length <= size))
        .unwrap_or(0)
}

/// What must be the same for two parts to belong together; none if the vendor does not tell.
fn identity(remote: &Remote) -> Option<String> {
    let (size, mtime) = (remote.size?, remote.mtime?);
    Some(format!("{}\n{size}\n{mtime}\n", remote.id))
}

fn with_ending(name: &Path, ending: &str) -> PathBuf {
    let mut text = OsString::from(name);
    text.push(ending);
    text.into()
}

/// Writes the new name through to the disk, where folders can be opened.
fn sync_folder(name: &Path) {
    let folder = name
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = std::fs::File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}
