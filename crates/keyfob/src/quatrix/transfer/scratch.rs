//! Trying out what a file system makes of names and times: in the very folder, since the next one may be another's.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// What is made to try, beside files of ours and with a name that nobody else uses.
fn path(folder: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let (process, nanos) = (std::process::id(), since.as_nanos());
    folder.join(format!("{PREFIX}{process}-{count}-{nanos}"))
}

/// How such names begin.
const PREFIX: &str = ".keyfob-scratch-";

/// Whether it is one that a killed process left.
pub(super) fn is_scratch(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// A folder to try names in; removed when dropped. Where it cannot be made, no name is there.
pub(super) struct Scratch {
    folder: Option<PathBuf>,
    made: Vec<PathBuf>,
}

impl Scratch {
    pub(super) fn folder(parent: &Path) -> Self {
        let folder = path(parent);
        Self {
            folder: fs::create_dir(&folder).is_ok().then_some(folder),
            made: Vec::new(),
        }
    }

    /// Whether a name is one of those that this was asked before; it is from now on. A name that the file system refuses is not.
    pub(super) fn has(&mut self, name: &str) -> bool {
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(name)) else {
            return false;
        };
        match File::create_new(&path) {
            Ok(_) => {
                self.made.push(path);
                false
            }
            Err(error) => error.kind() == io::ErrorKind::AlreadyExists,
        }
    }

    /// Forgets the names.
    pub(super) fn clear(&mut self) {
        for path in self.made.drain(..) {
            let _ = fs::remove_file(path);
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.clear();
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// What the file system of this folder makes of a time.
pub(super) fn kept_time(folder: &Path, time: SystemTime) -> io::Result<SystemTime> {
    let path = path(folder);
    let file = File::create_new(&path)?;
    let kept = file
        .set_modified(time)
        .and_then(|()| fs::metadata(&path)?.modified());
    drop(file);
    let _ = fs::remove_file(&path);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_times_are_tried_without_a_trace() {
        let folder = tempfile::tempdir().unwrap();
        let mut scratch = Scratch::folder(folder.path());
        assert!(!scratch.has("a") && !scratch.has("b") && scratch.has("a"));
        assert!(!scratch.has(&"x".repeat(300)) && !scratch.has("no\0name"));
        scratch.clear();
        assert!(!scratch.has("a"));
        let here = fs::read_dir(folder.path()).unwrap();
        assert!(
            here.map(|entry| entry.unwrap().file_name())
                .all(|name| is_scratch(name.to_str().unwrap()))
        );
        drop(scratch);
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_001);
        let kept = kept_time(folder.path(), time).unwrap();
        assert!(time.duration_since(kept).unwrap().as_secs() < 3);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(kept_time(&folder.path().join("none"), time).is_err());
        assert!(!Scratch::folder(&folder.path().join("none")).has("a"));
    }
}
