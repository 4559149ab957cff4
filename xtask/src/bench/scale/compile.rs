//! What a document's client costs the compiler: ours, openapi-generator's and plain progenitor's.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use keyfob_codegen::Project;

use super::super::openapi_generator::OpenapiGenerator;
use super::super::progenitor;
use crate::corpus::Workspace;
use crate::process::{self, Ran};

const LIMIT: Duration = Duration::from_secs(3600);

/// Prints CPU seconds of `cargo check` of the three, their dependencies made before.
///
/// # Errors
/// One cannot be generated or does not compile.
pub fn run(root: &Path, spec: &str) -> io::Result<()> {
    let root = root.canonicalize()?;
    let folder = root.join("target/bench/scale");
    let target = folder.join("target");
    let workspace = Workspace::lay_in(&root, &folder.join("ours"))?;
    let project = Project::at(workspace.folder());
    let path = project.specs().join("scale.yaml");
    fs::write(&path, spec)?;
    project
        .write("scale")
        .map_err(|error| io::Error::other(error.to_string()))?;
    let openapi = folder.join("openapi");
    OpenapiGenerator::install(&root)?.generate(&path, &openapi)?;
    alone(&openapi)?;
    let plain = folder.join("progenitor");
    progenitor::apart(&root, &path, &plain.join("src/lib.rs"))?;
    let manifest = format!(
        "[package]\nname = \"progenitor-scale\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}",
        progenitor::DEPENDENCIES
    );
    fs::write(plain.join("Cargo.toml"), manifest)?;

    println!(
        "\n1,000 synthetic operations, CPU seconds of `cargo check`, dependencies made before.\n"
    );
    println!("| generator | lines | CPU s |\n|---|---:|---:|");
    let ours = project.crate_of("scale");
    for (title, folder) in [
        ("ours", &ours),
        ("openapi-generator", &openapi),
        ("progenitor", &plain),
    ] {
        let ran = check(folder, &[], &target, 1)?;
        let seconds: f64 = ran.iter().map(|ran| ran.cpu_seconds).sum();
        println!(
            "| {title} | {} | {seconds:.1} |",
            lines(&folder.join("src"))?
        );
    }
    Ok(())
}

/// Makes a crate below another workspace's folder one of its own.
fn alone(folder: &Path) -> io::Result<()> {
    let path = folder.join("Cargo.toml");
    let manifest = fs::read_to_string(&path)?;
    fs::write(path, format!("{manifest}\n[workspace]\n"))
}

/// `cargo check` of a crate with these further arguments, so many times, its dependencies made before.
///
/// # Errors
/// It does not compile.
pub fn check(
    folder: &Path,
    arguments: &[&str],
    target: &Path,
    rounds: usize,
) -> io::Result<Vec<Ran>> {
    let mut command = process::cargo();
    command
        .args(["check", "--quiet"])
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // What the first run leaves would make the others look cheap.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("RUSTFLAGS");
    process::succeed(&mut command, LIMIT)?;
    let root = fs::File::options()
        .append(true)
        .open(folder.join("src/lib.rs"))?;
    let round = |_| {
        root.set_modified(SystemTime::now())?;
        process::succeed(&mut command, LIMIT)
    };
    (0..rounds).map(round).collect()
}

fn lines(folder: &Path) -> io::Result<usize> {
    let mut lines = 0;
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        lines += match path.is_dir() {
            true => self::lines(&path)?,
            false => fs::read_to_string(&path)?.lines().count(),
        };
    }
    Ok(lines)
}
