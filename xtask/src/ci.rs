//! `ci`: what `.ci/run` decides on, for a developer's machine; with `--all` also what takes too long for every change.

use std::path::Path;
use std::process::{Command, ExitCode};

/// A check: what it is called, and the command that makes it.
type Check = (&'static str, &'static [&'static str]);

/// What decides on every change.
const EACH: Check = ("every change", &[".ci/run"]);

/// What is checked each night, after that.
const LONG: [Check; 11] = [
    ("release", &["cargo", "xtask", "release", "--dry-run"]),
    ("the oldest Rust", &[".ci/msrv"]),
    ("some features only", &[".ci/features"]),
    ("drift of generated files", &[".ci/drift"]),
    ("the installed command line", &[".ci/install"]),
    ("the command line with a keyring", &[".ci/keyring"]),
    ("rclone against the sandbox", &[".ci/rclone"]),
    (
        "fuzz targets",
        &[
            "cargo",
            "check",
            "--quiet",
            "--manifest-path",
            "fuzz/Cargo.toml",
        ],
    ),
    ("guides and references in a browser", &[".ci/browser"]),
    ("more new vendors", &[".ci/new-vendor", "--all"]),
    ("budgets", &["cargo", "xtask", "bench", "all"]),
];

/// Runs the checks, each whatever became of those before it.
pub fn run(root: &Path, all: bool) -> ExitCode {
    let long = LONG.iter().filter(|_| all);
    let failed = failed(root, [&EACH].into_iter().chain(long));
    if all && !failed.is_empty() {
        eprintln!("failed: {}", failed.join(", "));
    }
    match failed.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The names of the checks that fail.
fn failed<'a>(root: &Path, checks: impl Iterator<Item = &'a Check>) -> Vec<&'static str> {
    let failed = checks.filter(|(name, command)| {
        println!("\n=== {name}: {}", command.join(" "));
        !passes(root, command)
    });
    failed.map(|(name, _)| *name).collect()
}

fn passes(root: &Path, command: &[&str]) -> bool {
    let Some((program, arguments)) = command.split_first() else {
        return false;
    };
    // A script of the project, which says itself what runs it; or a program of the machine.
    let program = match program.contains('/') {
        true => root.join(program),
        false => program.into(),
    };
    let status = Command::new(&program)
        .args(arguments)
        .current_dir(root)
        .status();
    match status {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("{}: {error}", program.display());
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_that_is_named_is_there_and_can_be_run() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let commands = [EACH].into_iter().chain(LONG).map(|(_, command)| command);
        let scripts: Vec<_> = commands
            .filter_map(|command| command.first())
            .filter(|program| program.contains('/'))
            .collect();
        assert!(scripts.len() > 5, "{scripts:?}");
        for script in scripts {
            let text = std::fs::read_to_string(root.join(script)).unwrap();
            assert!(text.starts_with("#!/usr/bin/env "), "{script}");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = root.join(script).metadata().unwrap().permissions().mode();
                assert_eq!(mode & 0o111, 0o111, "{script}");
            }
        }
    }

    #[test]
    fn a_script_runs_by_what_it_names_and_in_the_project() {
        let folder = std::env::temp_dir().join(format!("xtask-ci-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("checks")).unwrap();
        let script = folder.join("checks/python");
        std::fs::write(
            &script,
            "#!/usr/bin/env python3\nimport os\nos.stat('checks/python')\n",
        )
        .unwrap();
        std::process::Command::new("chmod")
            .arg("+x")
            .arg(&script)
            .status()
            .unwrap();
        assert!(passes(&folder, &["checks/python"]));
        assert!(!passes(&folder, &["checks/none"]));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn every_check_runs_and_those_that_fail_are_named() {
        let checks: [Check; 4] = [
            ("one", &["false"]),
            ("two", &["true"]),
            ("three", &["no-such-program-anywhere"]),
            ("four", &[]),
        ];
        let failed = failed(Path::new("."), checks.iter());
        assert_eq!(failed, ["one", "three", "four"]);
    }
}
