//! The reports in `tests/reports`, which `cargo xtask drift` is tested with, are what checks of a drifting sandbox make.

use std::path::Path;

use keyfob_sandbox::{Drift, Sandbox};

use super::sessions::{Session, VENDORS, check};

/// Drifts that are on at once: with each vendor, no two of them hide one another.
const DRIFTS: [Drift; 8] = [
    Drift::MemberMissing,
    Drift::NestedMissing,
    Drift::MemberRenamed,
    Drift::MemberAdded,
    Drift::NumberAsText,
    Drift::Null,
    Drift::UnknownValue,
    Drift::ErrorShape,
];

/// With the environment's `KEYFOB_WRITE_REPORTS` they are written.
#[tokio::test]
async fn are_what_a_check_makes() {
    for vendor in VENDORS {
        let sandbox = Sandbox::start().await.unwrap();
        let session = Session::of(vendor, &sandbox).await;
        sandbox.drift(DRIFTS);
        let mut report = check(vendor, &session).await;
        // These are other tomorrow.
        report.date = "2026-01-05".to_owned();
        report.document = "0".repeat(16);
        let text = report.to_json();
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/reports/{vendor}.json"));
        if std::env::var_os("KEYFOB_WRITE_REPORTS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert!(
            kept == text,
            "{} is other: run this test with KEYFOB_WRITE_REPORTS=1\n{report}",
            path.display()
        );
    }
}
