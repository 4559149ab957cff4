//! Which file it is, whatever its name.

use std::fs::File;
use std::io;
use std::path::Path;

/// A file's identity, as long as it is there: another file of the same name has another one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Identity(Inner);

#[cfg(unix)]
type Inner = (u64, u64);
#[cfg(not(unix))]
type Inner = same_file::Handle;

impl Identity {
    pub(super) fn of(file: &File) -> io::Result<Self> {
        #[cfg(unix)]
        return Ok(Self::told(&file.metadata()?));
        #[cfg(not(unix))]
        return Ok(Self(Inner::from_file(file.try_clone()?)?));
    }

    /// The identity of the file that this name leads to. Nothing is opened on Unix, where that might wait.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        #[cfg(unix)]
        return Ok(Self::told(&std::fs::metadata(path)?));
        #[cfg(not(unix))]
        return Ok(Self(Inner::from_path(path)?));
    }

    #[cfg(unix)]
    fn told(found: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self((found.dev(), found.ino()))
    }
}

/// Whether the open file still has this name, itself and not through a link.
pub(super) fn has_name(file: &File, path: &Path) -> io::Result<bool> {
    let named = std::fs::symlink_metadata(path).and_then(|found| match found.is_symlink() {
        true => Ok(None),
        false => Identity::at(path).map(Some),
    });
    match named {
        Ok(named) => Ok(named == Some(Identity::of(file)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_got_its_final_name_is_not_ours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let file = File::create(&path).unwrap();
        assert!(has_name(&file, &path).unwrap());
        std::fs::rename(&path, folder.path().join("a")).unwrap();
        assert!(!has_name(&file, &path).unwrap());
        File::create(&path).unwrap();
        assert!(!has_name(&file, &path).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_is_not_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("link"));
        let file = File::create(&path).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(!has_name(&file, &link).unwrap());
    }
}
