//! A document becomes a spec.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::list::Document;
use super::record::Imported;
use super::workspace::Workspace;
use crate::process;

/// Writes the spec of a document.
///
/// # Errors
/// What the importer refuses.
pub fn import(
    workspace: &Workspace,
    document: &Document,
    path: &Path,
) -> Result<(Imported, f64), String> {
    // Until the importer is there, the prototype beside the workspace stands in for it: OpenAPI 3.0 as JSON only.
    let spec = workspace
        .project()
        .specs()
        .join(format!("{}.yaml", document.name));
    let script = workspace
        .folder()
        .join("../../../../shared/prototypes/importer.py");
    let mut command = Command::new("python3");
    command.arg(script).arg(path).arg(&document.name).arg(&spec);
    let ran = process::succeed(&mut command, Duration::from_secs(300))
        .map_err(|error| error.to_string())?;
    let told: Value = serde_json::from_str(&ran.output).map_err(|error| error.to_string())?;
    let left_out = std::fs::read_to_string(spec.with_extension("yaml.dropped")).unwrap_or_default();
    let left_out: BTreeMap<String, String> = serde_json::from_str(&left_out).unwrap_or_default();
    let kept = told.get("kept").and_then(Value::as_u64).unwrap_or_default();
    let notes = told.get("loosened").and_then(Value::as_object);
    let notes = notes.into_iter().flatten();
    let notes =
        notes.map(|(kind, count)| (kind.clone(), count.as_u64().unwrap_or_default() as usize));
    let imported = Imported {
        operations: kept as usize,
        left_out,
        notes: notes.collect(),
    };
    Ok((imported, ran.cpu_seconds))
}
