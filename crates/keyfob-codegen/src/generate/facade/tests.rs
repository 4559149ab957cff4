use std::path::Path;

use super::facade;
use crate::load::Document;
use crate::model::Spec;

/// The module of a vendor with these schemes, whose operations ask for these.
fn text(schemes: &str, security: &[&str]) -> String {
    let operations = security.iter().enumerate().map(|(n, security)| {
        format!("  /things/{n}: {{get: {{operationId: read{n}, tags: [things], x-retry: safe, security: {security}, responses: {{}}}}}}\n")
    });
    let text = format!(
        "info: {{title: Acme, description: Sells things.}}\nx-generate: [facade]\ntags: [{{name: things}}]\npaths:\n{}components:\n  securitySchemes:\n{schemes}",
        operations.collect::<String>()
    );
    let document = Document::parse(Path::new("specs/acme-inc.yaml"), text).unwrap();
    let tokens = facade(&Spec::of(&document)).unwrap();
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

/// The names of the methods, in order.
fn methods(text: &str) -> Vec<&str> {
    let heads = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub fn "));
    heads.map(|head| head.split('(').next().unwrap()).collect()
}

#[test]
fn a_spec_that_does_not_ask_for_it_has_none() {
    let document = Document::parse(
        Path::new("specs/acme.yaml"),
        "x-generate: [tests]\n".to_owned(),
    );
    assert!(facade(&Spec::of(&document.unwrap())).is_none());
}

#[test]
fn one_scheme_of_a_kind_has_the_usual_name() {
    let schemes = "    KeyAuth: {type: apiKey, in: header, name: X-Key}\n    Http: {type: http, scheme: bearer}\n    User: {type: http, scheme: basic}\n";
    let text = text(schemes, &["[{KeyAuth: []}]", "[{Http: []}, {User: []}]"]);
    let expected = [
        "api_key",
        "with_api_key",
        "token",
        "with_token",
        "basic",
        "with_basic",
    ];
    assert_eq!(methods(&text)[..6], expected);
    for part in [
        "pub use ::acme_inc::*;",
        "let session = Login::new().api_key(\"value\")?;",
        "session.client().things().read0().send().await?;",
        "let session = Login::new().basic(\"user\", \"password\")?;",
        "(&credentials::KEY_AUTH, \"API_KEY\")",
        "const ENV_PREFIX: &'static str = \"KEYFOB_ACME_INC_\";",
        "const NAME: &'static str = \"acme-inc\";",
        "use keyfob::acme_inc::{Login, Manager, StaticCredentials};",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(
        !text.contains("ClientAuthentication") && !text.contains("CLIENT_ID"),
        "{text}"
    );
}

#[test]
fn several_of_a_kind_have_their_own_names_and_go_together() {
    let schemes = "    apiKey: {type: apiKey, in: header, name: X-Key}\n    appKey: {type: apiKey, in: query, name: app}\n    session: {type: apiKey, in: cookie, name: sid}\n    settings: {type: apiKey, in: header, name: S}\n";
    let text = text(schemes, &["[{apiKey: [], appKey: []}]", "[{session: []}]"]);
    let expected = [
        "with_api_key",
        "with_app_key",
        "session_credential",
        "with_session_credential",
        "with_settings_credential",
    ];
    assert_eq!(methods(&text)[..5], expected);
    let login = ".with_api_key(\"value\")\n//!     .with_app_key(\"value\")\n//!     .session()?;";
    assert!(text.contains(login), "{text}");
}

#[test]
fn a_name_that_another_scheme_has_taken_is_not_given_twice() {
    let schemes = "    token: {type: apiKey, in: header, name: T}\n    other: {type: apiKey, in: header, name: O}\n    bearer: {type: http, scheme: bearer}\n";
    let text = text(schemes, &["[{token: []}]"]);
    let expected = ["token", "with_token", "with_other", "with_token_credential"];
    assert_eq!(methods(&text)[..4], expected);
}

#[test]
fn grants_of_oauth_are_logins_with_their_endpoints() {
    let schemes = "    oauth:\n      type: oauth2\n      flows:\n        clientCredentials: {tokenUrl: 'https://acme.test/token', scopes: {}}\n        authorizationCode: {tokenUrl: 'https://acme.test/code', scopes: {}}\n    other:\n      type: oauth2\n      flows:\n        clientCredentials: {tokenUrl: 'https://acme.test/other', scopes: {}}\n        password: {tokenUrl: 'https://acme.test/password', refreshUrl: 'https://acme.test/refresh', scopes: {}}\n";
    let text = text(schemes, &["[{oauth: []}]"]);
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "client_credentials: Some(crate::auth::TokenEndpoint { scheme: &credentials::OAUTH, url: \"https://acme.test/token\", })",
        "refresh_token: Some(crate::auth::TokenEndpoint { scheme: &credentials::OAUTH, url: \"https://acme.test/code\", })",
        "password: Some(crate::auth::TokenEndpoint { scheme: &credentials::OTHER, url: \"https://acme.test/password\", })",
        "impl crate::auth::ClientCredentialsGrant for Vendor {}",
        "impl crate::auth::RefreshTokenGrant for Vendor {}",
        "impl crate::auth::PasswordGrant for Vendor {}",
        "pub type RefreshToken = crate::auth::RefreshToken<Vendor>;",
        "pub use crate::auth::ClientAuthentication;",
        "Login::new().client_credentials(\"id\", \"secret\").await?;",
        "pub fn oauth(",
    ] {
        assert!(flat.contains(part), "{part}\n{text}");
    }
}

#[test]
fn an_application_alone_is_not_refreshed_and_an_implicit_token_is_from_elsewhere() {
    let schemes = "    oauth:\n      type: oauth2\n      flows:\n        clientCredentials: {tokenUrl: 'https://acme.test/token', scopes: {}}\n        implicit: {scopes: {}}\n";
    let text = text(schemes, &["[{oauth: []}]"]);
    assert!(
        text.contains("refresh_token: None") && text.contains("password: None"),
        "{text}"
    );
    assert_eq!(methods(&text)[..2], ["access_token", "with_access_token"]);
}

#[test]
fn what_the_spec_says_is_no_code() {
    let schemes = "    key: {type: apiKey, in: header, name: K, description: \"As in\\n\\n    run(\\n\\n*/ so\"}\n";
    let text = text(schemes, &["[{key: []}]"]);
    assert!(
        text.contains("///    run(") && !text.contains("/**"),
        "{text}"
    );
}
