//! What a journal says, in memory and in its file.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Entry;
use super::lines::{Line, text};
use crate::quatrix::transfer::identity::has_name;
use crate::quatrix::transfer::{lock, part};

/// Below this length nobody minds old lines.
const SMALL: u64 = 64 * 1024;

#[derive(Debug)]
pub(super) struct State {
    path: PathBuf,
    file: File,
    length: u64,
    /// By the file's id at the vendor's.
    entries: HashMap<String, Noted>,
    /// The ids of those that somebody goes on with just now.
    held: HashSet<String>,
    /// Up to here lines are needed that say that an upload is over, because older lines say that it is not.
    overs: u64,
}

/// An entry, and where in the file its first and its last line are.
#[derive(Debug)]
struct Noted {
    entry: Entry,
    begins: u64,
    ends: u64,
    /// The length of its last line.
    line: u64,
}

impl State {
    /// What was read, with the half line behind it cut off.
    pub(super) fn new(
        path: PathBuf,
        file: File,
        entries: HashMap<String, Entry>,
        length: u64,
    ) -> io::Result<Self> {
        file.set_len(length)?;
        let noted = |(id, entry)| {
            let (begins, ends, line) = (0, length, 0);
            (
                id,
                Noted {
                    entry,
                    begins,
                    ends,
                    line,
                },
            )
        };
        let mut state = Self {
            path,
            file,
            length,
            entries: entries.into_iter().map(noted).collect(),
            held: HashSet::new(),
            overs: 0,
        };
        state.file.seek(SeekFrom::Start(length))?;
        if state.entries.is_empty() {
            state.cut(0)?;
        }
        Ok(state)
    }

    pub(super) fn is_at(&self, path: &Path) -> bool {
        has_name(&self.file, path).unwrap_or(false)
    }

    pub(super) fn entry(&self, file_id: &str) -> Option<&Entry> {
        self.entries.get(file_id).map(|noted| &noted.entry)
    }

    /// Holds the entry of which this is true, and that nobody holds, and yields it.
    pub(super) fn hold_where(&mut self, wanted: impl Fn(&Entry) -> bool) -> Option<Entry> {
        let found = self
            .entries
            .iter()
            .find(|(id, noted)| wanted(&noted.entry) && !self.held.contains(*id));
        let (id, entry) = found.map(|(id, noted)| (id.clone(), noted.entry.clone()))?;
        self.held.insert(id);
        Some(entry)
    }

    pub(super) fn let_go(&mut self, file_id: &str) {
        self.held.remove(file_id);
    }

    /// Writes where an upload stands, which is held from now on. Blocks for as long as it takes to hand a few hundred bytes to the
    /// operating system.
    pub(super) fn put(&mut self, entry: Entry) -> io::Result<()> {
        let id = entry.resume.file_id.clone();
        self.held.insert(id.clone());
        let line = Line::UnderWay(Box::new(entry));
        let begins = self.length;
        let length = self.append(&line)?;
        if let Line::UnderWay(entry) = line {
            let before = self.entries.get(&id).map(|noted| noted.begins);
            let noted = Noted {
                entry: *entry,
                begins: before.unwrap_or(begins),
                ends: self.length,
                line: length,
            };
            self.entries.insert(id, noted);
        }
        self.shorten();
        Ok(())
    }

    /// Notes that an upload is over.
    pub(super) fn remove(&mut self, file_id: &str) -> io::Result<()> {
        self.held.remove(file_id);
        let Some(gone) = self.entries.remove(file_id) else {
            return Ok(());
        };
        let needed = self.entries.values().map(|noted| noted.ends).max();
        let needed = needed.map_or(0, |ends| ends.max(self.overs));
        // What is behind that tells of nothing that is still under way.
        self.cut(needed)?;
        if gone.begins < needed {
            self.append(&Line::Over(file_id.to_owned()))?;
            self.overs = self.length;
        }
        self.shorten();
        Ok(())
    }

    fn append(&mut self, line: &Line) -> io::Result<u64> {
        let text = text(line)?;
        let length = text.len() as u64;
        match self.file.write_all(&text) {
            Ok(()) => self.length = self.length.saturating_add(length),
            Err(error) => {
                // On a full disk half of it may be there.
                let _ = self.cut(self.length);
                return Err(error);
            }
        }
        Ok(length)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::Start(length))?;
        self.length = length;
        self.overs = self.overs.min(length);
        Ok(())
    }

    /// Writes the journal anew when most of its lines are old. If that fails, it only stays long.
    fn shorten(&mut self) {
        let live: u64 = self.entries.values().map(|noted| noted.line).sum();
        if self.length > SMALL.max(live.saturating_mul(4)) {
            let _ = self.write_anew();
        }
    }

    fn write_anew(&mut self) -> io::Result<()> {
        let mut lines = Vec::new();
        let mut places = Vec::new();
        for (id, noted) in &self.entries {
            let line = text(&Line::UnderWay(Box::new(noted.entry.clone())))?;
            places.push((id.clone(), lines.len() as u64, line.len() as u64));
            lines.extend_from_slice(&line);
        }
        let file = replace(&self.path, &lines)?;
        self.file = file;
        self.length = lines.len() as u64;
        self.overs = 0;
        for (id, begins, line) in places {
            if let Some(noted) = self.entries.get_mut(&id) {
                noted.begins = begins;
                noted.ends = begins.saturating_add(line);
                noted.line = line;
            }
        }
        Ok(())
    }
}

/// Puts a file with this content, locked, in the place of the one that is there, in one step.
fn replace(path: &Path, content: &[u8]) -> io::Result<File> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(part::temporary(&name));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    let done = lock::lock(&file)
        .and_then(|()| file.write_all(content))
        .and_then(|()| file.sync_data())
        .and_then(|()| std::fs::rename(&beside, path));
    match done {
        Ok(()) => Ok(file),
        Err(error) => {
            let _ = std::fs::remove_file(&beside);
            Err(error)
        }
    }
}
