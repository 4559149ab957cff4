//! Write or compare: one function decides what a crate's files must be, two use it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use crate::generate::Files;
use crate::workspace::Wanted;

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

/// Writes the files that are not what they are to be, and takes away those that are not to be there.
///
/// # Errors
/// What the file system says.
pub fn write_wanted(files: &[Wanted]) -> io::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (path, wanted) in files {
        match wanted {
            Some(text) if fs::read(path).ok().as_deref() == Some(text.as_bytes()) => continue,
            Some(text) => {
                path.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::write(path, text)?;
            }
            None => {
                fs::remove_file(path)?;
                // The last one takes its folder with it.
                let _ = path.parent().map(fs::remove_dir);
            }
        }
        written.push(path.clone());
    }
    Ok(written)
}

/// Which files are not what they are to be.
pub fn compare_wanted(files: &[Wanted]) -> Vec<Drift> {
    let drift = |(path, wanted): &Wanted| match wanted {
        Some(text) => compare_file(path.clone(), text),
        None => Some(left_over(path.clone())),
    };
    files.iter().filter_map(drift).collect()
}

/// What differs from what the files of a crate must be.
pub fn compare(folder: &Path, files: &Files) -> Vec<Drift> {
    let changed = files
        .iter()
        .filter_map(|(path, expected)| compare_file(folder.join(path), expected));
    let left = leftovers(folder, files).into_iter().map(left_over);
    changed.chain(left).collect()
}

fn compare_file(path: PathBuf, expected: &str) -> Option<Drift> {
    match fs::read(&path) {
        Err(_) => Some(Drift {
            path,
            first: "is missing".to_owned(),
            diff: String::new(),
        }),
        Ok(found) if found == expected.as_bytes() => None,
        Ok(found) => Some(difference(path, &String::from_utf8_lossy(&found), expected)),
    }
}

fn left_over(path: PathBuf) -> Drift {
    Drift {
        path,
        first: "is not generated any more".to_owned(),
        diff: String::new(),
    }
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

/// Generated sources that the spec makes no more. In `tests/` there may be others, which are not generated.
fn leftovers(folder: &Path, files: &Files) -> Vec<PathBuf> {
    let tests = below(&folder.join("tests")).into_iter();
    let tests = tests.filter(|path| is_generated(path));
    let sources = below(&folder.join("src/generated")).into_iter();
    let mut left: Vec<_> = sources.chain(tests).collect();
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

/// Whether a file says of itself that it is generated.
fn is_generated(path: &Path) -> bool {
    fs::read(path).is_ok_and(|text| text.starts_with(b"// @generated by `cargo xtask codegen"))
}
