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
    /// The links and parts of downloads here, and the links, the Trash and unfinished uploads there, which do not move.
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
    /// The report, if everything moved.
    ///
    /// # Errors
    /// [`Error::InPart`] names the first that failed, and how many did.
    pub fn complete(mut self) -> Result<Self, Error> {
        let failed = self.failed.len();
        if failed == 0 {
            return Ok(self);
        }
        let (path, error) = self.failed.swap_remove(0);
        let error = Box::new(error);
        Err(Error::InPart {
            failed,
            path,
            error,
        })
    }

    fn note(&mut self, fate: Fate) {
        match fate {
            Fate::Moved(bytes) => {
                self.files += 1;
                self.bytes += bytes;
            }
            Fate::Skipped => self.skipped += 1,
        }
    }

    fn fail(&mut self, path: PathBuf, error: Error) {
        // Others that were under way met it, too.
        if !(self.stopped && may_meet_all(&error)) {
            self.failed.push((path, error));
        }
    }
}

/// Whether every other call may meet the same.
fn may_meet_all(error: &Error) -> bool {
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

    /// Notes what failed, and whether every other call meets the same: that one file is refused does not end a session, so the folder
    /// is asked.
    async fn fail(&self, report: &mut Report, folder_id: &str, path: PathBuf, error: Error) {
        if !report.stopped && may_meet_all(&error) {
            let too_many = matches!(error.api(), Some(keyfob_core::Error::RateLimited(_)));
            let asked = async { self.remote(folder_id).await.err() };
            let stopped = too_many || asked.await.is_some_and(|error| may_meet_all(&error));
            report.failed.push((path, error));
            report.stopped = stopped;
        } else {
            report.fail(path, error);
        }
    }
}
