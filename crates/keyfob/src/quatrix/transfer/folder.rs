//! Whole folders.

mod down;
mod names;
mod up;

use std::path::PathBuf;

use super::{Error, Transfer};

pub use names::Names;

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
    /// The links and parts of downloads here, and the links and the Trash there, which do not move.
    pub left_out: u64,
    /// What failed, by its path below the folder, its name as it is. It did not stop the rest, unless `stopped` says so.
    pub failed: Vec<(PathBuf, Error)>,
    /// Whether it ended early, since the rest would have met the same: the session ended, or the vendor said "too many calls" for
    /// longer than [patience](Transfer::with_patience) goes. `failed` says it once, and what is counted nowhere was not tried.
    pub stopped: bool,
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
            Err(error) => self.fail(path, error),
        }
    }

    fn fail(&mut self, path: PathBuf, error: Error) {
        if meets_all(&error) {
            // Others that were under way met it, too.
            if std::mem::replace(&mut self.stopped, true) {
                return;
            }
        }
        self.failed.push((path, error));
    }
}

/// Whether every other call would meet the same.
fn meets_all(error: &Error) -> bool {
    let error = error.api();
    error
        .is_some_and(|error| error.is_auth() || matches!(error, keyfob_core::Error::RateLimited(_)))
}

/// Folders that nobody makes by hand are deeper than this.
const DEEPEST: usize = 256;

impl Transfer {
    /// Which names are the same where folders are downloaded to; the file system is asked by default.
    pub fn with_names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }
}
