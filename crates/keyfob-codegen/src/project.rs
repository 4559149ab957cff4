//! The whole of it: every spec of the project, through every stage.

mod beside;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::finding::Findings;
use crate::generate::{Files, generate};
use crate::lint::{Fixed, fix, lint};
use crate::load::Document;
use crate::output::{self, Drift};

/// A project's folder, with `specs/` and `crates/` in it.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

/// What can go wrong.
#[derive(Debug)]
pub enum Error {
    /// A spec has errors.
    Spec(Findings),
    /// There is no such spec.
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A vendor that cannot be removed.
    Kept {
        /// What was asked for.
        name: String,
        /// The manifests that depend on its crate.
        dependents: Vec<PathBuf>,
    },
    /// The file system says no.
    Io(PathBuf, io::Error),
}

impl Project {
    /// The project in this folder.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder of the specs.
    pub fn specs(&self) -> PathBuf {
        self.root.join("specs")
    }

    /// The folder of a generated crate.
    pub fn crate_of(&self, name: &str) -> PathBuf {
        self.root.join("crates").join(name)
    }

    /// The names of all specs, sorted.
    ///
    /// # Errors
    /// What the file system says.
    pub fn names(&self) -> Result<Vec<String>, Error> {
        let folder = self.specs();
        let entries = fs::read_dir(&folder).map_err(|error| Error::Io(folder, error))?;
        let paths = entries.flatten().map(|entry| entry.path());
        let specs = paths.filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        });
        let mut names: Vec<_> = specs
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect();
        names.sort();
        Ok(names)
    }

    /// These names if there are any, else all; each must exist.
    ///
    /// # Errors
    /// [`Error::Unknown`]
    pub fn select(&self, wanted: &[String]) -> Result<Vec<String>, Error> {
        let known = self.names()?;
        match wanted.iter().find(|name| !known.contains(name)) {
            Some(name) => Err(Error::Unknown {
                name: name.clone(),
                known,
            }),
            None if wanted.is_empty() => Ok(known),
            None => Ok(wanted.to_vec()),
        }
    }

    /// The file of a spec.
    pub fn spec(&self, name: &str) -> PathBuf {
        self.specs().join(format!("{name}.yaml"))
    }

    /// Loads a spec, whatever is wrong in it.
    fn parse(&self, name: &str) -> Result<Document, Error> {
        let path = self.spec(name);
        let text = fs::read_to_string(&path).map_err(|error| Error::Io(path.clone(), error))?;
        parsed(name, text)
    }

    /// What a spec is once all is mended that a machine can mend. Nothing is written.
    ///
    /// # Errors
    /// [`Error::Spec`] if it is not YAML; [`Error::Io`]
    pub fn fix(&self, name: &str) -> Result<Fixed, Error> {
        Ok(fix(self.parse(name)?))
    }

    /// Loads and lints a spec.
    ///
    /// # Errors
    /// [`Error::Spec`] with everything that is wrong.
    pub fn load(&self, name: &str) -> Result<Document, Error> {
        let document = self.parse(name)?;
        match lint(&document) {
            findings if findings.is_empty() => Ok(document),
            findings => Err(Error::Spec(Findings::new(
                &document.path,
                &document.text,
                findings,
            ))),
        }
    }

    /// The files that a spec generates.
    ///
    /// # Errors
    /// [`Error::Spec`]
    pub fn generate(&self, name: &str) -> Result<Files, Error> {
        let document = self.load(name)?;
        generate(&document).map_err(|finding| {
            Error::Spec(Findings::new(&document.path, &document.text, vec![finding]))
        })
    }

    /// Writes a spec's crate; the files that changed.
    ///
    /// # Errors
    /// [`Error::Spec`] or [`Error::Io`]
    pub fn write(&self, name: &str) -> Result<Vec<PathBuf>, Error> {
        let folder = self.crate_of(name);
        output::write(&folder, &self.generate(name)?).map_err(|error| Error::Io(folder, error))
    }

    /// What in a spec's crate is not what the spec generates.
    ///
    /// # Errors
    /// [`Error::Spec`]
    pub fn compare(&self, name: &str) -> Result<Vec<Drift>, Error> {
        Ok(output::compare(&self.crate_of(name), &self.generate(name)?))
    }
}

/// Parses a spec. Findings and generated files speak of the path below the project, wherever that is.
fn parsed(name: &str, text: String) -> Result<Document, Error> {
    let shown = Path::new("specs").join(format!("{name}.yaml"));
    Document::parse(&shown, text.clone()).map_err(|finding| {
        Error::Spec(Findings {
            path: shown.display().to_string(),
            text,
            findings: vec![finding],
            max: usize::MAX,
        })
    })
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(findings) => findings.fmt(f),
            Self::Unknown { name, known } => write!(
                f,
                "there is no specs/{name}.yaml; there are {}",
                known.join(", ")
            ),
            Self::Kept { name, dependents } => {
                write!(f, "{name} stays: its crate is a dependency in")?;
                let mut paths = dependents.iter();
                paths.try_for_each(|path| write!(f, " {}", path.display()))
            }
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for Error {}
