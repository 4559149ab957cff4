//! `diff`: what changed in the specs since a revision, and whether the versions say so.

mod revision;
#[cfg(test)]
mod tests;
mod versions;

use std::path::Path;
use std::process::ExitCode;

use keyfob_codegen::Project;
use keyfob_codegen::diff::Diff;
use keyfob_codegen::load::Document;
use serde_json::{Value, json};

pub use self::revision::Revision;
pub use self::versions::Version;

/// What is wanted.
pub struct Wanted {
    /// Since when; the newest tag or the branch's base if it is left out.
    pub revision: Option<String>,
    /// Whether a breaking change without a new version is a failure.
    pub check: bool,
    /// Whether it is told as JSON.
    pub json: bool,
}

/// Tells what changed.
pub fn run(root: &Path, project: &Project, wanted: &Wanted) -> ExitCode {
    match vendors(root, project, wanted) {
        Ok((revision, vendors)) => {
            match wanted.json {
                true => println!("{:#}", json(&revision, &vendors)),
                false => print!("{}", text(&revision, &vendors)),
            }
            let short = vendors
                .iter()
                .filter(|vendor| wanted.check && !vendor.has_step());
            let short: Vec<_> = short.collect();
            for vendor in &short {
                eprintln!("{}", vendor.advice(&revision));
            }
            match short.is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("diff: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What to do about each vendor whose spec broke something since a revision, while its version does not say so.
///
/// # Errors
/// What git and the specs say.
pub fn short_of_a_step(root: &Path, project: &Project, since: &str) -> Result<Vec<String>, String> {
    let wanted = Wanted {
        revision: Some(since.to_owned()),
        check: true,
        json: false,
    };
    let (revision, vendors) = vendors(root, project, &wanted)?;
    let short = vendors.iter().filter(|vendor| !vendor.has_step());
    Ok(short.map(|vendor| vendor.advice(&revision)).collect())
}

/// A vendor, and what became of it.
struct Vendor {
    name: String,
    what: What,
    old: Option<Version>,
    new: Option<Version>,
}

enum What {
    New { operations: usize },
    Removed,
    Changed(Diff),
}

fn vendors(
    root: &Path,
    project: &Project,
    wanted: &Wanted,
) -> Result<(Revision, Vec<Vendor>), String> {
    let revision = Revision::find(root, wanted.revision.as_deref())?;
    let before = revision.specs(root)?;
    let after = project.names().map_err(|error| error.to_string())?;
    let mut names: Vec<_> = before.iter().chain(&after).cloned().collect();
    names.sort();
    names.dedup();
    let mut vendors = Vec::new();
    for name in names {
        let path = format!("specs/{name}.yaml");
        let parse = |text: String| {
            Document::parse(Path::new(&path), text).map_err(|finding| {
                let line = finding.place.line;
                format!("{path}:{line}: {}", finding.message)
            })
        };
        let new = match after.contains(&name) {
            true => {
                let text = std::fs::read_to_string(project.specs().join(format!("{name}.yaml")));
                Some(parse(text.map_err(|error| format!("{path}: {error}"))?)?)
            }
            false => None,
        };
        let old = match before.contains(&name) {
            true => {
                let told = |error| format!("at {}: {error}", revision.name);
                Some(parse(revision.file(root, &path)?).map_err(told)?)
            }
            false => None,
        };
        let what = match (&old, &new) {
            (Some(old), Some(new)) => match Diff::of(old, new) {
                diff if diff.is_empty() => continue,
                diff => What::Changed(diff),
            },
            (None, Some(new)) => What::New {
                operations: keyfob_codegen::model::Spec::of(new).operations.len(),
            },
            _ => What::Removed,
        };
        let manifest = format!("crates/{name}/Cargo.toml");
        vendors.push(Vendor {
            what,
            old: Version::of(|path| revision.file(root, path).ok(), &manifest),
            new: Version::of(
                |path| std::fs::read_to_string(root.join(path)).ok(),
                &manifest,
            ),
            name,
        });
    }
    Ok((revision, vendors))
}

impl Vendor {
    fn breaking(&self) -> usize {
        match &self.what {
            What::New { .. } => 0,
            What::Removed => 1,
            What::Changed(diff) => diff.breaking(),
        }
    }

    /// Whether the version says what changed. The crate of a vendor that is gone has none.
    fn has_step(&self) -> bool {
        let is_judged = matches!(self.what, What::Changed(_)) && self.breaking() > 0;
        let step = self.old.as_ref().zip(self.new.as_ref());
        !is_judged || step.is_some_and(|(old, new)| new.breaks(old))
    }

    fn advice(&self, revision: &Revision) -> String {
        let shown = |version: &Option<Version>| {
            version
                .as_ref()
                .map_or_else(|| "unknown".to_owned(), ToString::to_string)
        };
        let next = self
            .old
            .as_ref()
            .map_or_else(String::new, |old| format!(" to {} at least", old.next()));
        format!(
            "{name}: {count} breaking since {since}, and its version is {new}, which was {old}: set `version`{next}, \
             in Cargo.toml (`workspace.package`) or in the crate's own manifest",
            name = self.name,
            count = self.breaking(),
            since = revision.name,
            new = shown(&self.new),
            old = shown(&self.old),
        )
    }
}

fn text(revision: &Revision, vendors: &[Vendor]) -> String {
    let mut text = String::new();
    for Vendor { name, what, .. } in vendors {
        text += &match what {
            What::New { operations } => {
                format!("{name}: a new vendor, {operations} operations\n\n")
            }
            What::Removed => format!("{name}: removed\n  breaking   the crate is gone\n\n"),
            What::Changed(diff) => format!("{diff}\n\n"),
        };
    }
    let breaking: usize = vendors.iter().map(Vendor::breaking).sum();
    let count = vendors.len();
    let specs = if count == 1 { "spec" } else { "specs" };
    text + &format!(
        "since {}: {count} {specs} changed, {breaking} breaking changes\n",
        revision.name
    )
}

fn json(revision: &Revision, vendors: &[Vendor]) -> Value {
    let each = vendors.iter().map(|vendor| {
        let (kind, diff) = match &vendor.what {
            What::New { .. } => ("new", None),
            What::Removed => ("removed", None),
            What::Changed(diff) => ("changed", Some(diff)),
        };
        let version = |version: &Option<Version>| version.as_ref().map(ToString::to_string);
        json!({
            "vendor": vendor.name,
            "kind": kind,
            "breaking": vendor.breaking(),
            "old_version": version(&vendor.old),
            "new_version": version(&vendor.new),
            "changes": diff.map(|diff| &diff.changes),
            "texts": diff.map(|diff| diff.texts),
        })
    });
    json!({"since": revision.name, "vendors": each.collect::<Vec<_>>()})
}
