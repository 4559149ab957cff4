//! Numbers that are points in time become such, and travel as numbers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::Path;

use keyfob_codegen::generate::{Files, generate};
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;

const SPEC: &str = include_str!("times.yaml");

fn files(spec: &str) -> Files {
    let document = Document::parse(Path::new("specs/times.yaml"), spec.to_owned()).unwrap();
    let findings = lint(&document);
    assert!(findings.is_empty(), "{findings:#?}");
    generate(&document).unwrap_or_else(|finding| panic!("{}", finding.message))
}

/// A file without white space and what comes with line breaks, so that formatting does not matter.
fn tight(files: &Files, path: &str) -> String {
    let text: String = files[Path::new(path)].split_whitespace().collect();
    text.replace(",)", ")")
}

fn has(text: &str, part: &str) {
    let part: String = part.split_whitespace().collect();
    assert!(text.contains(&part), "{part}");
}

#[test]
fn members_are_times_in_requests_and_answers() {
    let client = tight(&files(SPEC), "src/generated/client.rs");
    for (module, member) in [
        ("seconds", "modified: ::keyfob_core::OffsetDateTime"),
        (
            "whole_seconds_option",
            "expires: ::std::option::Option<::keyfob_core::OffsetDateTime>",
        ),
        (
            "fractional_seconds_option",
            "renewed: ::std::option::Option<::keyfob_core::OffsetDateTime>",
        ),
        (
            "seconds_list",
            "times: ::std::vec::Vec<::keyfob_core::OffsetDateTime>",
        ),
        (
            "seconds_option",
            "created: ::std::option::Option<::keyfob_core::OffsetDateTime>",
        ),
        (
            "whole_milliseconds_option",
            "seen: ::std::option::Option<::keyfob_core::OffsetDateTime>",
        ),
        (
            "nanoseconds_option",
            "received: ::std::option::Option<::keyfob_core::OffsetDateTime>",
        ),
    ] {
        let module = format!("::keyfob_core::timestamp::{module}");
        has(
            &client,
            &format!(
                r#"#[cfg_attr(feature = "schemars", schemars(schema_with = "{module}::json_schema"))]
                pub {member}"#
            ),
        );
        has(&client, &format!("{module}::Form, _"));
    }
    has(
        &client,
        "pub duration: ::std::option::Option<::keyfob_core::Decimal>",
    );
}

#[test]
fn answers_read_each_in_its_unit() {
    let client = tight(&files(SPEC), "src/generated/client.rs");
    for reader in [
        r#"created: members.seconds("created")"#,
        r#"seen: members.milliseconds("seen")"#,
        r#"received: members.nanoseconds("received")"#,
        r#"visits: members.seconds_list("visits")"#,
        r#"duration: members.decimal("duration")"#,
    ] {
        has(&client, reader);
    }
}

#[test]
fn parameters_go_out_in_their_unit_and_mocks_expect_that() {
    let files = files(SPEC);
    let client = tight(&files, "src/generated/client.rs");
    has(
        &client,
        "V: ::std::convert::TryInto<::keyfob_core::OffsetDateTime>",
    );
    has(
        &client,
        "self.since.map(|value| ::keyfob_core::timestamp::seconds::text(&value))",
    );
    has(
        &client,
        "self.until.map(|value| ::keyfob_core::timestamp::whole_milliseconds::text(&value))",
    );
    let mock = tight(&files, "src/generated/mock.rs");
    has(
        &mock,
        "pub fn since(self, value: impl Into<keyfob_core::OffsetDateTime>) -> Self",
    );
    has(
        &mock,
        "keyfob_core::timestamp::seconds::text(&value.into())",
    );
}

#[test]
fn examples_write_times_with_the_standard_library() {
    let client = &files(SPEC)[Path::new("src/generated/client.rs")];
    for part in [
        "use std::time::{Duration, UNIX_EPOCH};",
        ".since(UNIX_EPOCH + Duration::from_millis(1571234567250))",
        ".until(UNIX_EPOCH + Duration::from_millis(1571234567123))",
        ".modified(UNIX_EPOCH + Duration::from_secs(1571234567))",
        ".expires(UNIX_EPOCH)",
        ".times([UNIX_EPOCH + Duration::from_micros(1571234567123456)])",
    ] {
        assert!(client.contains(part), "{part}");
    }
}

#[test]
fn only_a_client_with_times_brings_them() {
    let with = files(SPEC);
    has(
        &tight(&with, "Cargo.toml"),
        r#"keyfob-core = { workspace = true, features = ["decimal", "time"] }"#,
    );
    has(
        &tight(&with, "src/lib.rs"),
        "pub use keyfob_core::OffsetDateTime;",
    );
    let without = SPEC
        .replace(", x-time: unix-milliseconds", "")
        .replace(", x-time: unix-fraction", "")
        .replace(", x-time: unix-nanoseconds", "")
        .replace(", x-time: unix", "");
    let without = files(&without);
    has(
        &tight(&without, "Cargo.toml"),
        r#"keyfob-core = { workspace = true, features = ["decimal"] }"#,
    );
    for (path, text) in &without {
        assert!(!text.contains("OffsetDateTime"), "{}", path.display());
    }
    // A time is no decimal.
    let alone = SPEC.replace(", duration: 1.5", "");
    let alone: Vec<_> = alone
        .lines()
        .filter(|line| !line.contains("duration:"))
        .collect();
    has(
        &tight(&files(&alone.join("\n")), "Cargo.toml"),
        r#"keyfob-core = { workspace = true, features = ["time"] }"#,
    );
}
