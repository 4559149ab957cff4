//! Secrets are marked, and what only sounds like one says why.

use super::spec::{Bodies, at, both, made};
use crate::schemas::Side;

#[test]
fn secrets_are_marked_and_never_shown() {
    let spec = both(
        "Thing:
  type: object
  required: [password]
  properties:
    password: {type: string, minLength: 8, description: The password., example: hunter2-planted}
    access_token: {type: string, example: planted, nullable: true}
    api_keys: {type: array, items: {type: string}}
    secrets: {type: object, additionalProperties: {type: string, example: planted}}
    hidden: {type: string, format: password}
    next_page_token: {type: string}
    country_code: {type: string}
    token_count: {type: integer}
    tokens: {type: array, items: {type: object, properties: {token: {type: string}}}}
",
    );
    spec.has(
        "          format: password\n          description: The password. At least 8 characters.\n",
    );
    spec.has("        api_keys: {type: array, items: {type: string, format: password}}\n");
    spec.has("        hidden: {type: string, format: password}\n");
    spec.has(
        "        next_page_token: {type: string, x-not-secret: it tells where a list goes on}\n",
    );
    spec.has("        token_count: {type: integer, format: int64}\n");
    assert!(
        !spec.text.contains("planted\"") && !spec.text.contains("-planted"),
        "{}",
        spec.text
    );
    spec.has("              password: invented-value\n");
}

#[test]
fn a_secret_that_is_a_whole_body_and_a_scalar_of_a_secrets_name_are_marked() {
    let components = "Token: {type: string}
Keys: {type: array, items: {$ref: '#/components/schemas/Token'}}
ApiSecret: {type: string}
";
    let spec = made(components, |schemas, root| Bodies {
        requests: vec![
            schemas
                .component(at(root, "ApiSecret"), "x", Side::Request)
                .unwrap(),
        ],
        answers: vec![
            schemas
                .component(at(root, "Token"), "x", Side::Answer)
                .unwrap(),
            schemas
                .component(at(root, "Keys"), "x", Side::Answer)
                .unwrap(),
        ],
        ..Bodies::default()
    });
    spec.has("    Token:\n      type: string\n");
    assert_eq!(
        spec.text.matches("format: password").count(),
        2,
        "{}",
        spec.text
    );
    assert_eq!(
        spec.text.matches("x-not-secret").count(),
        1,
        "{}",
        spec.text
    );
}
