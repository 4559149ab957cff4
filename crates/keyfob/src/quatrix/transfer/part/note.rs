//! The note beside a part: that it is ours, and what it is a part of.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    /// The version of this form, and the word by which it is known.
    keyfob_part: u32,
    /// Which file the part is, so that another one of its name is told.
    file: String,
    /// What of the vendor's it is a part of; none while what it holds proves nothing.
    pub(super) of: Option<String>,
    /// How the part was left, when somebody lived to write that down.
    left: Option<(u64, u128)>,
}

/// What lies where a note should.
pub(super) enum Found {
    Nothing,
    Ours(Note),
    Theirs,
}

const VERSION: u32 = 1;

/// So long it is at least, so that a later one needs no more room.
const SHORTEST: usize = 512;

/// Longer is none.
const LONGEST: u64 = 4096;

impl Note {
    pub(super) fn new(part: &Metadata, of: Option<String>) -> Self {
        Self {
            keyfob_part: VERSION,
            file: mark(part),
            of,
            left: None,
        }
    }

    /// With what tells later whether somebody else wrote to the part.
    pub(super) fn leaving(mut self, part: &Metadata) -> Self {
        self.left = Some(state(part));
        self
    }

    /// Whether it is about this very file, which nobody changed since it was left.
    pub(super) fn is_about(&self, part: &Metadata) -> bool {
        self.file == mark(part) && self.left.is_none_or(|left| left == state(part))
    }

    pub(super) fn read(path: &Path) -> io::Result<Found> {
        match std::fs::symlink_metadata(path) {
            Ok(found) if found.is_file() && found.len() <= LONGEST => {}
            Ok(_) => return Ok(Found::Theirs),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(error),
        }
        let mut options = OpenOptions::new();
        options.read(true);
        follow_nothing(&mut options);
        let mut text = Vec::new();
        options.open(path)?.take(LONGEST).read_to_end(&mut text)?;
        if text.is_empty() {
            // A full disk left it: there was room for its name alone.
            return Ok(Found::Nothing);
        }
        let note = serde_json::from_slice(&text).ok();
        let note = note.filter(|note: &Self| note.keyfob_part == VERSION);
        Ok(note.map_or(Found::Theirs, Found::Ours))
    }

    /// Writes it where nothing or an older note of ours is.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        follow_nothing(&mut options);
        let mut file: File = options.open(path)?;
        let mut text = serde_json::to_vec(self)?;
        // Over the old one, with blanks to its end: it needs no more room on a full disk, and is never gone in between.
        let old = usize::try_from(file.metadata()?.len()).unwrap_or(SHORTEST);
        text.resize(text.len().max(old).max(SHORTEST), b' ');
        file.write_all(&text)
    }
}

/// Opens no links, and waits for nothing.
pub(super) fn follow_nothing(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        /// `FILE_FLAG_OPEN_REPARSE_POINT`: the link itself, which then is no regular file.
        const THE_LINK_ITSELF: u32 = 0x0020_0000;
        options.custom_flags(THE_LINK_ITSELF);
    }
}

/// What stays the same for as long as a file is there, and is another one for one that takes its name.
fn mark(found: &Metadata) -> String {
    let made = found.created().map_or(0, nanos);
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(found);
    #[cfg(not(unix))]
    let number = 0;
    format!("{number}-{made}")
}

/// The length and the time of change.
fn state(found: &Metadata) -> (u64, u128) {
    (found.len(), found.modified().map_or(0, nanos))
}

fn nanos(time: SystemTime) -> u128 {
    let since = time.duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_nanos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_takes_the_place_of_an_older_one_without_more_room() {
        let folder = tempfile::tempdir().unwrap();
        let (part, path) = (folder.path().join("part"), folder.path().join("note"));
        std::fs::write(&part, "").unwrap();
        let found = std::fs::metadata(&part).unwrap();
        let length = |of: Option<String>| {
            let note = Note::new(&found, of);
            note.write(&path).unwrap();
            assert!(matches!(Note::read(&path).unwrap(), Found::Ours(read) if read == note));
            std::fs::metadata(&path).unwrap().len()
        };
        let short = length(None);
        assert_eq!(length(Some("x".repeat(100))), short);
        let long = length(Some("x".repeat(1000)));
        assert_eq!(length(None), long);
    }

    #[test]
    fn an_empty_note_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note");
        std::fs::write(&path, "").unwrap();
        assert!(matches!(Note::read(&path).unwrap(), Found::Nothing));
    }
}
