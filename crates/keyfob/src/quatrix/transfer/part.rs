//! A file that grows beside its final name.

mod finish;
mod name;
mod note;

use std::fs::{File as StdFile, OpenOptions};
use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, BufWriter};

use super::identity::has_name;
use super::local::blocking;
use super::remote::Remote;
use super::{Error, lock};
use note::{Found, Note, follow_nothing};

pub(super) use finish::Naming;
pub(super) use name::{is_part, temporary};

/// Written at a time: each write is a way to a thread that may wait for the disk, and back, so several pieces of an answer go in one.
const BUFFER: usize = 1024 * 1024;

/// Where somebody else's file has the name of a part, so many further names are tried.
const NAMES: u32 = 10;

/// A download that was dropped may still be writing its last bytes: it is waited for, ten times this long.
const PAUSE: Duration = Duration::from_millis(30);

/// A part, locked, and the note beside it, which says that it is ours and what it is a part of.
pub(super) struct Part {
    name: PathBuf,
    part: PathBuf,
    note: PathBuf,
    /// What it is a part of, if the vendor tells.
    of: Option<String>,
    had: u64,
    /// Whether it holds bytes that prove nothing.
    doubtful: bool,
    file: BufWriter<File>,
    /// Keeps the lock while a note is written, by one who was dropped meanwhile too.
    lock: Arc<StdFile>,
}

/// What has the name of a part.
enum Place {
    Ours(StdFile, Option<Note>),
    /// Locked, or somebody has just made or renamed it.
    Busy,
    Theirs,
}

impl Part {
    /// Opens the part that is there, if it is of this very file; else begins a new one. Files of others stay as they are.
    ///
    /// # Errors
    /// [`Error::Busy`] if another download writes it; [`Error::NotAFile`] if what has the final name is none.
    pub(super) async fn open(name: &Path, remote: &Remote) -> Result<Self, Error> {
        let wanted = name.to_owned();
        let fits = blocking(move || may_be_replaced(&wanted)).await;
        if !fits.map_err(Error::disk(name))? {
            return Err(Error::NotAFile(name.to_owned()));
        }
        for number in 0..NAMES {
            let [part, note] = name::beside(name, number);
            if let Some((file, found)) = claim(&part, &note).await? {
                let lock = file.try_clone().map_err(Error::disk(&part))?;
                let this = Self {
                    name: name.to_owned(),
                    part,
                    note,
                    of: identity(remote),
                    had: 0,
                    doubtful: false,
                    file: BufWriter::with_capacity(BUFFER, File::from_std(file)),
                    lock: Arc::new(lock),
                };
                let (held, is_new) = (Arc::clone(&this.lock), found.is_none());
                let [part, note] = name::beside(name, number);
                let begun = this.begin(found, remote.size).await;
                if begun.is_err() && is_new {
                    // Whether that goes or not, why it did not begin is what counts.
                    let _ = blocking(move || take_away(&held, &part, &note)).await;
                }
                return begun;
            }
        }
        let [part, _] = name::beside(name, 0);
        Err(Error::Taken(part.display().to_string()))
    }

    async fn begin(mut self, found: Option<Note>, size: Option<u64>) -> Result<Self, Error> {
        let length = self.file.get_ref().metadata().await;
        let length = length.map_err(Error::disk(&self.part))?.len();
        let same = found.is_some_and(|note| note.of.is_some() && note.of == self.of);
        if same && size.is_some_and(|size| length <= size) {
            self.had = length;
        }
        // In this order: never do old bytes stand under a new note.
        self.set_back(self.had).await?;
        Ok(self)
    }

    /// The bytes that were there.
    pub(super) fn had(&self) -> u64 {
        self.had
    }

    /// Writes out what came so far, so that it stays whatever comes next.
    pub(super) async fn keep(&mut self) -> Result<(), Error> {
        let Err(error) = self.file.flush().await else {
            return Ok(());
        };
        let _ = self.throw_away().await;
        Err(Error::disk(&self.part)(error))
    }

    /// From now on comes what proves nothing: who is killed meanwhile leaves no part that is gone on with.
    pub(super) async fn doubt(&mut self) -> Result<(), Error> {
        self.doubtful = true;
        self.write_note(None, false).await
    }

    /// Throws away what is behind this place.
    pub(super) async fn set_back(&mut self, length: u64) -> Result<(), Error> {
        let done = async {
            self.throw_away().await?;
            // Never longer than what is there: nothing would be in the gap.
            let length = length.min(self.file.get_ref().metadata().await?.len());
            self.file.get_ref().set_len(length).await?;
            self.file.seek(SeekFrom::Start(length)).await
        };
        done.await.map_err(Error::disk(&self.part))?;
        self.doubtful = false;
        self.write_note(self.of.clone(), false).await
    }

    /// Throws away what is not on the disk yet. What is there then is what came, without a gap: an error ends the writing.
    async fn throw_away(&mut self) -> io::Result<()> {
        // What is being written just now cannot be stopped; whether it went well shows in the file's length.
        let _ = self.file.get_mut().flush().await;
        let file = self.lock.try_clone()?;
        self.file = BufWriter::with_capacity(BUFFER, File::from_std(file));
        self.file.seek(SeekFrom::End(0)).await.map(drop)
    }

    /// Writes on. After an error nothing is left that could be written later, behind a gap.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Err(error) = self.file.write_all(bytes).await else {
            return Ok(());
        };
        let _ = self.throw_away().await;
        Err(Error::disk(&self.part)(error))
    }

    /// Writes out what came, to be gone on with some time.
    pub(super) async fn leave(&mut self) -> Result<(), Error> {
        if self.doubtful {
            return Ok(());
        }
        self.file.flush().await.map_err(Error::disk(&self.part))?;
        self.write_note(self.of.clone(), true).await
    }

    async fn write_note(&self, of: Option<String>, leaving: bool) -> Result<(), Error> {
        let found = self.file.get_ref().metadata().await;
        let found = found.map_err(Error::disk(&self.part))?;
        let (path, lock) = (self.note.clone(), Arc::clone(&self.lock));
        let written = blocking(move || {
            let note = Note::new(&found, of);
            let note = if leaving { note.leaving(&found) } else { note };
            let written = note.write(&path);
            drop(lock);
            written
        });
        written.await.map_err(Error::disk(&self.note))
    }
}

/// The part of this name, if it is ours or can be; none if it is somebody else's.
async fn claim(part: &Path, note: &Path) -> Result<Option<(StdFile, Option<Note>)>, Error> {
    for _ in 0..10 {
        let (part_there, note_there) = (part.to_owned(), note.to_owned());
        let place = blocking(move || look(&part_there, &note_there)).await;
        match place.map_err(Error::disk(part))? {
            Place::Ours(file, note) => return Ok(Some((file, note))),
            Place::Theirs => return Ok(None),
            Place::Busy => tokio::time::sleep(PAUSE).await,
        }
    }
    Err(Error::Busy(part.to_owned()))
}

/// Takes a part away that holds nothing, while it is locked.
fn take_away(held: &StdFile, part: &Path, note: &Path) -> io::Result<()> {
    if held.metadata()?.len() > 0 || !has_name(held, part)? {
        return Ok(());
    }
    if !matches!(Note::read(note)?, Found::Theirs) {
        let _ = std::fs::remove_file(note);
    }
    std::fs::remove_file(part)
}

fn look(part: &Path, note: &Path) -> io::Result<Place> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    follow_nothing(&mut options);
    let is_new = match std::fs::symlink_metadata(part) {
        Ok(found) if found.is_file() => false,
        Ok(_) => return Ok(Place::Theirs),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(error),
    };
    let opened = options.create_new(is_new).open(part);
    let file = match opened {
        Ok(file) => file,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound if !is_new => {
                    Ok(Place::Busy)
                }
                io::ErrorKind::AlreadyExists => Ok(Place::Busy),
                io::ErrorKind::PermissionDenied if !is_new => Ok(Place::Theirs),
                _ => Err(error),
            };
        }
    };
    match lock::lock(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Place::Busy),
        Err(error) => return Err(error),
    }
    if !has_name(&file, part)? {
        return Ok(Place::Busy);
    }
    let found = file.metadata()?;
    Ok(match Note::read(note)? {
        Found::Ours(note) if note.is_about(&found) => Place::Ours(file, Some(note)),
        // Just made, or by one who did not live to write the note: there is nothing in it that could be somebody's.
        Found::Ours(_) | Found::Nothing if found.len() == 0 => Place::Ours(file, None),
        _ => {
            if is_new {
                std::fs::remove_file(part)?;
            }
            Place::Theirs
        }
    })
}

/// Whether what has the final name is a file, or nothing: a device or a pipe must not be replaced by one.
fn may_be_replaced(name: &Path) -> io::Result<bool> {
    match std::fs::metadata(name) {
        Ok(found) => Ok(found.is_file()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// What must be the same for two parts to belong together; none if the vendor does not tell.
fn identity(remote: &Remote) -> Option<String> {
    let (size, mtime) = (remote.size?, remote.mtime?);
    Some(format!("{} {size} {mtime}", remote.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quatrix::transfer::remote::remote_for_tests;

    /// A disk that takes nothing: the file as it is open for reading only.
    fn full(part: &Part) -> BufWriter<File> {
        let file = StdFile::open(&part.part).unwrap();
        BufWriter::with_capacity(8, File::from_std(file))
    }

    #[tokio::test]
    async fn after_a_write_error_the_part_is_what_came_without_a_gap() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("a");
        let remote = remote_for_tests("a", 100);
        let mut part = Part::open(&name, &remote).await.unwrap();
        part.write(b"first").await.unwrap();
        part.leave().await.unwrap();
        part.file = full(&part);
        let mut failed = false;
        for _ in 0..5 {
            failed |= part.write(b"second second").await.is_err();
            tokio::time::sleep(Duration::from_millis(1)).await;
            if failed {
                break;
            }
        }
        assert!(failed);
        part.leave().await.unwrap();
        drop(part);
        let again = Part::open(&name, &remote).await.unwrap();
        assert_eq!(again.had(), 5);
    }

    #[tokio::test]
    async fn what_cannot_be_written_is_no_hindrance_to_set_a_part_back() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("a");
        let mut part = Part::open(&name, &remote_for_tests("a", 100))
            .await
            .unwrap();
        part.write(b"first").await.unwrap();
        part.leave().await.unwrap();
        part.file = full(&part);
        part.doubt().await.unwrap();
        let _ = part.file.write_all(b"page").await;
        part.set_back(3).await.unwrap();
        assert_eq!(std::fs::read(&part.part).unwrap(), b"fir");
        part.write(b"e").await.unwrap();
        part.leave().await.unwrap();
        assert_eq!(std::fs::read(&part.part).unwrap(), b"fire");
    }
}
