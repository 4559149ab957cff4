//! What programs that depend on Keyfob compile.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::process::Command;

/// The crates below `keyfob` with these features, as a program sees them.
fn tree(features: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "keyfob",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(["--features", features])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines()
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect()
}

const VENDORS: [&str; 3] = ["kotak-trade", "kotak-neo", "quatrix"];

#[test]
fn one_vendor_brings_no_other_and_no_generator() {
    for vendor in VENDORS {
        let crates = tree(vendor);
        assert!(
            crates.contains(vendor) && crates.contains("reqwest"),
            "{crates:?}"
        );
        let strangers = VENDORS.iter().filter(|other| **other != vendor);
        for stranger in
            strangers
                .copied()
                .chain(["progenitor", "progenitor-impl", "typify", "keyfob-codegen"])
        {
            assert!(!crates.contains(stranger), "{vendor} brings {stranger}");
        }
        for test_only in [
            "httpmock",
            "schemars",
            "keyfob-sandbox",
            "axum",
            "aws-lc-rs",
            "openssl",
        ] {
            assert!(!crates.contains(test_only), "{vendor} brings {test_only}");
        }
    }
}

#[test]
fn no_vendor_is_the_default() {
    let crates = tree("default");
    assert!(
        VENDORS.iter().all(|vendor| !crates.contains(*vendor)),
        "{crates:?}"
    );
}
