//! Write or compare: one function decides what a crate's files must be, two use it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use crate::generate::Files;

/// A file that is not what its spec generates.
#[derive(Debug)]
pub struct Drift {
    /// The file.
    pub path: PathBuf,
    /// The first difference, or that it is missing or left over.
    pub first: String,
    /// The whole difference, in unified form.
    pub diff: String,
}

/// Writes the files of a crate that differ, and takes away generated files that are no longer made.
///
/// # Errors
/// What the file system says.
pub fn write(folder: &Path, files: &Files) -> io::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&path, text)?;
            written.push(path);
        }
    }
    for path in leftovers(folder, files) {
        fs::remove_file(&path)?;
        written.push(path);
    }
    Ok(written)
}

/// What differs from what the files of a crate must be.
pub fn compare(folder: &Path, files: &Files) -> Vec<Drift> {
    let missing = |path: PathBuf| Drift {
        path,
        first: "is missing".to_owned(),
        diff: String::new(),
    };
    let changed = files.iter().filter_map(|(path, expected)| {
        let path = folder.join(path);
        match fs::read(&path) {
            Err(_) => Some(missing(path)),
            Ok(found) if found == expected.as_bytes() => None,
            Ok(found) => Some(difference(path, &String::from_utf8_lossy(&found), expected)),
        }
    });
    let left = leftovers(folder, files).into_iter().map(|path| Drift {
        path,
        first: "is not generated any more".to_owned(),
        diff: String::new(),
    });
    changed.chain(left).collect()
}

fn difference(path: PathBuf, found: &str, expected: &str) -> Drift {
    let diff = TextDiff::from_lines(found, expected);
    let first = diff
        .iter_all_changes()
        .find(|change| change.tag() != ChangeTag::Equal);
    let first = first.map_or_else(String::new, |change| {
        let line = change
            .old_index()
            .or(change.new_index())
            .unwrap_or_default()
            + 1;
        let what = if change.tag() == ChangeTag::Delete {
            "should not have"
        } else {
            "lacks"
        };
        format!("line {line} {what} `{}`", change.value().trim())
    });
    let diff = diff
        .unified_diff()
        .header("committed", "generated")
        .to_string();
    Drift { path, first, diff }
}

/// Generated sources that the spec makes no more.
fn leftovers(folder: &Path, files: &Files) -> Vec<PathBuf> {
    let mut left = below(&folder.join("src/generated"));
    left.retain(|path| {
        path.strip_prefix(folder)
            .is_ok_and(|below| !files.contains_key(below))
    });
    left.sort();
    left
}

/// The files in a folder and in those below.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let found = paths.flat_map(|path| match path.is_dir() {
        true => below(&path),
        false => vec![path],
    });
    found.collect()
}
