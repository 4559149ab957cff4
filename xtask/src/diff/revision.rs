//! A revision to compare with, read by git.

use std::path::Path;
use std::process::Command;

/// What it is called, as git takes it.
pub struct Revision {
    pub name: String,
}

impl Revision {
    /// The one that is wanted; else the newest tag; else where this branch left `origin/main` or `main`.
    pub fn find(root: &Path, wanted: Option<&str>) -> Result<Self, String> {
        if let Some(name) = wanted {
            // What begins like an option would be one.
            let is_name = !name.is_empty() && !name.starts_with('-');
            let commit = format!("{name}^{{commit}}");
            let found = is_name
                .then(|| git(root, &["rev-parse", "--verify", "--quiet", &commit]).ok())
                .flatten();
            return match found {
                Some(_) => Ok(Self {
                    name: name.to_owned(),
                }),
                None => Err(format!("git knows no revision `{name}`")),
            };
        }
        if let Some(tag) = Self::newest_tag(root) {
            return Ok(tag);
        }
        let tries: [&[&str]; 2] = [
            &["merge-base", "HEAD", "origin/main"],
            &["merge-base", "HEAD", "main"],
        ];
        let found = tries.iter().find_map(|arguments| git(root, arguments).ok());
        let name = found.map(|text| text.trim().to_owned());
        name.map(|name| Self { name })
            .ok_or_else(|| "there is no tag and no main: name a revision".to_owned())
    }

    /// The newest tag that this branch has, if there is one.
    pub fn newest_tag(root: &Path) -> Option<Self> {
        let name = git(root, &["describe", "--tags", "--abbrev=0"]).ok()?;
        let name = name.trim().to_owned();
        Some(Self { name })
    }

    /// A file as it was then.
    pub fn file(&self, root: &Path, path: &str) -> Result<String, String> {
        git(root, &["show", &format!("{}:./{path}", self.name)])
    }

    /// The names of the specs of then.
    pub fn specs(&self, root: &Path) -> Result<Vec<String>, String> {
        let files = git(root, &["ls-tree", "--name-only", &self.name, "specs/"])?;
        let names = files.lines().filter_map(|file| {
            let name = file.strip_prefix("specs/")?.strip_suffix(".yaml")?;
            Some(name.to_owned())
        });
        Ok(names.collect())
    }
}

fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .output();
    let output = output.map_err(|error| format!("git: {error}"))?;
    match output.status.success() {
        true => String::from_utf8(output.stdout).map_err(|error| format!("git: {error}")),
        false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}
