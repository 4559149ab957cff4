//! The list of the documents: `xtask/corpus.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Error};
use std::path::Path;

use serde::Deserialize;

/// The packages and the documents in them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// By the name that documents call them.
    pub packages: BTreeMap<String, Package>,
    /// In the order of the table.
    pub documents: Vec<Document>,
}

/// What documents come in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Where it is published.
    pub registry: Registry,
    /// Its name there, if it is another than here; the URL of a repository.
    name: Option<String>,
    /// The one version that is used; the commit of a repository.
    pub version: String,
}

/// Where packages are published.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    Npm,
    Pypi,
    Crates,
    Git,
}

/// A document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The name of the spec and of the crate.
    pub name: String,
    /// The package that it is in.
    pub package: String,
    /// Its path in the package.
    pub file: String,
    /// Folders of the package with the files that it refers to.
    #[serde(default)]
    pub with: Vec<String>,
}

impl List {
    /// Reads it.
    ///
    /// # Errors
    /// It is not there, or not what it should be.
    pub fn read(root: &Path) -> io::Result<Self> {
        let path = root.join("xtask/corpus.toml");
        let text = fs::read_to_string(&path)?;
        toml::from_str(&text).map_err(|error| Error::other(format!("{}: {error}", path.display())))
    }

    /// The documents of these names, or all if there are none.
    ///
    /// # Errors
    /// There is none of a name.
    pub fn select(&self, names: &[String]) -> io::Result<Vec<&Document>> {
        if names.is_empty() {
            return Ok(self.documents.iter().collect());
        }
        names
            .iter()
            .map(|name| {
                let mut known = self.documents.iter();
                known
                    .find(|document| document.name == *name)
                    .ok_or_else(|| Error::other(format!("xtask/corpus.toml has no {name}")))
            })
            .collect()
    }

    /// The package of a document.
    ///
    /// # Errors
    /// The list names none.
    pub fn package(&self, document: &Document) -> io::Result<&Package> {
        let key = &document.package;
        let package = self.packages.get(key);
        package.ok_or_else(|| Error::other(format!("xtask/corpus.toml has no package {key}")))
    }

    /// Where a document comes from, in words.
    pub fn origin(&self, document: &Document) -> String {
        match self.packages.get(&document.package) {
            Some(package) => package.title(&document.package),
            None => document.package.clone(),
        }
    }
}

impl Package {
    /// Its name where it is published.
    pub fn published_as<'a>(&'a self, key: &'a str) -> &'a str {
        self.name.as_deref().unwrap_or(key)
    }

    /// Registry, name and version.
    fn title(&self, key: &str) -> String {
        let registry = match self.registry {
            Registry::Npm => "npm",
            Registry::Pypi => "PyPI",
            Registry::Crates => "crate",
            Registry::Git => "git",
        };
        // A commit is known by its first digits.
        let version = match self.registry {
            Registry::Git => self.version.get(..10).unwrap_or(&self.version),
            _ => &self.version,
        };
        format!("{registry} `{}` {version}", self.published_as(key))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_document_has_a_name_of_its_own_and_a_known_package() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let list = List::read(&root).unwrap();
        let names: BTreeSet<_> = list
            .documents
            .iter()
            .map(|document| &document.name)
            .collect();
        assert_eq!(names.len(), list.documents.len());
        for document in &list.documents {
            list.package(document).unwrap();
        }
        let wanted = ["stripe".to_owned()];
        assert_eq!(list.select(&wanted).unwrap().len(), 1);
        assert!(list.select(&["nobody".to_owned()]).is_err());
    }
}
