//! Each line of this README, and of the repository's, does what it says: it is run by a shell, against a sandbox that the program itself has
//! started.

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::desk::{Desk, program};

const README: &str = include_str!("../../README.md");

/// The one that strangers read first.
const FRONT: &str = include_str!("../../../../README.md");

/// The lines of the blocks of this kind.
fn lines(readme: &'static str, kind: &str) -> Vec<&'static str> {
    let start = format!("```sh,{kind}\n");
    let blocks = readme.split(&start).skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap());
    blocks.flat_map(str::lines).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_is_run() {
    let lines = run(README).await;
    assert!(lines.len() > 20, "{lines:?}");
    let shown = README
        .lines()
        .flat_map(|line| line.split("keyfob ").skip(1))
        .filter_map(|rest| rest.split_whitespace().next());
    for command in crate::help::COMMANDS {
        let mut shown = shown.clone();
        assert!(
            shown.any(|word| word == command),
            "{command} has no example"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn so_is_each_of_the_front_page() {
    assert!(!run(FRONT).await.is_empty());
}

/// Runs the lines of a page, and returns them.
async fn run(readme: &'static str) -> Vec<&'static str> {
    let desk = Desk::new().await;
    for (name, text) in [("report.pdf", "a"), ("photos/cover.jpg", "c")] {
        let path = desk.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let folder = program().parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .env_clear()
            .env("PATH", format!("{}:{path}", folder.display()))
            .env("KEYFOB_HOME", desk.path("home"))
            .current_dir(desk.folder.path())
            .stdin(Stdio::null());
        command
    };
    // The port is free here; nothing else of the lines is other.
    let start = lines(readme, "sandbox")
        .join("\n")
        .replace("sandbox --ticks", "sandbox --port 0 --ticks");
    assert!(start.contains("--port 0"), "{start}");
    let mut sandbox = shell(&format!("{start}\nwait"))
        .process_group(0)
        .spawn()
        .unwrap();
    let printed = || std::fs::read_to_string(desk.path("sandbox.env")).unwrap_or_default();
    for _ in 0..200 {
        if printed().contains("# Stop") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let lines = lines(readme, "run");
    let mut failed = Vec::new();
    for line in &lines {
        let output = shell(line).output().unwrap();
        if !output.status.success() || output.stdout.is_empty() && !line.contains('>') {
            failed.push((line, output));
        }
    }
    let group = format!("-{}", sandbox.id());
    Command::new("kill")
        .args(["-TERM", "--", &group])
        .status()
        .unwrap();
    sandbox.wait().unwrap();
    assert!(failed.is_empty(), "{failed:#?}");
    lines
}

#[tokio::test]
async fn the_table_of_exit_codes_is_that_of_the_help() {
    let desk = Desk::new().await;
    let help = desk.done(&["--help"]);
    let help = help.split_once("Exit codes:").unwrap().1;
    let told = help.lines().map(str::trim).filter(|line| !line.is_empty());
    let told: Vec<_> = told.map(|line| line.split_once("  ").unwrap()).collect();
    assert_eq!(told.len(), 10);
    for (code, meaning) in told {
        let row = format!("| {code} | {meaning} |");
        assert!(README.contains(&row), "{row}");
    }
}
