//! The stages between import and compiler: lint, and the crate's files.

use std::collections::BTreeMap;
use std::path::Path;

use keyfob_codegen::load::Document;
use keyfob_codegen::{generate, lint, output};

use super::record::{Generated, Linted};

/// Holds a spec against all rules.
///
/// # Errors
/// It cannot be read.
pub fn lint(spec: &Path) -> Result<Linted, String> {
    let document = read(spec)?;
    let mut findings = BTreeMap::<String, usize>::new();
    for finding in lint::lint(&document) {
        *findings.entry(finding.rule.to_owned()).or_default() += 1;
    }
    Ok(Linted { findings })
}

/// Writes a spec's crate, as `codegen` does: the spec has to lint clean.
///
/// # Errors
/// What the lint or the generator refuses.
pub fn write(spec: &Path, folder: &Path) -> Result<Generated, String> {
    let document = read(spec)?;
    if let Some(finding) = lint::lint(&document).into_iter().next() {
        return Err(finding.render(&spec.display().to_string(), &document.text));
    }
    let files = generate::generate(&document)
        .map_err(|finding| finding.render(&spec.display().to_string(), &document.text))?;
    output::write(folder, &files).map_err(|error| format!("{}: {error}", folder.display()))?;
    let lines = files.iter();
    let lines = lines.map(|(path, text)| (path.display().to_string(), text.lines().count()));
    Ok(Generated {
        lines: lines.collect(),
    })
}

fn read(spec: &Path) -> Result<Document, String> {
    Document::read(spec).map_err(|finding| finding.render(&spec.display().to_string(), ""))
}
