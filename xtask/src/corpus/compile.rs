//! The compiler and the crate's own tests.

use std::fs;
use std::io;
use std::process::Command;
use std::time::Duration;

use super::record::{Checked, Tested};
use super::workspace::Workspace;
use crate::process::{self, Ran};

/// Checks a crate with all of its features but those for tests: `cargo check`, the dependencies made before.
///
/// # Errors
/// What the compiler says: how many errors of which kind, and the first of each.
pub fn check(workspace: &Workspace, name: &str, limit: Duration) -> Result<(Checked, f64), String> {
    let ran = cargo_check(workspace, name, limit).map_err(|error| error.to_string())?;
    match ran.success {
        true => Ok((Checked {}, ran.cpu_seconds)),
        false => Err(errors(&ran.errors)),
    }
}

fn cargo_check(workspace: &Workspace, name: &str, limit: Duration) -> io::Result<Ran> {
    let manifest = workspace.project().crate_of(name).join("Cargo.toml");
    let features = features(&fs::read_to_string(manifest)?);
    let mut command = cargo(workspace, "check", name);
    command.args(["--features", features]);
    let ran = process::run(&mut command, limit)?;
    // Where more than this crate was compiled, the time is not its own.
    if !ran.success || ran.errors.matches(" Checking ").count() <= 1 {
        return Ok(ran);
    }
    touch(workspace, name)?;
    process::run(&mut command, limit)
}

/// Has cargo compile a crate anew.
fn touch(workspace: &Workspace, name: &str) -> io::Result<()> {
    let root = workspace.project().crate_of(name).join("src/lib.rs");
    let root = fs::File::options().append(true).open(root)?;
    root.set_modified(std::time::SystemTime::now())
}

/// All operations: they are behind a feature where the crate has features by tag.
fn features(manifest: &str) -> &'static str {
    match manifest.lines().any(|line| line.starts_with("all = ")) {
        true => "all",
        false => "default",
    }
}

/// Runs the crate's tests, with all features, the dependencies made before.
///
/// # Errors
/// They do not compile, or there are none.
pub fn test(workspace: &Workspace, name: &str, limit: Duration) -> Result<(Tested, f64), String> {
    if !workspace.project().crate_of(name).join("tests").exists() {
        return Err("the crate has no tests".to_owned());
    }
    let ran = cargo_test(workspace, name, limit).map_err(|error| error.to_string())?;
    let named = |word: &str| {
        let lines = ran.output.lines();
        let of_word = lines.filter_map(|line| line.strip_prefix("test ")?.strip_suffix(word));
        let named = of_word.filter_map(|line| line.strip_suffix(" ... "));
        named.map(str::to_owned).collect::<Vec<_>>()
    };
    let (passed, failed) = (named("ok").len(), named("FAILED"));
    if passed + failed.len() == 0 {
        return Err(errors(&ran.errors));
    }
    Ok((Tested { passed, failed }, ran.cpu_seconds))
}

fn cargo_test(workspace: &Workspace, name: &str, limit: Duration) -> io::Result<Ran> {
    let arguments = ["--all-features", "--test", "*", "--no-fail-fast"];
    let mut build = cargo(workspace, "test", name);
    build.args(arguments).arg("--no-run");
    let mut built = process::run(&mut build, limit)?;
    if built.success && built.errors.matches(" Compiling ").count() > 1 {
        touch(workspace, name)?;
        built = process::run(&mut build, limit)?;
    }
    if !built.success {
        return Ok(built);
    }
    let mut ran = process::run(cargo(workspace, "test", name).args(arguments), limit)?;
    ran.cpu_seconds += built.cpu_seconds;
    Ok(ran)
}

fn cargo(workspace: &Workspace, verb: &str, name: &str) -> Command {
    let mut command = process::cargo();
    command
        .args([verb, "--package", name])
        .current_dir(workspace.folder())
        .env("CARGO_TARGET_DIR", workspace.target())
        // What an earlier run left would make the same crate look cheap.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("RUSTFLAGS");
    command
}

/// How often each kind of error is there, with the first of it.
fn errors(text: &str) -> String {
    let mut kinds: Vec<(String, usize, String)> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with("error") || line.starts_with("error: could not compile") {
            continue;
        }
        let kind = line.split(':').next().unwrap_or(line).to_owned();
        match kinds.iter_mut().find(|(known, _, _)| *known == kind) {
            Some((_, count, _)) => *count += 1,
            None => {
                let place = lines.peek().map_or("", |place| place.trim());
                kinds.push((kind, 1, format!("{line} {place}")));
            }
        }
    }
    if kinds.is_empty() {
        return process::last_lines(text, 5);
    }
    let kinds = kinds
        .iter()
        .map(|(kind, count, first)| format!("{count} × {kind}: {first}"));
    kinds.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::errors;

    #[test]
    fn errors_are_counted_by_kind_with_the_first_of_each() {
        let told = "    Checking acme\n\
            error[E0425]: cannot find `a`\n  --> src/a.rs:1:1\n\
            error[E0425]: cannot find `b`\n  --> src/b.rs:1:1\n\
            error: expected `;`\n  --> src/c.rs:1:1\n\
            error: could not compile `acme` (lib) due to 3 previous errors\n";
        assert_eq!(
            errors(told),
            "2 × error[E0425]: error[E0425]: cannot find `a` --> src/a.rs:1:1\n\
             1 × error: error: expected `;` --> src/c.rs:1:1"
        );
        assert_eq!(errors("no space left\n"), "no space left");
    }
}
