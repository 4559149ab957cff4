//! A file that comes whole or not at all, that only its owner can read, and that takes no other file's place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::failure::Failure;

/// A place for what is still to come.
pub struct NewFile {
    path: PathBuf,
    place: Place,
}

enum Place {
    /// Beside the path, until it is whole.
    Beside(NamedTempFile),
    /// A device or a pipe, which takes it as it comes.
    There(File),
}

impl NewFile {
    /// Takes the place. Before anything is sent: what came of it could not be kept otherwise.
    ///
    /// # Errors
    /// A file of this name is there, or the folder takes none.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let place = match fs::metadata(path) {
            Ok(found) if found.is_file() => Err(io::ErrorKind::AlreadyExists.into()),
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => OpenOptions::new().write(true).open(path).map(Place::There),
            // A link that leads nowhere.
            Err(_) if path.is_symlink() => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => beside(path),
            Err(error) => Err(error),
        };
        let path = path.to_owned();
        match place {
            Ok(place) => Ok(Self { path, place }),
            Err(error) => Err(Failure::local(format!("{}: {error}", path.display()))
                .hint("nothing was sent; name a file that is not there yet")),
        }
    }

    /// Where it comes to lie.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Fills it and gives it its name.
    ///
    /// # Errors
    /// The disk is full; or somebody else took the name, then what came is kept beside it, and the error says where.
    pub fn write(self, bytes: &[u8]) -> Result<(), Failure> {
        let Self { path, place } = self;
        let failed = |error: io::Error| {
            Failure::local(format!("{} cannot be written: {error}", path.display()))
        };
        let mut file = match place {
            Place::There(mut file) => return file.write_all(bytes).map_err(failed),
            Place::Beside(file) => file,
        };
        let written = file
            .write_all(bytes)
            .and_then(|()| file.as_file().sync_all());
        written.map_err(failed)?;
        let Err(taken) = file.persist_noclobber(&path) else {
            return Ok(());
        };
        let mut failure = failed(taken.error);
        if let Ok((_, kept)) = taken.file.keep() {
            failure.message = format!("{}; it is in {}", failure.message, kept.display()).into();
        }
        Err(failure)
    }
}

fn beside(path: &Path) -> io::Result<Place> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let file = Builder::new().prefix(".keyfob-").tempfile_in(folder)?;
    Ok(Place::Beside(file))
}
