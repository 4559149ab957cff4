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
use keyfob_import::{Import, import};

/// How many notes of a kind are printed where nobody wants all.
const SHOWN: usize = 20;

/// How many findings are printed: what is left after an import is one fault many times.
const FINDINGS: usize = 50;

/// What is asked for.
#[derive(Args)]
pub struct NewVendor {
    /// The vendor's name, as the crate will be called.
    name: String,
    /// The vendor's own document: Swagger 2.0 or OpenAPI 3, JSON or YAML.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
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
    match made(project, wanted) {
        Ok(said) => {
            print!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn made(project: &Project, wanted: &NewVendor) -> Result<String, String> {
    let name = &wanted.name;
    let spec = project.specs().join(format!("{name}.yaml"));
    let shown = Path::new("specs").join(format!("{name}.yaml"));
    is_free(project, name, &spec)?;
    let Import { yaml, report } = import(name, &wanted.from).map_err(|error| error.to_string())?;
    if let Some(path) = &wanted.report {
        fs::write(path, report.render(usize::MAX)).map_err(|error| told(path, &error))?;
    }
    let said = report.render(if wanted.verbose { usize::MAX } else { SHOWN });
    let findings = findings(&shown, &yaml);
    let is_clean = findings.is_none();
    if is_clean || wanted.force {
        fs::write(&spec, &yaml).map_err(|error| told(&spec, &error))?;
    }
    match findings {
        None => Ok(format!(
            "{said}\nwrote {}; look it through, and run: cargo xtask codegen {name}\n",
            shown.display()
        )),
        Some(findings) => {
            let written = match wanted.force {
                true => "it is written all the same",
                false => "nothing is written; --force writes it all the same",
            };
            Err(format!(
                "{said}\n{findings}\n\nThe spec that was made breaks rules, which is a fault of the import: {written}."
            ))
        }
    }
}

/// Whether there is neither a spec nor a crate of that name yet.
fn is_free(project: &Project, name: &str, spec: &Path) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(format!(
            "`{name}` cannot be the name of a client crate: write the vendor's name in lower case, digits and dashes"
        ));
    }
    let folder = project.crate_of(name);
    let taken = [spec, &folder].into_iter().find(|path| path.exists());
    if let Some(taken) = taken {
        let path = taken
            .strip_prefix(project.specs().parent().unwrap_or(Path::new("")))
            .unwrap_or(taken);
        return Err(format!(
            "`{name}` is taken: {} is there already",
            path.display()
        ));
    }
    let path = Path::new("specs").join(format!("{name}.yaml"));
    let empty = Document::parse(&path, "{}\n".to_owned()).map_err(|finding| finding.message)?;
    let finding = lint(&empty)
        .into_iter()
        .find(|finding| finding.rule == "crate-name");
    match finding {
        Some(finding) => Err(finding.message),
        None => Ok(()),
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
            from: from.to_owned(),
            force: false,
            verbose: false,
            report: None,
        }
    }

    #[test]
    fn a_spec_is_written_that_the_generator_takes_and_the_report_is_kept() {
        let (folder, project, document) = project();
        let report = folder.path().join("report.txt");
        let wanted = NewVendor {
            report: Some(report.clone()),
            ..wanted("acme", &document)
        };
        let said = made(&project, &wanted).unwrap();
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
        made(&project, &wanted("acme", &document)).unwrap();
        let error = made(&project, &wanted("acme", &document)).unwrap_err();
        assert!(error.ends_with("acme.yaml is there already"), "{error}");
        fs::create_dir(folder.path().join("crates/other")).unwrap();
        let error = made(&project, &wanted("other", &document)).unwrap_err();
        assert!(error.ends_with("other is there already"), "{error}");
        for name in ["Acme", "std", "type", "a b", "../acme", ""] {
            let error = made(&project, &wanted(name, &document)).unwrap_err();
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
        let error = made(&project, &wanted("acme", &document)).unwrap_err();
        assert!(
            error.contains("document.yaml:1:1: this is no description of an API"),
            "{error}"
        );
        assert!(project.names().unwrap().is_empty());
    }
}
