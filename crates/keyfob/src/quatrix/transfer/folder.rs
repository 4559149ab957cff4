//! Whole folders.

mod down;
mod up;

use std::path::PathBuf;

use super::Error;

/// What to do with a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it, and tell it as [`Error::Taken`].
    Refuse,
    /// Give it the new content.
    Replace,
    /// Leave it if it is as long and as old as the new one; else give it the new content.
    ReplaceIfOther,
}

/// What became of a folder.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// The files that moved.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The files that were left as they are.
    pub skipped: u64,
    /// The folders that were made.
    pub folders: u64,
    /// What failed, by its path below the folder. It did not stop the rest.
    pub failed: Vec<(PathBuf, Error)>,
}

/// What became of one file.
enum Fate {
    Moved(u64),
    Skipped,
}

impl Report {
    fn note(&mut self, path: PathBuf, fate: Result<Fate, Error>) {
        match fate {
            Ok(Fate::Moved(bytes)) => {
                self.files += 1;
                self.bytes += bytes;
            }
            Ok(Fate::Skipped) => self.skipped += 1,
            Err(error) => self.failed.push((path, error)),
        }
    }
}
