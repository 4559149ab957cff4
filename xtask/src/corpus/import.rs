//! A document becomes a spec.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use keyfob_import::Import;
use keyfob_import::report::{Effect, Note, Report};

use super::list::Document;
use super::record::Imported;
use super::workspace::Workspace;

/// Writes the spec of a document, as `cargo xtask new-vendor NAME --from FILE` does.
///
/// # Errors
/// What the importer refuses.
pub fn import(
    workspace: &Workspace,
    document: &Document,
    path: &Path,
) -> Result<(Imported, f64), String> {
    let Import { yaml, report } = keyfob_import::import(&document.name, path)
        .map_err(|error| without_folder(&error.to_string(), path))?;
    let spec = workspace
        .project()
        .specs()
        .join(format!("{}.yaml", document.name));
    fs::write(&spec, yaml).map_err(|error| format!("{}: {error}", spec.display()))?;
    let imported = Imported {
        operations: report.imported,
        left_out: left_out(&report, path),
        notes: counted(&report),
    };
    Ok((imported, 0.0))
}

/// Operations that are not in the spec; each reason begins with its place in the document.
fn left_out(report: &Report, path: &Path) -> BTreeMap<String, String> {
    let notes = report.notes.iter();
    let notes = notes.filter(|note| note.effect == Effect::OperationLeftOut);
    notes
        .map(|note| {
            let operation = note.operation.clone().unwrap_or_default();
            let reason = format!("{}: {}", note.location, note.message);
            (operation, without_folder(&reason, path))
        })
        .collect()
}

/// What else is other than in the source, and how often.
fn counted(report: &Report) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for note in &report.notes {
        if let Some(kind) = kind(note) {
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts
}

/// What a note says, without the names in it.
fn kind(note: &Note) -> Option<String> {
    let effect = match note.effect {
        Effect::OperationLeftOut => return None,
        Effect::PartLeftOut => "left out",
        Effect::Loosened => "loosened",
        Effect::Guessed => "guessed",
    };
    let parts = note.message.split('`').enumerate();
    let parts = parts.map(|(at, part)| match at % 2 {
        0 => part,
        _ => "`…`",
    });
    Some(format!("{effect}: {}", parts.collect::<String>()))
}

/// Places name the document's files by their names: where they lie is this machine's affair.
fn without_folder(text: &str, path: &Path) -> String {
    let folder = path.parent().unwrap_or(Path::new(""));
    text.replace(&format!("{}/", folder.display()), "")
}
