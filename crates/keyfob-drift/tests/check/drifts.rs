//! Each way in which the sandbox can drift is found, where it is, and nothing else.

use keyfob_drift::{Finding, Kind, Outcome, Report};
use keyfob_sandbox::{Drift, DriftPlace, Sandbox};

use super::sessions::{Session, VENDORS, check};

/// What a check is to find of a drift: kinds and places.
fn expected(drift: Drift, at: &str) -> Vec<(Kind, String)> {
    let here = |kind| vec![(kind, at.to_owned())];
    let below = |kind, name: &str| vec![(kind, format!("{at}/{name}"))];
    match drift {
        Drift::MemberMissing | Drift::NestedMissing => here(Kind::Missing),
        Drift::MemberRenamed => vec![
            (Kind::Missing, at.to_owned()),
            (Kind::Unknown, format!("{at}2")),
        ],
        Drift::MemberAdded => below(Kind::Unknown, "note"),
        Drift::SecretAdded => below(Kind::Unknown, "token"),
        Drift::KeyedByAccount => below(Kind::Unknown, "{10 digits}"),
        Drift::WrapperGone => vec![(Kind::Wrapper, String::new())],
        Drift::NumberAsText | Drift::TextAsNumber | Drift::ListAsObject => here(Kind::Type),
        Drift::Null => here(Kind::Null),
        Drift::ItemForList => here(Kind::SingleItem),
        Drift::UnknownValue => here(Kind::Value),
        Drift::DateFormat => here(Kind::Format),
        Drift::Status => here(Kind::Status),
        Drift::ContentType | Drift::ContentTypeGone => here(Kind::ContentType),
        Drift::EmptyBody => here(Kind::EmptyBody),
        Drift::Html => here(Kind::NotJson),
        other => panic!("{other} is not told of here"),
    }
}

fn found(report: &Report) -> Vec<(Kind, String)> {
    let findings = report.findings.iter();
    let mut found: Vec<_> = findings
        .map(|finding| (finding.kind, finding.at.clone()))
        .collect();
    found.sort();
    found
}

/// An error of another shape lacks what each error of the document has, and has what none has.
fn is_of_another_shape(findings: &[Finding]) -> bool {
    let is_new = |finding: &Finding| finding.kind == Kind::Unknown && finding.at == "/problem";
    let is_part = |finding: &Finding| is_new(finding) || finding.kind == Kind::Missing;
    findings.iter().any(is_new)
        && findings.iter().all(is_part)
        && findings.iter().all(|finding| finding.status == 400)
}

async fn drifts_are_found(vendor: &str) {
    let sandbox = Sandbox::start().await.unwrap();
    let session = Session::of(vendor, &sandbox).await;
    for drift in Drift::ALL {
        let Some(DriftPlace { operation, at, .. }) = drift.place(vendor) else {
            continue;
        };
        sandbox.drift([drift]);
        let report = check(vendor, &session).await;
        let others = report.findings.iter();
        let mut others = others.filter(|finding| finding.operation != operation);
        assert!(others.next().is_none(), "{vendor}, {drift}: {report}");
        let outcome = report.operation(operation).map(|one| one.outcome);
        assert_eq!(
            outcome,
            Some(Outcome::Drifted),
            "{vendor}, {drift}: {report}"
        );
        if drift == Drift::ErrorShape {
            assert!(is_of_another_shape(&report.findings), "{vendor}: {report}");
            continue;
        }
        assert_eq!(
            found(&report),
            expected(drift, at),
            "{vendor}, {drift}: {report}"
        );
        assert!(!report.to_json().contains(Drift::SECRET), "{vendor}");
        assert!(!report.to_json().contains(Drift::ACCOUNT), "{vendor}");
    }
    sandbox.drift([]);
    let report = check(vendor, &session).await;
    assert!(report.findings.is_empty(), "{report}");
}

#[tokio::test]
async fn of_kotak_neo() {
    drifts_are_found("kotak-neo").await;
}

#[tokio::test]
async fn of_kotak_trade() {
    drifts_are_found("kotak-trade").await;
}

#[tokio::test]
async fn of_quatrix() {
    drifts_are_found("quatrix").await;
}

#[test]
fn each_drift_shows_with_a_vendor() {
    for drift in Drift::ALL {
        let vendors = VENDORS.iter();
        let count = vendors
            .filter(|vendor| drift.place(vendor).is_some())
            .count();
        assert!(count >= 2, "{drift}");
        assert_eq!(drift.name().parse(), Ok(drift));
    }
}
