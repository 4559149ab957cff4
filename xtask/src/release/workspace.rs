//! The workspace's packages, as cargo and git tell them.

use std::fmt;
use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;
use toml::Table;

use super::report::Report;
use crate::process::cargo;

/// What there is to release.
#[derive(Debug)]
pub struct Workspace {
    /// `workspace.package.version`
    pub version: String,
    /// `workspace.package.repository`
    pub repository: Option<String>,
    /// All members, also those that are not published.
    pub packages: Vec<Package>,
}

/// A member, as `cargo metadata` tells it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Package {
    pub name: String,
    pub version: String,
    pub description: Option<String>,
    pub license: Option<String>,
    pub repository: Option<String>,
    pub readme: Option<String>,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub categories: Vec<String>,
    /// The registries that it may go to; all, if it does not say.
    pub publish: Option<Vec<String>>,
    #[serde(default)]
    pub dependencies: Vec<Dependency>,
    #[serde(default)]
    pub targets: Vec<Target>,
    #[serde(default)]
    pub metadata: Value,
    pub manifest_path: PathBuf,
}

/// What a package depends on.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Dependency {
    pub name: String,
    /// The versions that will do; `*` if there is no word of it.
    pub req: String,
    /// `dev` or `build`; else it is a plain one.
    pub kind: Option<String>,
    /// Its folder, if it is a member.
    pub path: Option<PathBuf>,
}

/// A library, a program, an example.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Target {
    pub kind: Vec<String>,
}

impl Workspace {
    /// # Errors
    /// What cargo and the file system say.
    pub fn read(root: &Path) -> io::Result<Self> {
        let output = cargo()
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(root)
            .output()?;
        if !output.status.success() {
            return Err(Error::other(format!(
                "cargo metadata: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            )));
        }
        #[derive(Deserialize)]
        struct Metadata {
            packages: Vec<Package>,
        }
        let metadata: Metadata = serde_json::from_slice(&output.stdout).map_err(Error::other)?;
        let manifest = manifest(&root.join("Cargo.toml"))?;
        let package = manifest.get("workspace").and_then(|it| it.get("package"));
        let text = |name| Some(package?.get(name)?.as_str()?.to_owned());
        Ok(Self {
            version: text("version")
                .ok_or_else(|| Error::other("Cargo.toml has no workspace.package.version"))?,
            repository: text("repository"),
            packages: metadata.packages,
        })
    }

    /// The packages that go to the registry.
    pub fn published(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|one| one.is_published())
    }
}

impl Package {
    pub fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|to| !to.is_empty())
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new("."))
    }

    /// Its manifest, as it stands in its folder.
    ///
    /// # Errors
    /// What the file system says, and a manifest that cannot be read.
    pub fn manifest(&self) -> io::Result<Table> {
        manifest(&self.manifest_path)
    }

    /// Whether it has a target of this kind.
    pub fn has(&self, kind: &str) -> bool {
        let is_it = |target: &Target| target.kind.iter().any(|own| own == kind);
        self.targets.iter().any(is_it)
    }
}

impl Dependency {
    /// Whether it stays in the package: what is for tests and has no version is taken out of it.
    pub fn is_packaged(&self) -> bool {
        self.kind.as_deref() != Some("dev") || self.req != "*"
    }
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// Tells what is changed and not committed: it would be published, and stand in no history.
///
/// # Errors
/// What git says.
pub fn is_clean(root: &Path, report: &mut Report) -> io::Result<()> {
    let output = Command::new("git")
        .args(["status", "--porcelain"])
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        return Err(Error::other(format!(
            "git status: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )));
    }
    let changed = String::from_utf8_lossy(&output.stdout);
    let count = changed.lines().count();
    if let Some(first) = changed.lines().next() {
        report.fault(format!(
            "{count} files are not committed, `{}` first: commit or stash them",
            first.trim()
        ));
    }
    Ok(())
}

fn manifest(path: &Path) -> io::Result<Table> {
    let text = fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|error| Error::other(format!("{}: {error}", path.display())))
}
