//! What holds for the workspace as a whole: what programs that depend on it compile, and where it is told what is proved.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "workspace/reliability.rs"]
mod reliability;

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

/// A new dependency is one that every user compiles: it belongs behind a feature of its own, or has to say why not.
#[test]
fn what_a_program_compiles() {
    let plain = listed("without default features");
    let default = listed("default features add");
    let later = listed("added to the default features later");
    let reasonless: Vec<_> = later.iter().filter(|(_, why)| why.is_empty()).collect();
    assert!(reasonless.is_empty(), "without a reason: {reasonless:?}");
    for vendor in VENDORS {
        let mut expected: Vec<_> = plain.iter().map(|(name, _)| *name).collect();
        expected.push(vendor);
        is_compiled(vendor, &["--no-default-features"], expected.clone());
        expected.extend(default.iter().chain(&later).map(|(name, _)| *name));
        is_compiled(vendor, &[], expected);
    }
}

const LIST: &str = "tests/workspace/crates.txt";

/// The lines below a heading of the list: a crate, and what is said about it.
fn listed(heading: &str) -> Vec<(&'static str, &'static str)> {
    let list = include_str!("workspace/crates.txt").lines();
    let below = list.skip_while(|line| *line != format!("[{heading}]"));
    let lines = below.skip(1).take_while(|line| !line.starts_with('['));
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let split = |line: &'static str| line.split_once('#').unwrap_or((line, ""));
    let lines = lines.map(split);
    lines.map(|(name, why)| (name.trim(), why.trim())).collect()
}

/// A program with this vendor compiles these crates, no other and none of them in two versions, unless it stands there twice.
fn is_compiled(vendor: &str, options: &[&str], mut expected: Vec<&str>) {
    // Of one platform, so that the list is the same wherever it is compared.
    let shown = "--edges normal,build --prefix none --format {p} --target x86_64-unknown-linux-gnu";
    let shown: Vec<_> = shown.split(' ').collect();
    let chosen = ["tree", "--package", "keyfob", "--features", vendor];
    let text = cargo(&[&chosen[..], options, &shown].concat());
    // Name and version, without where it comes from and whether it was shown before.
    let versions: BTreeSet<_> = text
        .lines()
        .filter_map(|line| line.split(" (").next())
        .collect();
    let mut new = Vec::new();
    for version in versions {
        let name = version.split(' ').next().unwrap_or_default();
        match expected.iter().position(|listed| *listed == name) {
            Some(at) => drop(expected.swap_remove(at)),
            None => new.push(version),
        }
    }
    assert!(
        new.is_empty(),
        "with `{vendor}` {options:?}, every program now compiles {new:?}, too: put the dependency behind a feature that is off \
         by default; if all programs need it, add a line to {LIST} that says why"
    );
    assert!(
        expected.is_empty(),
        "with `{vendor}` {options:?}, no program compiles {expected:?} any more: take them out of {LIST}"
    );
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

/// What a user can turn on stands where users look: in the README of the repository, and in that of the crate.
#[test]
fn every_feature_of_the_facade_is_in_both_readmes() {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&text).expect("JSON");
    let mut packages = metadata["packages"].as_array().expect("packages").iter();
    let facade = packages.find(|package| package["name"] == "keyfob");
    let features = facade.expect("the facade")["features"].as_object();
    let features: Vec<_> = features.expect("features").keys().collect();
    assert!(features.len() > 10, "{features:?}");
    for readme in [
        include_str!("../README.md"),
        include_str!("../crates/keyfob/README.md"),
    ] {
        let is_missing =
            |name: &&&String| name.as_str() != "default" && !readme.contains(&format!("`{name}`"));
        let missing: Vec<_> = features.iter().filter(is_missing).collect();
        assert!(missing.is_empty(), "{missing:?}");
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
