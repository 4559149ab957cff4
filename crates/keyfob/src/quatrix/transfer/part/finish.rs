//! The end of a part, which gets its name.

use std::fs::File;
use std::io;
use std::path::Path;

use tokio::io::AsyncWriteExt;

use super::Part;
use crate::quatrix::transfer::Error;
use crate::quatrix::transfer::identity::has_name;
use crate::quatrix::transfer::mtime::Mtime;

/// What a whole file does with one that has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::quatrix::transfer) enum Naming {
    /// It takes its place.
    Replace,
    /// It gives way, also to one that came meanwhile.
    OnlyIfFree,
}

impl Part {
    /// Gives the whole file its name.
    ///
    /// # Errors
    /// [`Error::Taken`] if it may not replace what has the name; the part is gone then. [`Error::Changed`] if somebody else took the
    /// part's name, and [`Error::Disk`].
    pub(in crate::quatrix::transfer) async fn finish(
        mut self,
        mtime: Option<Mtime>,
        naming: Naming,
    ) -> Result<(), Error> {
        self.file.flush().await.map_err(Error::disk(&self.part))?;
        let Self {
            name,
            part,
            note,
            file,
            lock,
            ..
        } = self;
        let file = file.into_inner().into_std().await;
        let done = tokio::task::spawn_blocking(move || {
            if let Some(time) = mtime.and_then(Mtime::time) {
                // Some file systems let only its owner do that. The bytes are the file's all the same.
                let _ = file.set_modified(time);
            }
            file.sync_all().map_err(Error::disk(&part))?;
            if !has_name(&file, &part).map_err(Error::disk(&part))? {
                return Err(Error::changed(&part));
            }
            let named = match naming {
                Naming::Replace => std::fs::rename(&part, &name),
                Naming::OnlyIfFree => rename_if_free(&part, &note, &name),
            };
            let taken = |error: &io::Error| {
                naming == Naming::OnlyIfFree && error.kind() == io::ErrorKind::AlreadyExists
            };
            match named {
                Ok(()) => {}
                Err(error) if taken(&error) => {
                    // Nobody would go on with it: it would be refused again.
                    let _ = std::fs::remove_file(&part);
                    let _ = std::fs::remove_file(&note);
                    let name = name.file_name().unwrap_or_default().to_string_lossy();
                    return Err(Error::Taken(name.into_owned()));
                }
                Err(error) => return Err(Error::disk(&name)(error)),
            }
            // A note without a part means nothing; it does no harm if it stays.
            let _ = std::fs::remove_file(&note);
            sync_folder(&name);
            // Only now may another download begin.
            drop((file, lock));
            Ok(())
        });
        done.await
            .unwrap_or_else(|error| Err(Error::Stream(error.into())))
    }
}

/// Renames in one step where nothing has the name.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], and what else can go wrong.
fn rename_if_free(part: &Path, note: &Path, name: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, part, CWD, name, RenameFlags::NOREPLACE) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error.into()),
            // Not every file system can.
            Err(_) => {}
        }
    }
    rename_by_link(part, note, name)
}

/// The same by a second name for the file, where there are such.
fn rename_by_link(part: &Path, note: &Path, name: &Path) -> io::Result<()> {
    // Killed between the two steps, it must not leave a part that another download writes to.
    let _ = std::fs::remove_file(note);
    match std::fs::hard_link(part, name) {
        Ok(()) => std::fs::remove_file(part),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => match std::fs::symlink_metadata(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => std::fs::rename(part, name),
            Err(error) => Err(error),
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        },
    }
}

/// Writes the new name through to the disk, where folders can be opened.
fn sync_folder(name: &Path) {
    let folder = name
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_is_not_replaced_in_either_way() {
        for rename in [rename_if_free, rename_by_link] {
            let folder = tempfile::tempdir().unwrap();
            let [part, note, name] = ["part", "note", "name"].map(|name| folder.path().join(name));
            std::fs::write(&part, "new").unwrap();
            std::fs::write(&name, "old").unwrap();
            let error = rename(&part, &note, &name).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(std::fs::read(&name).unwrap(), b"old");
            std::fs::remove_file(&name).unwrap();
            rename(&part, &note, &name).unwrap();
            assert_eq!(std::fs::read(&name).unwrap(), b"new");
            assert!(!part.exists());
        }
    }
}
