//! Tests: the commands that README, CONTRIBUTING and guides show are commands.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::Args;
use crate::docs::root;

/// The lines of the blocks of shell, with the page on which each stands.
fn commands() -> Vec<(PathBuf, String)> {
    let guides = fs::read_dir(root().join("docs/guides")).unwrap();
    let guides = guides.map(|guide| guide.unwrap().path());
    let mut commands = Vec::new();
    let others = ["README.md", "CONTRIBUTING.md"].map(|page| root().join(page));
    for page in guides.chain(others) {
        let text = fs::read_to_string(&page).unwrap();
        for block in text.split("```sh\n").skip(1) {
            let (block, _) = block.split_once("```").unwrap();
            let lines = block.lines().filter_map(|line| line.split(" #").next());
            commands.extend(lines.map(|line| (page.clone(), line.trim_end().to_owned())));
        }
        // Those of tables and sentences.
        for code in text.split('`').skip(1).step_by(2) {
            if code.starts_with("cargo ") || code.starts_with("keyfob ") {
                commands.push((page.clone(), code.replace("NAME", "rentals")));
            }
        }
    }
    commands
}

#[test]
fn every_command_is_one() {
    let commands = commands();
    for (page, command) in &commands {
        if let Err(what) = check(command) {
            panic!("{}: `{command}`: {what}", page.display());
        }
    }
    assert!(commands.len() > 20, "{}", commands.len());
    for first in [
        "cargo run -p keyfob --example tour",
        "cargo test --workspace",
    ] {
        let is_there =
            |(page, command): &(PathBuf, String)| page.ends_with("README.md") && command == first;
        assert!(commands.iter().any(is_there), "{first}");
    }
}

fn check(command: &str) -> Result<(), String> {
    let words: Vec<_> = command
        .split_whitespace()
        .filter(|word| !word.contains('='))
        .collect();
    match words.as_slice() {
        ["cargo", "xtask", words @ ..] => chore(words),
        ["cargo", "test", "--workspace"] => Ok(()),
        ["cargo", "test", "--test", test, ..] => there(&format!("tests/{test}.rs")),
        ["cargo", "test", "-p", name, "--test", test, filter @ ..] => {
            let file = format!("crates/{name}/tests/{test}.rs");
            there(&file).and_then(|()| modules(&file, filter))
        }
        // The crates that the commands before make.
        ["cargo", "test", "-p", "rentals" | "acme"] => Ok(()),
        ["cargo", "semver-checks"] => Ok(()),
        ["cargo", "clippy", "-p", name, ..] => there(&format!("crates/{name}/Cargo.toml")),
        ["cargo", "run", "-p", name, "--example", example, ..] => {
            let file = there(&format!("crates/{name}/examples/{example}.rs"));
            file.or_else(|_| there(&format!("crates/{name}/examples/{example}/main.rs")))
        }
        [
            "cargo",
            "run",
            "-p",
            "keyfob-sandbox",
            "--features",
            "cli",
            options @ ..,
        ] => sandbox(options),
        ["cargo", "install", "--path", folder] => there(&format!("{folder}/Cargo.toml")),
        ["keyfob", command, ..] => of_the_command_line(command),
        _ => Err("no test knows of it".to_owned()),
    }
}

/// Whether the modules of tests that a command asks for are there: without them it would run none, and succeed.
fn modules(file: &str, filter: &[&str]) -> Result<(), String> {
    let source = fs::read_to_string(root().join(file)).unwrap();
    let mut named = filter.iter().filter_map(|word| word.strip_suffix("::"));
    let missing = named.find(|name| !source.contains(&format!("mod {name};")));
    missing.map_or(Ok(()), |name| Err(format!("{file} has no module {name}")))
}

/// A command of the command line, whose own tests run it.
fn of_the_command_line(command: &str) -> Result<(), String> {
    let source = fs::read_to_string(root().join("crates/keyfob-cli/src/cli.rs")).unwrap();
    let (first, rest) = command.split_at(1);
    let variant = format!("    {}{rest}(", first.to_uppercase());
    match source.contains(&variant) {
        true => Ok(()),
        false => Err(format!("keyfob has no command {command}")),
    }
}

/// A chore as the command line takes it.
fn chore(words: &[&str]) -> Result<(), String> {
    let line = ["cargo xtask"].iter().chain(words);
    let kind = Args::try_parse_from(line).err().map(|error| error.kind());
    match kind {
        // A sentence may speak of a group of chores.
        None
        | Some(ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) => {
            Ok(())
        }
        Some(kind) => Err(kind.to_string()),
    }
}

/// The options of the sandbox's program.
fn sandbox(options: &[&str]) -> Result<(), String> {
    let source = fs::read_to_string(root().join("crates/keyfob-sandbox/src/program.rs")).unwrap();
    let mut options = options
        .iter()
        .filter_map(|option| option.strip_prefix("--"));
    let unknown = options.find(|option| {
        let field = format!("    {}: ", option.replace('-', "_"));
        !option.is_empty() && !source.contains(&field)
    });
    unknown.map_or(Ok(()), |option| Err(format!("no option {option}")))
}

fn there(path: &str) -> Result<(), String> {
    match Path::new(&root()).join(path).is_file() {
        true => Ok(()),
        false => Err(format!("{path} is not there")),
    }
}
