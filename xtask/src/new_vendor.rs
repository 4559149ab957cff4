//! `new-vendor`: a spec made of a vendor's own document.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use keyfob_codegen::Project;
use keyfob_codegen::finding::Findings;
use keyfob_codegen::generate::generate;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;
use keyfob_import::{Import, LoginKind, import};

use crate::{skeleton, update_vendor, vendor_name};

/// How many notes of a kind are printed where nobody wants all.
const SHOWN: usize = 20;

/// How many findings are printed: what is left after an import is one fault many times.
const FINDINGS: usize = 50;

/// What is asked for.
#[derive(Args)]
pub struct NewVendor {
    /// The vendor's name, as the crate will be called.
    name: String,
    /// The vendor's own document: Swagger 2.0 or OpenAPI 3, JSON or YAML. Without one, a spec to begin with is written.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Merges a newer document under the edits that people have made since the last import.
    #[arg(long, requires = "from")]
    update: bool,
    /// How users log in to a vendor without a document: bearer, basic, api-key, client-credentials, refresh-token or
    /// password-then-code.
    #[arg(long, conflicts_with = "from", default_value_t = LoginKind::Bearer)]
    login: LoginKind,
    /// Writes the spec even if it breaks rules of the lint.
    #[arg(long)]
    force: bool,
    /// Prints all notes of the report.
    #[arg(long)]
    verbose: bool,
    /// Writes the whole report into this file.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub fn run(project: &Project, wanted: &NewVendor) -> ExitCode {
    let Some(from) = &wanted.from else {
        return skeleton::run(project, &wanted.name, wanted.login);
    };
    match made(project, wanted, from) {
        Ok(Made { said, yaml }) if wanted.update => {
            print!("{said}");
            update_vendor::run(project, &wanted.name, &yaml)
        }
        Ok(Made { said, .. }) => {
            print!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// A spec that was made of a document.
struct Made {
    /// What a person is told.
    said: String,
    /// The spec.
    yaml: String,
}

/// Imports a document. Writes the spec, and what an update will need of it; for an update it writes nothing.
fn made(project: &Project, wanted: &NewVendor, from: &Path) -> Result<Made, String> {
    let name = &wanted.name;
    let spec = project.spec(name);
    let shown = Path::new("specs").join(format!("{name}.yaml"));
    if !wanted.update {
        vendor_name::is_free(project, name)?;
    }
    let Import { yaml, report } = import(name, from).map_err(|error| error.to_string())?;
    if let Some(path) = &wanted.report {
        fs::write(path, report.render(usize::MAX)).map_err(|error| told(path, &error))?;
    }
    let said = report.render(if wanted.verbose { usize::MAX } else { SHOWN });
    let findings = findings(&shown, &yaml);
    if (findings.is_none() || wanted.force) && !wanted.update {
        let base = update_vendor::base(project, name);
        let folder = base.parent().unwrap_or(&base);
        fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
        fs::write(&base, &yaml).map_err(|error| told(&base, &error))?;
        fs::write(&spec, &yaml).map_err(|error| told(&spec, &error))?;
    }
    match findings {
        None if wanted.update => Ok(Made { said, yaml }),
        None => {
            let said = format!(
                "{said}\nwrote {}; look it through, and run: cargo xtask codegen {name}\n",
                shown.display()
            );
            Ok(Made { said, yaml })
        }
        Some(findings) => {
            let written = match wanted.force && !wanted.update {
                true => "it is written all the same",
                false => "nothing is written; --force writes a new one all the same",
            };
            Err(format!(
                "{said}\n{findings}\n\nThe spec that was made breaks rules, which is a fault of the import: {written}."
            ))
        }
    }
}

/// What is wrong with the spec that was made: rules that it breaks, or that no crate can be made of it.
fn findings(path: &Path, yaml: &str) -> Option<Findings> {
    let shown = |findings| {
        let mut all = Findings::new(path, yaml, findings);
        all.max = FINDINGS;
        Some(all)
    };
    let document = match Document::parse(path, yaml.to_owned()) {
        Ok(document) => document,
        Err(finding) => return shown(vec![finding]),
    };
    let found = lint(&document);
    if !found.is_empty() {
        return shown(found);
    }
    match generate(&document) {
        Ok(_) => None,
        Err(finding) => shown(vec![finding]),
    }
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const DOCUMENT: &str = "
openapi: 3.0.0
info: {title: Acme, version: '1'}
servers: [{url: 'https://api.acme.example'}]
paths:
  /orders:
    get: {operationId: orders, security: [], responses: {'200': {description: All.}}}
    trace: {operationId: trace, responses: {'200': {description: All.}}}
";

    /// A project without vendors, and a vendor's document in it.
    fn project() -> (tempfile::TempDir, Project, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("specs")).unwrap();
        fs::create_dir(folder.path().join("crates")).unwrap();
        let document = folder.path().join("document.yaml");
        fs::write(&document, DOCUMENT).unwrap();
        let project = Project::at(folder.path());
        (folder, project, document)
    }

    fn wanted(name: &str, from: &Path) -> NewVendor {
        NewVendor {
            name: name.to_owned(),
            from: Some(from.to_owned()),
            update: false,
            login: LoginKind::Bearer,
            force: false,
            verbose: false,
            report: None,
        }
    }

    fn refused(project: &Project, name: &str, document: &Path) -> String {
        let made = made(project, &wanted(name, document), document);
        made.map(|made| made.said).unwrap_err()
    }

    #[test]
    fn an_update_keeps_what_people_wrote() {
        let (_folder, project, document) = project();
        made(&project, &wanted("acme", &document), &document).unwrap();
        let spec = project.spec("acme");
        let edited = fs::read_to_string(&spec)
            .unwrap()
            .replace("title: Acme", "title: Acme Trading");
        fs::write(&spec, &edited).unwrap();
        let newer = DOCUMENT.replace("/orders:", "/trades:\n    get: {operationId: trades, security: [], responses: {'200': {description: All.}}}\n  /orders:");
        fs::write(&document, newer).unwrap();
        let wanted = NewVendor {
            update: true,
            ..wanted("acme", &document)
        };
        assert_eq!(run(&project, &wanted), ExitCode::SUCCESS);
        let merged = fs::read_to_string(&spec).unwrap();
        assert!(
            merged.contains("title: Acme Trading") && merged.contains("/trades"),
            "{merged}"
        );
        assert_eq!(run(&project, &wanted), ExitCode::SUCCESS);
        assert_eq!(fs::read_to_string(&spec).unwrap(), merged);
        assert!(!project.generate("acme").unwrap().is_empty());
    }

    #[test]
    fn a_spec_is_written_that_the_generator_takes_and_the_report_is_kept() {
        let (folder, project, document) = project();
        let report = folder.path().join("report.txt");
        let wanted = NewVendor {
            report: Some(report.clone()),
            ..wanted("acme", &document)
        };
        let Made { said, yaml } = made(&project, &wanted, &document).unwrap();
        let base = update_vendor::base(&project, "acme");
        assert_eq!(fs::read_to_string(base).unwrap(), yaml);
        assert!(
            said.starts_with("1 of 2 operations are in the spec; 1 operations left out"),
            "{said}"
        );
        assert!(said.contains("the method TRACE is not sent"), "{said}");
        assert!(said.ends_with("run: cargo xtask codegen acme\n"), "{said}");
        assert!(
            fs::read_to_string(report)
                .unwrap()
                .contains("TRACE /orders")
        );
        assert!(!project.generate("acme").unwrap().is_empty());
    }

    #[test]
    fn names_that_are_taken_or_are_none_of_crates_are_refused() {
        let (folder, project, document) = project();
        made(&project, &wanted("acme", &document), &document).unwrap();
        let error = refused(&project, "acme", &document);
        assert!(error.ends_with("acme.yaml is there already"), "{error}");
        fs::create_dir(folder.path().join("crates/other")).unwrap();
        let error = refused(&project, "other", &document);
        assert!(error.ends_with("other is there already"), "{error}");
        for name in ["Acme", "std", "type", "a b", "../acme", ""] {
            let error = refused(&project, name, &document);
            assert!(
                error.contains("cannot be the name") || error.contains("is there already"),
                "{name}: {error}"
            );
        }
        assert_eq!(project.names().unwrap(), ["acme"]);
    }

    #[test]
    fn what_is_no_document_writes_nothing() {
        let (_folder, project, document) = project();
        fs::write(&document, "title: x\n").unwrap();
        let error = refused(&project, "acme", &document);
        assert!(
            error.contains("document.yaml:1:1: this is no description of an API"),
            "{error}"
        );
        assert!(project.names().unwrap().is_empty());
    }
}
