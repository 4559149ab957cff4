//! Files and folders of Quatrix.

use std::path::{Path, PathBuf};

use axum::body::Bytes;
use serde::Deserialize;

use super::error::SeedError;
use crate::quatrix::Controls;

/// A file, or a folder if its path ends with a slash.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Placed {
    /// The user's e-mail address.
    owner: String,
    /// From the home folder on; folders on the way are made.
    path: String,
    /// What is in it.
    text: Option<String>,
    /// Or the file that has its content.
    from: Option<PathBuf>,
    #[serde(skip)]
    loaded: Option<Bytes>,
}

impl Placed {
    /// Reads the content that is elsewhere.
    pub(super) fn load(&mut self, folder: &Path) -> Result<(), SeedError> {
        if let Some(from) = &self.from {
            let path = folder.join(from);
            let content =
                std::fs::read(&path).map_err(|error| SeedError::unreadable(&path, &error))?;
            self.loaded = Some(content.into());
        }
        Ok(())
    }

    pub(super) fn put(&self, quatrix: &Controls<'_>) -> Result<(), SeedError> {
        let content = match (&self.text, &self.loaded, &self.from) {
            (Some(_), _, Some(_)) => return Err(self.wrong("has both `text` and `from`")),
            (None, None, Some(_)) => {
                return Err(self.wrong("has `from`, which only a seed read from a file can have"));
            }
            (Some(text), ..) => text.clone().into(),
            (None, loaded, _) => loaded.clone().unwrap_or_default(),
        };
        let put = match self.path.strip_suffix('/') {
            Some(path) => quatrix.put_folder(&self.owner, path),
            None => quatrix.put_file(&self.owner, &self.path, content),
        };
        put.map_err(|error| self.wrong(&error.to_string()))
    }

    fn wrong(&self, what: &str) -> SeedError {
        SeedError::invalid(format!("file `{}` of {}: {what}", self.path, self.owner))
    }
}
