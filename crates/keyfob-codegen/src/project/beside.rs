//! The files beside the crates, and vendors that go.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::{Error, Project, parsed};
use crate::output::{self, Drift};
use crate::workspace::{self, Vendor, Wanted};

/// What tells a spec with generated files beside its crate from the others, before it is parsed.
const WORD: &str = "x-generate";

impl Project {
    /// The files beside the crates that [`Self::write_beside`] may write: for whoever waits for changes of them.
    pub fn beside(&self) -> [PathBuf; 5] {
        [
            "crates/keyfob/Cargo.toml",
            "crates/keyfob/src/vendors",
            "crates/keyfob/src/vendors.rs",
            "crates/keyfob-sandbox/src/vendors.rs",
            "crates/keyfob-sandbox/vendors",
        ]
        .map(|path| self.root.join(path))
    }

    /// Writes what all specs generate beside their crates; the files that changed, and those that are gone.
    ///
    /// # Errors
    /// [`Error::Spec`] if a spec is no YAML, or [`Error::Io`].
    pub fn write_beside(&self) -> Result<Vec<PathBuf>, Error> {
        let files = self.files_beside()?;
        output::write_wanted(&files).map_err(|error| self.io(error))
    }

    /// What beside the crates is not what the specs generate.
    ///
    /// # Errors
    /// As [`Self::write_beside`].
    pub fn compare_beside(&self) -> Result<Vec<Drift>, Error> {
        Ok(output::compare_wanted(&self.files_beside()?))
    }

    /// Takes a vendor out of the workspace: its spec, what was kept of its import, its crate, its list of the public API, and what was
    /// generated beside the crate. What it was is in the history.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::Kept`] if a crate of the workspace depends on it, or [`Error::Io`].
    pub fn remove(&self, name: &str) -> Result<Vec<PathBuf>, Error> {
        self.select(&[name.to_owned()])?;
        let dependents = workspace::dependents(&self.root, name).map_err(|error| self.io(error))?;
        if !dependents.is_empty() {
            return Err(Error::Kept {
                name: name.to_owned(),
                dependents,
            });
        }
        let mut gone = Vec::new();
        let files = [
            format!("specs/{name}.yaml"),
            format!("specs/imports/{name}.yaml"),
            format!("api/{name}.txt"),
        ];
        for path in files.map(|path| self.root.join(path)) {
            match fs::remove_file(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::Io(path, error)),
                Ok(()) => gone.push(path),
            }
        }
        // Only if it is empty.
        let _ = fs::remove_dir(self.specs().join("imports"));
        let folder = self.crate_of(name);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::Io(folder, error)),
            Ok(()) => gone.push(folder),
        }
        gone.extend(self.write_beside()?);
        Ok(gone)
    }

    fn files_beside(&self) -> Result<Vec<Wanted>, Error> {
        let mut vendors = Vec::new();
        for name in self.names()? {
            let path = self.spec(&name);
            let text = fs::read_to_string(&path).map_err(|error| Error::Io(path, error))?;
            if text.contains(WORD) {
                vendors.extend(Vendor::of(parsed(&name, text)?));
            }
        }
        workspace::files(&self.root, &vendors).map_err(|error| self.io(error))
    }

    fn io(&self, error: io::Error) -> Error {
        Error::Io(self.root.clone(), error)
    }
}
