//! Uploads under way, written down, so that another process can go on with them.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::upload::Place;
use super::{Error, Resume, lock};

/// A file of lines, one for each step of an upload: a process that is killed leaves at worst half a line, which counts
/// as none. It is emptied when nothing is under way.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    file: File,
    /// By the file's id at the vendor's.
    under_way: HashMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
enum Line {
    UnderWay(Entry),
    Over(String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    local: String,
    to: Place,
    resume: Resume,
}

impl Journal {
    pub(super) async fn open(path: &Path) -> Result<Self, Error> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true);
        // It holds the keys of uploads.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = lock::open(path, options).await?;
        let under_way = read(&mut file).map_err(Error::disk(path))?;
        let state = State { file, under_way };
        Ok(Self {
            path: path.to_owned(),
            state: Mutex::new(state),
        })
    }

    /// Who writes down the upload of this file; nobody if its name is not Unicode.
    pub(super) fn note(self: &Arc<Self>, local: &Path, to: Place) -> Option<Note> {
        let (journal, local) = (Arc::clone(self), absolute(local)?);
        Some(Note { journal, local, to })
    }

    /// Who writes down that the upload of this file goes on: to the same place, if it was noted from the start.
    pub(super) fn note_again(self: &Arc<Self>, local: &Path, resume: &Resume) -> Option<Note> {
        let noted = self.state().under_way.get(&resume.file_id).cloned();
        let file_id = resume.file_id.clone();
        let to = noted.map_or(Place::Over { file_id }, |entry| entry.to);
        self.note(local, to)
    }

    /// Whether the file with this id is what an unfinished upload of this file left.
    pub(super) fn has(&self, local: &Path, file_id: &str) -> bool {
        let state = self.state();
        let entry = state.under_way.get(file_id);
        entry.is_some_and(|entry| absolute(local).as_ref() == Some(&entry.local))
    }

    fn write(&self, line: Line) -> Result<(), Error> {
        let mut state = self.state();
        state.write(line).map_err(Error::disk(&self.path))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Blocks for as long as it takes to hand a few hundred bytes to the operating system.
    fn write(&mut self, line: Line) -> io::Result<()> {
        let mut text = serde_json::to_vec(&line)?;
        text.push(b'\n');
        match line {
            Line::UnderWay(entry) => {
                let id = entry.resume.file_id.clone();
                self.under_way.insert(id, entry);
            }
            Line::Over(file_id) => {
                self.under_way.remove(&file_id);
            }
        }
        if self.under_way.is_empty() {
            self.file.set_len(0)?;
            return self.file.rewind();
        }
        self.file.write_all(&text)
    }
}

fn absolute(path: &Path) -> Option<String> {
    Some(std::path::absolute(path).ok()?.to_str()?.to_owned())
}

/// What is under way by the lines that are whole. Leaves the file at the end of these.
fn read(file: &mut File) -> io::Result<HashMap<String, Entry>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n');
    bytes.truncate(whole.map_or(0, |last| last + 1));
    file.set_len(bytes.len() as u64)?;
    file.seek(io::SeekFrom::End(0))?;
    let mut under_way = HashMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        match serde_json::from_slice(line) {
            Ok(Line::UnderWay(entry)) => {
                under_way.insert(entry.resume.file_id.clone(), entry);
            }
            Ok(Line::Over(file_id)) => {
                under_way.remove(&file_id);
            }
            // Of another version; what it tells of starts anew.
            Err(_) => {}
        }
    }
    Ok(under_way)
}

/// Who writes down one upload.
pub(super) struct Note {
    journal: Arc<Journal>,
    local: String,
    to: Place,
}

impl Note {
    /// Where an earlier upload of this file to this place stands; nobody else is told from now on.
    pub(super) fn take(&self) -> Option<Resume> {
        let mut state = self.journal.state();
        let mut entries = state.under_way.values();
        let found = entries.find(|entry| {
            entry.local == self.local
                && (entry.to == self.to || self.to.is_over(&entry.resume.file_id))
        });
        let id = found?.resume.file_id.clone();
        Some(state.under_way.remove(&id)?.resume)
    }

    pub(super) fn arrived(&self, resume: &Resume) -> Result<(), Error> {
        self.journal.write(Line::UnderWay(Entry {
            local: self.local.clone(),
            to: self.to.clone(),
            resume: resume.clone(),
        }))
    }

    pub(super) fn over(&self, file_id: &str) -> Result<(), Error> {
        self.journal.write(Line::Over(file_id.to_owned()))
    }
}
