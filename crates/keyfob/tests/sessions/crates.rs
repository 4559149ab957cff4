//! Who does not ask for managers or feeds compiles nothing of them.

use std::collections::BTreeSet;
use std::process::Command;

/// The crates of a program with these features, keyfob among them, on one system.
fn crates(features: &str) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args([
        "tree",
        "--locked",
        "--package",
        "keyfob",
        "--edges",
        "normal",
    ]);
    command.args(["--prefix", "none", "--format", "{p}"]);
    command.args(["--target", "x86_64-unknown-linux-gnu"]);
    command.args(["--no-default-features", "--features", features]);
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let shown = String::from_utf8(output.stdout).unwrap();
    let names = shown.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// As many as before there were managers; fewer are welcome.
#[test]
fn what_is_not_asked_for_is_not_compiled() {
    for (features, most) in [
        ("kotak-trade", 94),
        ("kotak-neo", 94),
        ("quatrix", 94),
        (
            "kotak-trade,kotak-neo,quatrix,totp,blocking,quatrix-transfer",
            118,
        ),
    ] {
        let compiled = crates(features);
        for optional in [
            "keyfob-session",
            "keyfob-feed",
            "kotak-neo-feed",
            "tokio-websockets",
        ] {
            assert!(!compiled.contains(optional), "{features}: {optional}");
        }
        assert!(
            compiled.len() <= most,
            "{features}: {} {compiled:?}",
            compiled.len()
        );
    }
    assert!(crates("quatrix,manager").contains("keyfob-session"));
    assert!(crates("kotak-neo-feed").contains("tokio-websockets"));
}
