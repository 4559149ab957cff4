//! `new-vendor` without a document: a spec to begin with.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use keyfob_codegen::finding::Findings;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;
use keyfob_codegen::{Error, Project};
use keyfob_import::{LoginKind, skeleton};

use crate::vendor_name;

pub fn run(project: &Project, name: &str, login: LoginKind) -> ExitCode {
    match write(project, name, login) {
        Ok(()) => {
            println!(
                "wrote specs/{name}.yaml: change it into what the vendor has, and then\n  \
                 cargo xtask lint {name}\n  cargo xtask codegen {name}"
            );
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the spec, unless there is one already or the name is none of a crate.
fn write(project: &Project, name: &str, login: LoginKind) -> Result<(), String> {
    vendor_name::is_free(project, name)?;
    let path = project.spec(name);
    let text = skeleton(name, login);
    let shown = Path::new("specs").join(format!("{name}.yaml"));
    let document = Document::parse(&shown, text.clone())
        .map_err(|finding| format!("{name} cannot be the name of a vendor: {}", finding.message))?;
    let findings = lint(&document);
    if !findings.is_empty() {
        let findings = Findings::new(&document.path, &document.text, findings);
        return Err(Error::Spec(findings).to_string());
    }
    fs::write(&path, text).map_err(|error| Error::Io(path, error).to_string())
}
