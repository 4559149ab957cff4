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

use serde_json::Value;

/// The crates below `keyfob` with these features, as a program sees them.
fn tree(features: &str) -> BTreeSet<String> {
    let shown = [
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let chosen = ["tree", "--package", "keyfob", "--features", features];
    let text = cargo(&[&chosen[..], &shown].concat());
    text.lines()
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
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
        // It alone would bring a second `syn`, which costs more than any client.
        assert!(!crates.contains("tracing-attributes"));
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

#[test]
fn metrics_cost_nothing_where_they_are_not_wanted() {
    let without = tree("quatrix");
    let with = tree("quatrix,metrics");
    let more: Vec<_> = with.difference(&without).map(String::as_str).collect();
    assert_eq!(more, ["metrics", "rapidhash", "rustversion"]);
}

/// The README and every manifest name one Rust, and no dependency needs a newer one.
#[test]
fn the_oldest_rust_is_told_truly() {
    let text = cargo(&["metadata", "--format-version", "1", "--all-features"]);
    let metadata: Value = serde_json::from_str(&text).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let stated = |package: &Value| package["rust_version"].as_str().map(version);
    let (ours, theirs): (Vec<_>, Vec<_>) = packages
        .iter()
        .partition(|package| package["source"].is_null());
    let readme = include_str!("../README.md");
    let told = readme
        .split("Rust ")
        .filter_map(|rest| rest.split_once(" or newer"));
    let told: Vec<_> = told.map(|(told, _)| version(told)).collect();
    assert_eq!(told.len(), 1, "the README tells the oldest Rust once");
    for package in ours {
        assert_eq!(
            stated(package),
            Some(told[0].clone()),
            "{}",
            package["name"]
        );
    }
    for package in theirs {
        assert!(
            stated(package) <= Some(told[0].clone()),
            "{} needs a newer one",
            package["name"]
        );
    }
}

/// `1.88` and `1.88.0` are the same.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<_> = text
        .split('.')
        .map(|number| number.parse().expect("a number"))
        .collect();
    numbers.resize(3, 0);
    numbers
}
