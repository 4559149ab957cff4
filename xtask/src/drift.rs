//! `drift`: what in a spec the report of a live check touches, and how sure its facts are since.

mod facts;
mod place;
mod source;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use keyfob_codegen::finding::{Finding, Findings};
use keyfob_codegen::load::Document;
use keyfob_codegen::{Error, Project};
use keyfob_drift::{Report, fingerprint};
use similar::TextDiff;

use self::facts::facts;
use self::place::place_of;

pub fn run(root: &Path, project: &Project, report: &Path, write: bool) -> ExitCode {
    match told(root, project, report, write) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Shows the findings of a report where they stand in the spec, and the spec with its facts raised or lowered: as a difference, or
/// written.
fn told(root: &Path, project: &Project, report: &Path, write: bool) -> Result<String, String> {
    let text = fs::read_to_string(report);
    let text = text.map_err(|error| format!("{}: {error}", report.display()))?;
    let report = Report::from_json(&text).map_err(|error| error.to_string())?;
    let shown = |error: Error| error.to_string();
    // The name comes from somebody else.
    let known = project.select(std::slice::from_ref(&report.vendor));
    let name = known.map_err(shown)?.concat();
    let document = read(project, &name)?;
    let mut told = vec![report.summary()];
    if !is_of(root, &name, &report) {
        told.push(format!(
            "the report was made with another state of specs/{name}.yaml: what changed since may be shown in the wrong place"
        ));
    }
    if !report.findings.is_empty() {
        told.push(findings(&document, &report).to_string());
    }
    if report.stand_in {
        told.push("a stand-in answered, not the vendor: no fact is more or less sure".to_owned());
        return Ok(told.join("\n"));
    }
    let edits = facts(&document, &report);
    let edited = edits.apply(&document).map_err(|error| error.to_string())?;
    let path = document.path.display().to_string();
    told.push(match (edited.text == document.text, write) {
        (true, _) => format!("{path}: no fact is more or less sure"),
        (false, true) => {
            fs::write(project.spec(&name), &edited.text)
                .map_err(|error| format!("{path}: {error}"))?;
            format!("{path}: written. Run: cargo xtask codegen {name}")
        }
        (false, false) => {
            let diff = TextDiff::from_lines(&document.text, &edited.text);
            diff.unified_diff().header(&path, &path).to_string()
        }
    });
    Ok(told.join("\n"))
}

/// The spec, whatever the lint says of it.
fn read(project: &Project, name: &str) -> Result<Document, String> {
    let path = format!("specs/{name}.yaml");
    let text = fs::read_to_string(project.spec(name));
    let text = text.map_err(|error| format!("{path}: {error}"))?;
    let document = Document::parse(Path::new(&path), text);
    document.map_err(|finding| format!("{path}: {}", finding.message))
}

/// Whether the answers were compared with what the spec generates now.
fn is_of(root: &Path, name: &str, report: &Report) -> bool {
    let path = root.join(format!("crates/{name}/src/generated/spec.json"));
    fs::read_to_string(path).is_ok_and(|text| fingerprint(&text) == report.document)
}

fn findings(document: &Document, report: &Report) -> Findings {
    let all = report.findings.iter().map(|finding| {
        let message = format!("{}: {finding}", finding.operation);
        let place = place_of(document, finding);
        Finding::new(finding.kind.name(), place, message)
    });
    Findings::new(&document.path, &document.text, all.collect())
}
