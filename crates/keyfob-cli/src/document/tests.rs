//! The three documents say what the program reads in them.

use clap::ValueEnum;

use super::*;

#[test]
fn every_operation_is_described() {
    let mut count = 0;
    for vendor in Vendor::value_variants() {
        let document = Document::of(*vendor).unwrap();
        for operation in vendor.api().operations {
            let described = document.operation(operation.id).unwrap();
            assert!(!described.summary().is_empty(), "{}", operation.id);
            let (from, confidence) = described.source();
            assert!(
                !from.is_empty() && !confidence.is_empty(),
                "{}",
                operation.id
            );
            for parameter in described.parameters() {
                let place = format!("{{{}}}", parameter.name);
                let is_in_path = operation.path.contains(&place);
                assert_eq!(
                    is_in_path,
                    parameter.place == Place::Path,
                    "{}",
                    operation.id
                );
            }
            count += 1;
        }
        assert_eq!(document.operations().count(), vendor.api().operations.len());
    }
    assert_eq!(count, 231);
}

#[test]
fn a_wrong_name_leads_to_near_ones() {
    let document = Document::of(Vendor::KotakNeo).unwrap();
    let hint = |id| document.operation(id).err().unwrap().hint.unwrap();
    assert!(hint("plac_order").contains("place_order"));
    assert!(hint("Get-Quotes").contains("get_quotes"));
    assert!(hint("xyzzy").contains("--list"));
}

#[test]
fn secret_members_of_answers_are_known() {
    let document = Document::of(Vendor::Quatrix).unwrap();
    let secrets = document
        .operation("session_login")
        .unwrap()
        .secrets_of_answers();
    assert!(secrets.contains("session_id"), "{secrets:?}");
    let document = Document::of(Vendor::KotakNeo).unwrap();
    let secrets = document
        .operation("totp_validate")
        .unwrap()
        .secrets_of_answers();
    assert!(
        secrets.contains("token") && secrets.contains("sid"),
        "{secrets:?}"
    );
    assert!(
        document
            .operation("get_positions")
            .unwrap()
            .secrets_of_answers()
            .is_empty()
    );
}

#[test]
fn forms_and_raw_bodies_are_told_apart() {
    let document = Document::of(Vendor::KotakNeo).unwrap();
    let body = document.operation("place_order").unwrap().body().unwrap();
    assert_eq!(body.json_member, Some("jData"));
    let document = Document::of(Vendor::KotakTrade).unwrap();
    let body = document.operation("issue_token").unwrap().body().unwrap();
    assert_eq!(body.media_type, "application/x-www-form-urlencoded");
    assert_eq!(body.json_member, None);
}
