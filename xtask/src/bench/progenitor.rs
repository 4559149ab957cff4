//! Plain progenitor. It panics on some documents, so it is run in a process of its own.

use std::fs;
use std::io::{self, Error};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use keyfob_codegen::load::Document;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};

use crate::process;

/// What a crate of its output depends on.
pub const DEPENDENCIES: &str = "\
bytes = \"1\"
chrono = { version = \"0.4\", default-features = false, features = [\"serde\"] }
futures = { version = \"0.3\", default-features = false }
progenitor-client = \"=0.15.1\"
regress = \"0.12\"
reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"stream\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
uuid = { version = \"1\", features = [\"serde\"] }
";

/// Writes the client of a spec in a process of its own, builder style as it is the house's.
///
/// # Errors
/// It refuses the spec, or panics.
pub fn apart(root: &Path, spec: &Path, output: &Path) -> io::Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["bench", "progenitor"]).arg(spec).arg(output);
    process::succeed(command.current_dir(root), Duration::from_secs(1800)).map(drop)
}

/// Writes the client of a spec.
pub fn run(spec: &Path, output: &Path) -> ExitCode {
    match write(spec, output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(spec: &Path, output: &Path) -> io::Result<()> {
    let document = Document::read(spec).map_err(|finding| Error::other(finding.message))?;
    let spec = serde_json::from_value(document.root.to_json())?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&spec);
    let file = syn::parse2(tokens.map_err(Error::other)?).map_err(Error::other)?;
    output.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(output, prettyplease::unparse(&file))
}
