//! What lies in a local folder.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::quatrix::transfer::part::is_part;
use crate::quatrix::transfer::{Error, scratch};

/// A file, a folder, or what else there is.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: OsString,
    pub(super) sort: Sort,
}

#[derive(Debug)]
pub(super) enum Sort {
    File,
    Folder,
    /// A link, or what a download makes on its way.
    LeftOut,
    /// A pipe, a socket, a device.
    Odd,
    /// It cannot be told.
    Unknown(io::Error),
}

/// Looks through a folder, in the order of the names.
pub(super) async fn look_through(folder: PathBuf) -> Result<Vec<Entry>, Error> {
    let looked = tokio::task::spawn_blocking(move || {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&folder).map_err(Error::disk(&folder))? {
            let entry = entry.map_err(Error::disk(&folder))?;
            let sort = sort(&entry);
            let mut name = entry.file_name();
            name.shrink_to_fit();
            entries.push(Entry { name, sort });
        }
        entries.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    });
    looked
        .await
        .unwrap_or_else(|error| Err(Error::Stream(error.into())))
}

fn sort(entry: &fs::DirEntry) -> Sort {
    let name = entry.file_name();
    let is = |ours: fn(&str) -> bool| name.to_str().is_some_and(ours);
    match entry.file_type() {
        _ if is(scratch::is_scratch) => Sort::LeftOut,
        Ok(kind) if kind.is_file() && is(is_part) => Sort::LeftOut,
        Ok(kind) if kind.is_file() => Sort::File,
        Ok(kind) if kind.is_dir() => Sort::Folder,
        Ok(kind) if kind.is_symlink() => Sort::LeftOut,
        Ok(_) => Sort::Odd,
        Err(error) => Sort::Unknown(error),
    }
}
