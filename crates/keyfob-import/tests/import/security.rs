//! Credentials.

use keyfob_codegen::model::Placement;
use serde_json::json;

use crate::support::{Imported, imported};

fn made() -> Imported {
    imported("security.yaml", include_str!("reports/security.txt"))
}

#[test]
fn every_kind_of_scheme_is_kept_or_named() {
    let made = made();
    let schemes: Vec<_> = made
        .spec
        .schemes
        .iter()
        .map(|one| (one.name.as_str(), &one.placement))
        .collect();
    let header = |name: &str| Placement::Header(name.to_owned());
    assert_eq!(
        schemes,
        [
            // A parameter of its operations has its name.
            ("bearer_credential", &Placement::Bearer),
            ("basic", &Placement::Basic),
            ("session_cookie", &Placement::Cookie("session".to_owned())),
            ("digest", &header("Authorization")),
            ("account", &Placement::Bearer),
            ("partner", &Placement::Bearer),
            ("x_api_key", &header("X-Api-Key")),
            ("session_id", &Placement::Cookie("session_id".to_owned())),
        ]
    );
    assert_eq!(
        made.at("/components/securitySchemes/partner/flows"),
        json!({"clientCredentials": {"tokenUrl": "https://api.example.com/token", "scopes": {"read": "Reads."}}})
    );
}

#[test]
fn requirements_are_alternatives_of_what_is_sent_together() {
    let made = made();
    let of = |id: &str| made.operation(id).security.clone();
    assert_eq!(of("both"), [["bearer_credential", "session_cookie"]]);
    assert_eq!(of("clash"), [["bearer_credential"], ["basic"]]);
    assert_eq!(of("optional"), [vec!["partner"], vec![]]);
    assert!(of("none").is_empty());
    // One of what goes together is not known: without it the others are no way in.
    assert_eq!(of("partly"), [["basic"]]);
    assert!(of("lost").is_empty());
    assert_eq!(
        made.within("get", "/lost", "/x-guessed"),
        json!(["retry", "security"])
    );
    // What a certificate proves needs nothing in HTTP.
    assert!(of("unknown").is_empty());
    assert_eq!(
        made.within("get", "/optional", "/security"),
        json!([{"partner": ["read"]}, {}])
    );
}

#[test]
fn parameters_that_carry_credentials_are_schemes() {
    let made = made();
    assert_eq!(made.operation("header").security, [["x_api_key"]]);
    assert_eq!(
        made.operation("cookie").security,
        [vec!["session_id"], vec![]]
    );
    // The header is what the document's own scheme sends.
    let authorization = made.operation("authorization");
    assert_eq!(authorization.security, [["bearer_credential"]]);
    let names: Vec<_> = authorization
        .parameters
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["bearer"]);
}
