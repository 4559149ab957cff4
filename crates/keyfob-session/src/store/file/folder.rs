//! The folder that a session is kept in: nobody else may write to it.

use std::io;
use std::path::{Path, PathBuf};

use super::failed;
use crate::StoreError;

/// Makes the folder if it is not there, looks at it, and gives the file's path without links.
pub(super) fn prepare(path: &Path) -> Result<PathBuf, StoreError> {
    let whole = std::path::absolute(path).map_err(failed("finding", path))?;
    let (Some(folder), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(StoreError::Exposed {
            reason: format!("{} is no name of a file", path.display()),
        });
    };
    create(folder).map_err(failed("making the folder", folder))?;
    let folder = folder
        .canonicalize()
        .map_err(failed("finding the folder", folder))?;
    check(&folder)?;
    let path = folder.join(name);
    check_file(&path)?;
    Ok(path)
}

fn create(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(unix)]
fn check(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::MetadataExt;
    let found = folder
        .metadata()
        .map_err(failed("looking at the folder", folder))?;
    let (owner, us) = (found.uid(), rustix::process::geteuid().as_raw());
    if owner != us && owner != 0 {
        return Err(StoreError::Exposed {
            reason: format!(
                "the folder {} belongs to another user: they could put their own session there",
                folder.display()
            ),
        });
    }
    if found.mode() & 0o022 != 0 {
        return Err(StoreError::Exposed {
            reason: format!(
                "others can write to the folder {} (mode {:o}): take a folder of its own, or chmod 700 it",
                folder.display(),
                found.mode() & 0o7777
            ),
        });
    }
    folder.ancestors().skip(1).try_for_each(check_above)
}

/// Whoever can write to a folder above can put another one in the place of ours, but for those like `/tmp`, where each owns their own.
#[cfg(unix)]
fn check_above(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::MetadataExt;
    const ALL_WRITE: u32 = 0o002;
    const EACH_THEIR_OWN: u32 = 0o1000;
    let found = folder.metadata();
    let mode = found
        .map_err(failed("looking at the folder", folder))?
        .mode();
    match mode & (ALL_WRITE | EACH_THEIR_OWN) == ALL_WRITE {
        true => Err(StoreError::Exposed {
            reason: format!(
                "all can write to the folder {} (mode {:o}), and so put another one in place of what is in it",
                folder.display(),
                mode & 0o7777
            ),
        }),
        false => Ok(()),
    }
}

#[cfg(not(unix))]
fn check(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// A link would be replaced, not followed; to open a pipe would wait for its other end.
pub(super) fn check_file(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(found) if !found.is_file() => Err(StoreError::Exposed {
            reason: format!("{} is no regular file", path.display()),
        }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed("looking at", path)(error)),
    }
}
