//! Swagger 2.0.

use keyfob_codegen::model::{Kind, Placement};
use serde_json::json;

use crate::support::imported;

#[test]
fn swagger_becomes_a_spec() {
    let made = imported("swagger.json", include_str!("reports/swagger.txt"));
    assert_eq!(made.at("/servers/0/url"), "https://pets.example.com/v2");
    assert_eq!(
        made.at("/x-hosts"),
        json!(["login.pets.example.com", "pets.example.com"])
    );
    assert_eq!(
        made.at("/x-faults"),
        json!({"code": ["/code"], "message": ["/message"]})
    );
    assert_eq!(
        made.at("/x-generate"),
        json!(["facade", "sandbox", "tests"])
    );

    let add = made.operation("add_pet");
    assert_eq!(
        (add.retry.as_str(), add.group.as_str(), add.name.as_str()),
        ("never", "pet", "add_pet")
    );
    assert_eq!(add.security, [["petstore_auth"]]);
    assert_eq!(add.source.1, "Pets 1.0.0, POST /pet");
    assert_eq!(add.body.as_ref().unwrap().media, "application/json");
    assert!(!add.optional_body);

    let find = made.operation("find_pets_by_status");
    assert_eq!(find.retry, "safe");
    assert!(
        find.description.ends_with("Deprecated by the vendor."),
        "{}",
        find.description
    );
    let kinds: Vec<_> = find
        .parameters
        .iter()
        .map(|one| (one.name.as_str(), &one.kind, one.required))
        .collect();
    assert!(
        matches!(kinds[0], ("status", Kind::List(_), true)),
        "{kinds:?}"
    );
    assert!(matches!(kinds[1], ("tags", Kind::Text, false)), "{kinds:?}");
    assert!(
        matches!(kinds[2], ("limit", Kind::Integer, false)),
        "{kinds:?}"
    );
    let statuses: Vec<_> = find.answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200, 400]);
}

#[test]
fn forms_of_swagger_are_bodies() {
    let made = imported("swagger.json", include_str!("reports/swagger.txt"));
    let update = made.operation("update_pet_with_form");
    let body = update.body.as_ref().unwrap();
    assert_eq!(body.media, "application/x-www-form-urlencoded");
    let form = made.at(&format!(
        "/components/schemas/{}",
        body.schema.as_ref().unwrap()
    ));
    assert_eq!(form["required"], json!(["age"]));
    assert_eq!(form["properties"]["name"]["description"], "Its new name.");
    // Both parameters of the form are in the body, and the one of the path is not.
    assert_eq!(update.parameters.len(), 1);
}

#[test]
fn files_of_swagger_are_bytes() {
    let made = imported("swagger.json", include_str!("reports/swagger.txt"));
    let picture = made.operation("get_picture");
    assert!(picture.streams());
    assert_eq!(
        picture.headers,
        [("accept".to_owned(), "image/png".to_owned())]
    );
    assert_eq!(picture.answers[0].headers, ["X-Width"]);
    assert!(picture.security.is_empty());
}

#[test]
fn credentials_of_swagger_are_schemes() {
    let made = imported("swagger.json", include_str!("reports/swagger.txt"));
    let placements: Vec<_> = made
        .spec
        .schemes
        .iter()
        .map(|scheme| &scheme.placement)
        .collect();
    assert_eq!(
        placements,
        [
            &Placement::Bearer,
            &Placement::Header("api_key".to_owned()),
            &Placement::Basic
        ]
    );
    assert_eq!(
        made.at("/components/securitySchemes/petstore_auth/flows"),
        json!({"authorizationCode": {
            "authorizationUrl": "https://login.pets.example.com/authorize",
            "tokenUrl": "https://login.pets.example.com/token",
            "scopes": {"write:pets": "changes pets", "read:pets": "reads pets"},
        }})
    );
    assert_eq!(
        made.within("post", "/pet", "/security"),
        json!([{"petstore_auth": ["write:pets", "read:pets"]}])
    );
    // An optional key beside a scheme that is needed: with it, or without.
    let delete = made.operation("delete_pet");
    assert_eq!(delete.security, [vec!["staff", "api_key"], vec!["staff"]]);
    assert!(delete.parameters.iter().all(|one| one.name != "api_key"));
    assert_eq!(
        made.within("delete", "/pet/{petId}", "/x-guessed"),
        json!(["retry", "security"])
    );
    assert_eq!(made.within("post", "/pet", "/x-guessed"), json!(["retry"]));
}
