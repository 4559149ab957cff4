//! `release`: everything that must hold before the crates are published, and then the commands that publish them. It runs none of those.

mod baseline;
mod changelog;
mod contents;
mod links;
mod manifests;
mod order;
mod package;
mod report;
#[cfg(test)]
mod tests;
mod verify;
mod workspace;

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use keyfob_codegen::Project;

use self::report::Report;
use self::workspace::Workspace;

/// Checks a release. A dry run succeeds with what only a person can do left to do; otherwise that fails, too, and the commands are printed once
/// nothing is left.
pub fn run(root: &Path, project: &Project, is_dry: bool) -> ExitCode {
    let mut report = Report::default();
    let commands = check(root, project, &mut report).unwrap_or_else(|error| {
        report.fault(error.to_string());
        Vec::new()
    });
    print!("{}", report.text());
    match report.passes(is_dry) {
        true if is_dry => println!("the dry run passed; nothing is published"),
        true => println!(
            "ready. A person publishes, with these commands in this order:\n\n{}",
            commands.join("\n")
        ),
        false => println!("not ready"),
    }
    match report.passes(is_dry) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Every check; the commands that publish.
fn check(root: &Path, project: &Project, report: &mut Report) -> io::Result<Vec<String>> {
    let workspace = Workspace::read(root)?;
    let version = &workspace.version;
    step("tree");
    workspace::is_clean(root, report)?;
    let order = prepared(root, &workspace, report)?;
    step("API");
    baseline::check(root, project, &workspace, report)?;
    step("packages");
    let target = root.join("target/release-check");
    let archives = package::all(root, &order, &target)?;
    let unpacked = package::unpack(&archives)?;
    for archive in &archives {
        println!("{archive}");
        contents::size(archive, report);
        contents::licences(
            &archive.name,
            &archive.folder(unpacked.path()),
            root,
            report,
        )?;
    }
    verify::workspace(root, unpacked.path(), &archives)?;
    for one in &order {
        step(&format!("build of {} {version}", one.name));
        verify::build(unpacked.path(), &target, one, report)?;
        verify::operations(project, &target, one, report)?;
    }
    let publish = order
        .iter()
        .map(|one| format!("cargo publish -p {}", one.name));
    let tag = format!("git tag v{version} && git push origin v{version}");
    Ok(publish.chain([tag]).collect())
}

/// The checks that compile nothing; the crates in the order in which they are published.
fn prepared<'a>(
    root: &Path,
    workspace: &'a Workspace,
    report: &mut Report,
) -> io::Result<Vec<&'a workspace::Package>> {
    step("order");
    let order = order::of(&workspace.packages)?;
    for (number, one) in order.iter().enumerate() {
        println!("{:2} {}", number + 1, one.name);
    }
    step("manifests");
    manifests::check(workspace, report)?;
    step("changelog");
    changelog::check(root, &workspace.version, report)?;
    step("contents of packages");
    let readme = fs::read_to_string(root.join("README.md"))?;
    contents::promise("README.md", &readme, report);
    for one in &order {
        contents::check(root, one, report)?;
    }
    Ok(order)
}

/// Says what is being checked, and since when the command runs.
fn step(name: &str) {
    static STARTED: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let seconds = STARTED.get_or_init(Instant::now).elapsed().as_secs();
    println!("=== {name} ({seconds}s)");
}
