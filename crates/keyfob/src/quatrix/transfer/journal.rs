//! Uploads under way, written down, so that another process can go on with them.

mod lines;
mod state;

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::upload::Place;
use super::{Error, Resume, local, lock};
use state::State;

/// A file of lines, one for each step of an upload: a process that is killed leaves at worst half a line, which counts
/// as none. It is emptied when nothing is under way.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    local: String,
    to: Place,
    resume: Resume,
}

impl Journal {
    /// Opens the journal that is there, or begins one.
    ///
    /// # Errors
    /// [`Error::NotAJournal`] if something else is there, [`Error::Busy`], and [`Error::Disk`].
    pub(super) async fn open(path: &Path) -> Result<Self, Error> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true);
        // It holds the keys of uploads.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let asked = path.to_owned();
        let real = local::blocking(move || real_path(&asked)).await;
        let Some(real) = real.map_err(Error::disk(path))? else {
            return Err(Error::NotAJournal(path.to_owned()));
        };
        let file = lock::open(&real, options)
            .await
            .map_err(|error| match error {
                Error::Busy(_) => Error::Busy(path.to_owned()),
                error => error,
            })?;
        let read = local::blocking(move || read(real, file)).await;
        let Some(state) = read.map_err(Error::disk(path))? else {
            return Err(Error::NotAJournal(path.to_owned()));
        };
        Ok(Self {
            path: path.to_owned(),
            state: Mutex::new(state),
        })
    }

    /// Who writes down the upload of this file; nobody if its name is not Unicode.
    pub(super) fn note(self: &Arc<Self>, local: &Path, to: Place) -> Option<Note> {
        Some(Note {
            journal: Arc::clone(self),
            local: absolute(local)?,
            to,
            holds: Mutex::default(),
        })
    }

    /// Who writes down that the upload of this file goes on: to the same place, if it was noted from the start.
    pub(super) fn note_again(self: &Arc<Self>, local: &Path, resume: &Resume) -> Option<Note> {
        let noted = self.state().entry(&resume.file_id).cloned();
        let file_id = resume.file_id.clone();
        let to = noted.map_or(Place::Over { file_id }, |entry| entry.to);
        self.note(local, to)
    }

    /// What is noted of this file at the vendor's, if an upload of this local file made it.
    pub(super) fn noted(&self, local: &Path, file_id: &str) -> Option<Resume> {
        let state = self.state();
        let entry = state.entry(file_id)?;
        (absolute(local).as_ref() == Some(&entry.local)).then(|| entry.resume.clone())
    }

    /// Notes that the upload of the file with this id is over.
    pub(super) fn forget(&self, file_id: &str) -> Result<(), Error> {
        let written = self.state().remove(file_id);
        written.map_err(Error::disk(&self.path))
    }

    /// Whether this is the journal itself.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.path.file_name() == path.file_name() && self.state().is_at(path)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The path without links, so that what has that name can be told; none if there is something that is no regular file.
fn real_path(path: &Path) -> io::Result<Option<PathBuf>> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => Ok(None),
        Ok(_) => path.canonicalize().map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some(path.to_owned())),
        Err(error) => Err(error),
    }
}

/// None if it is no journal: then it is left as it is.
fn read(path: PathBuf, mut file: File) -> io::Result<Option<State>> {
    let Some((entries, length)) = lines::read(&mut file)? else {
        return Ok(None);
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut permissions = file.metadata()?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(0o600);
            file.set_permissions(permissions)?;
        }
    }
    State::new(path, file, entries, length).map(Some)
}

fn absolute(path: &Path) -> Option<String> {
    Some(std::path::absolute(path).ok()?.to_str()?.to_owned())
}

/// Who writes down one upload. While it is there, nobody else goes on with that upload.
pub(super) struct Note {
    journal: Arc<Journal>,
    local: String,
    to: Place,
    /// The ids of the files at the vendor's whose entries are held.
    holds: Mutex<Vec<String>>,
}

impl Note {
    /// Where an earlier upload of this file to this place stands, unless somebody else goes on with it just now. The entry stays.
    pub(super) fn take(&self) -> Option<Resume> {
        let mut state = self.journal.state();
        let entry = state.hold_where(|entry| {
            entry.local == self.local
                && (entry.to == self.to || self.to.is_over(&entry.resume.file_id))
        })?;
        self.holds().push(entry.resume.file_id.clone());
        Some(entry.resume)
    }

    pub(super) fn arrived(&self, resume: &Resume) -> Result<(), Error> {
        let entry = Entry {
            local: self.local.clone(),
            to: self.to.clone(),
            resume: resume.clone(),
        };
        let written = self.journal.state().put(entry);
        let mut holds = self.holds();
        if !holds.contains(&resume.file_id) {
            holds.push(resume.file_id.clone());
        }
        written.map_err(Error::disk(&self.journal.path))
    }

    pub(super) fn over(&self, file_id: &str) -> Result<(), Error> {
        let written = self.journal.state().remove(file_id);
        written.map_err(Error::disk(&self.journal.path))
    }

    fn holds(&self) -> MutexGuard<'_, Vec<String>> {
        self.holds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An upload that ends, or is dropped, can be gone on with by others.
impl Drop for Note {
    fn drop(&mut self) {
        let mut state = self.journal.state();
        for file_id in self.holds().drain(..) {
            state.let_go(&file_id);
        }
    }
}
