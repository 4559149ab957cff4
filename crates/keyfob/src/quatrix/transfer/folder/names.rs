//! Names that cannot all lie in one folder.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::quatrix::transfer::remote::Remote;
use crate::quatrix::transfer::scratch::Scratch;

/// Which names are the same to the file system that a folder is downloaded to. The second one of two that are is
/// [`Error::Taken`](super::super::Error::Taken), and never written over the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// The file system is asked, in the very folder.
    #[default]
    AsThere,
    /// Those alone that are equal, byte by byte.
    Exact,
    /// Those too that differ in case, or in how accents are written: for files that go on to such a file system later.
    Folded,
}

impl Names {
    /// Which of these cannot lie in this folder beside one that comes before them; by their places.
    pub(super) fn clashes(self, here: &Path, children: &[Remote]) -> Vec<usize> {
        let names: Vec<&str> = children.iter().map(|child| child.name.as_str()).collect();
        let mut clashes = Vec::new();
        let mut scratch = None;
        for group in alike(&names) {
            let mut there: Vec<&str> = Vec::new();
            for place in group {
                let Some(name) = names.get(place).copied() else {
                    continue;
                };
                let clash = match self {
                    Self::Folded => !there.is_empty(),
                    Self::Exact => there.contains(&name),
                    Self::AsThere => {
                        let scratch = scratch.get_or_insert_with(|| Scratch::folder(here));
                        there.contains(&name) || scratch.has(name)
                    }
                };
                if clash {
                    clashes.push(place);
                } else {
                    there.push(name);
                }
            }
            if let Some(scratch) = &mut scratch {
                scratch.clear();
            }
        }
        clashes
    }
}

/// The places of names that some file system might take for the same, in groups of two and more. Of all others, which are nearly
/// all, eight bytes are kept for a moment.
fn alike(names: &[&str]) -> Vec<Vec<usize>> {
    let hasher = RandomState::new();
    let hash = |name: &str| hasher.hash_one(folded(name));
    let mut hashes: Vec<u64> = names.iter().map(|name| hash(name)).collect();
    hashes.sort_unstable();
    let mut twice: HashMap<u64, Vec<usize>> = hashes
        .windows(2)
        .filter_map(|pair| match pair {
            [one, other] if one == other => Some((*one, Vec::new())),
            _ => None,
        })
        .collect();
    if twice.is_empty() {
        return Vec::new();
    }
    for (place, name) in names.iter().enumerate() {
        if let Entry::Occupied(mut group) = twice.entry(hash(name)) {
            group.get_mut().push(place);
        }
    }
    twice.into_values().collect()
}

/// The same for all names that any file system takes for the same: without case, in one form, without the dots and blanks that
/// Windows drops at the end.
fn folded(name: &str) -> String {
    let name = name.trim_end_matches(['.', ' ']);
    let upper: String = name.nfkd().collect::<String>().to_uppercase();
    upper.to_lowercase().nfkd().collect()
}

/// Whether a name from the vendor stays within its folder, and is a file's there. On Windows a colon leads elsewhere, and some names
/// are devices.
pub(super) fn is_local(name: &str, windows: bool) -> bool {
    let stays = !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0']);
    stays && !(windows && is_odd_on_windows(name))
}

fn is_odd_on_windows(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end().to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    let port = port.is_some_and(|number| {
        let mut digits = number.chars();
        matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
    });
    let device = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str());
    let sign = |c: char| matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') || c < ' ';
    device || port || name.contains(sign) || name.ends_with(['.', ' '])
}

/// Where a refused name is told: as it is, and never as a way out of its folder. Not for opening.
pub(super) fn told_at(below: &Path, name: &str) -> PathBuf {
    let mut path = OsString::from(below);
    if !path.is_empty() {
        path.push(std::path::MAIN_SEPARATOR_STR);
    } else if name.starts_with(['/', '\\']) {
        path.push("./");
    }
    path.push(name);
    path.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        for fine in ["a", "a b.txt", "...", "..a", "übung", "con", "a:b", "a."] {
            assert!(is_local(fine, false), "{fine}");
        }
        for bad in ["", ".", "..", "a/b", "/a", "..\\a", "a\0"] {
            assert!(!is_local(bad, false) && !is_local(bad, true), "{bad}");
        }
    }

    #[test]
    fn devices_and_what_windows_drops_are_no_names_there() {
        let bad = "con Aux.txt nul.tar.gz COM1 lpt9.a com¹ a:b a? a. a\n conin$";
        for bad in bad.split(' ').chain(["a ", "NUL .x"]) {
            assert!(!is_local(bad, true), "{bad}");
        }
        for fine in [
            "console",
            "com",
            "com10",
            "a.con",
            ".gitignore",
            "nulls.txt",
        ] {
            assert!(is_local(fine, true), "{fine}");
        }
    }

    #[test]
    fn names_that_some_file_system_takes_for_the_same_are_alike() {
        for (one, other) in [
            ("README", "readme"),
            ("\u{e9}.txt", "E\u{301}.TXT"),
            ("straße", "STRASSE"),
            ("ﬁle", "FILE"),
            ("a", "a. ."),
            ("ςigma", "Σigma"),
        ] {
            assert_eq!(alike(&["x", one, "y", other]), [[1, 3]], "{one}");
        }
        assert!(alike(&["a", "b", "ab", "a b", "a.b", "b.a"]).is_empty());
    }

    #[test]
    fn a_refused_name_is_told_below_its_folder() {
        let told = |below: &str, name| told_at(Path::new(below), name).display().to_string();
        assert_eq!(told("sub", "a\\b"), "sub/a\\b");
        assert_eq!(told("sub", "/etc/x"), "sub//etc/x");
        assert_eq!(told("", ".."), "..");
        assert!(!told_at(Path::new(""), "/etc/x").is_absolute());
    }
}
