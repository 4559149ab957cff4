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
