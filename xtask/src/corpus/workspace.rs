//! The workspace of the generated crates, below `target/corpus`: the real one stays as it is.

use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};

use keyfob_codegen::Project;
use toml::{Table, Value};

use super::record::Record;

/// Its folder, and the folders beside it.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    /// What generated crates and their tests are made with.
    runtime: [PathBuf; 2],
}

impl Workspace {
    /// Lays the workspace out, with dependencies, lints and profiles of the real one.
    ///
    /// # Errors
    /// What the file system says.
    pub fn lay(root: &Path) -> io::Result<Self> {
        Self::lay_in(root, &root.join("target/corpus"))
    }

    /// The same in another folder.
    ///
    /// # Errors
    /// What the file system says.
    pub fn lay_in(root: &Path, folder: &Path) -> io::Result<Self> {
        let this = Self {
            root: folder.to_owned(),
            runtime: ["keyfob-core", "keyfob-contract-suite"]
                .map(|name| root.join("crates").join(name).join("src")),
        };
        for folder in ["packages", "records", "workspace/specs", "workspace/crates"] {
            fs::create_dir_all(this.root.join(folder))?;
        }
        let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
        write_if_changed(
            &this.folder().join("Cargo.toml"),
            &derived(root, &manifest)?,
        )?;
        let lock = this.folder().join("Cargo.lock");
        if !lock.exists() {
            fs::copy(root.join("Cargo.lock"), lock)?;
        }
        Ok(this)
    }

    /// The folder with the workspace's manifest.
    pub fn folder(&self) -> PathBuf {
        self.root.join("workspace")
    }

    /// Where packages are kept.
    pub fn packages(&self) -> PathBuf {
        self.root.join("packages")
    }

    /// Where the crates are compiled to.
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// The project of specs and crates.
    pub fn project(&self) -> Project {
        Project::at(self.folder())
    }

    /// The sources that a crate's compiler and tests work on: its own, the runtime's, the suites'.
    pub fn sources(&self, name: &str) -> Vec<PathBuf> {
        let own = self.project().crate_of(name);
        self.runtime.iter().cloned().chain([own]).collect()
    }

    /// What is known of a document.
    pub fn record(&self, name: &str) -> Option<Record> {
        let text = fs::read_to_string(self.record_path(name)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Keeps what is known of a document.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep(&self, record: &Record) -> io::Result<()> {
        let text = serde_json::to_string_pretty(record)?;
        // Messages name files; where the project lies is nobody's affair.
        let text = text.replace(&format!("{}/", self.root.display()), "");
        fs::write(self.record_path(&record.name), text)
    }

    fn record_path(&self, name: &str) -> PathBuf {
        self.root.join("records").join(format!("{name}.json"))
    }
}

/// The manifest of the workspace: what generated crates take from theirs, with paths that lead there from anywhere.
fn derived(root: &Path, manifest: &str) -> io::Result<String> {
    let real: Table = manifest.parse().map_err(Error::other)?;
    let root = root.canonicalize()?;
    let mut workspace = Table::new();
    workspace.insert("members".into(), Value::Array(vec!["crates/*".into()]));
    workspace.insert("resolver".into(), "3".into());
    let real_workspace = real.get("workspace").and_then(Value::as_table);
    for key in ["package", "dependencies", "lints"] {
        if let Some(value) = real_workspace.and_then(|workspace| workspace.get(key)) {
            workspace.insert(key.into(), value.clone());
        }
    }
    let dependencies = workspace
        .get_mut("dependencies")
        .and_then(Value::as_table_mut);
    for (_, dependency) in dependencies.into_iter().flatten() {
        if let Some(path) = dependency.get_mut("path")
            && let Some(relative) = path.as_str()
        {
            *path = root.join(relative).display().to_string().into();
        }
    }
    let mut derived = Table::new();
    derived.insert("workspace".into(), workspace.into());
    if let Some(profile) = real.get("profile").and_then(Value::as_table) {
        derived.insert("profile".into(), of_all_packages(profile).into());
    }
    toml::to_string(&derived).map_err(Error::other)
}

/// The dev profile, without what is said of packages that are not here.
fn of_all_packages(profile: &Table) -> Table {
    let mut dev = profile
        .get("dev")
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default();
    if let Some(packages) = dev.get_mut("package").and_then(Value::as_table_mut) {
        packages.retain(|name, _| name == "*");
    }
    Table::from_iter([("dev".to_owned(), Value::Table(dev))])
}

fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    match fs::read_to_string(path) {
        Ok(found) if found == text => Ok(()),
        _ => fs::write(path, text),
    }
}
