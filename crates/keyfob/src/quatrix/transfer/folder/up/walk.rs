//! The way through the folders.

use std::path::{Path, PathBuf};
use std::vec;

use super::here::{Entry, Sort};
use crate::quatrix::transfer::Error;
use crate::quatrix::transfer::folder::{DEEPEST, Report};
use crate::quatrix::transfer::remote::Remote;

/// A local folder that is looked through: what is left of it, and what lies at its counterpart's, by name.
pub(super) struct Frame {
    pub(super) below: PathBuf,
    pub(super) folder_id: String,
    pub(super) rest: vec::IntoIter<Entry>,
    pub(super) there: Vec<Remote>,
}

/// The next thing to do: a file or a folder of this name.
pub(super) struct Task {
    pub(super) is_folder: bool,
    pub(super) below: PathBuf,
    pub(super) name: String,
    pub(super) folder_id: String,
    pub(super) there: Option<Remote>,
}

impl Report {
    /// The next file or folder: folders are looked into where they stand, so that few are open at a time.
    pub(super) fn next_up(
        &mut self,
        local: &Path,
        frames: &mut Vec<Frame>,
        is_journal: impl Fn(&Path) -> bool,
    ) -> Option<Task> {
        loop {
            let frame = frames.last_mut()?;
            let Some(entry) = frame.rest.next() else {
                frames.pop();
                continue;
            };
            let below = frame.below.join(&entry.name);
            let is_folder = match entry.sort {
                Sort::File if is_journal(&local.join(&below)) => {
                    self.left_out += 1;
                    continue;
                }
                Sort::File => false,
                Sort::Folder => true,
                Sort::LeftOut => {
                    self.left_out += 1;
                    continue;
                }
                Sort::Odd => {
                    let path = local.join(&below);
                    self.fail(below, Error::NotAFile(path));
                    continue;
                }
                Sort::Unknown(error) => {
                    let path = local.join(&below);
                    self.fail(below, Error::Disk { path, error });
                    continue;
                }
            };
            let Ok(name) = entry.name.into_string() else {
                let name = below.file_name().unwrap_or_default().to_string_lossy();
                let bad = Error::BadName(name.into_owned());
                self.fail(below, bad);
                continue;
            };
            if is_folder && below.components().count() > DEEPEST {
                self.fail(below, Error::Loop(name));
                continue;
            }
            let Ok(there) = named(&frame.there, &name) else {
                self.fail(below, Error::Taken(name));
                continue;
            };
            return Some(Task {
                is_folder,
                folder_id: frame.folder_id.clone(),
                there,
                below,
                name,
            });
        }
    }
}

/// What has this name, if anything; an error if there are two, of which nobody knows the right one.
pub(super) fn named(there: &[Remote], name: &str) -> Result<Option<Remote>, ()> {
    let first = there.partition_point(|child| child.name.as_str() < name);
    let mut named = there.iter().skip(first);
    let mut next = || named.next().filter(|child| child.name == name);
    match (next(), next()) {
        (found, None) => Ok(found.cloned()),
        (_, Some(_)) => Err(()),
    }
}
