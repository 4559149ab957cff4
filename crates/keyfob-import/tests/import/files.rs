//! Documents in several files, later versions, and what is no document.

use std::path::{Path, PathBuf};

use keyfob_import::import;

use crate::support::imported;

#[test]
fn a_document_in_several_files_is_one() {
    let made = imported("split/api.yaml", include_str!("reports/split.txt"));
    let orders = made.operation("orders");
    assert_eq!(orders.parameters[0].name, "limit");
    let schema = orders.success().unwrap().schema.clone().unwrap();
    let order = made.at(&format!(
        "/components/schemas/{schema}/properties/order_id/type"
    ));
    assert_eq!(order, "string");
}

#[test]
fn what_later_versions_added_is_kept_or_named() {
    let made = imported("openapi32.yaml", include_str!("reports/openapi32.txt"));
    assert_eq!((made.report.operations, made.report.imported), (4, 2));
    assert!(made.operation("create").streams());
}

fn written(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn what_is_no_document_is_said_in_a_sentence_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    for (text, place, said) in [
        ("a: [", "2:1", "while parsing a node"),
        ("a: 1\na: 2\n", "2:1", "duplicated key"),
        (
            "title: x\n",
            "1:1",
            "it has neither `openapi: 3.x` nor `swagger: 2.0`",
        ),
        ("openapi: 4.0.0\n", "1:1", "OpenAPI 4.0.0 is not read"),
        ("swagger: 1.2\n", "1:1", "Swagger 1.2 is not read"),
        ("swaggerVersion: \"1.2\"\n", "1:1", "this is Swagger 1"),
        ("[]", "1:1", "this is no description of an API"),
        (
            "openapi: 3.0.0\npaths: {/a: {$ref: 'other.yaml'}}\n",
            "1:1",
            "cannot be read",
        ),
    ] {
        let path = written(&folder, text);
        let error = import("acme", &path).unwrap_err().to_string();
        assert!(error.contains(&format!(":{place}: ")), "{text:?}: {error}");
        assert!(error.contains(said), "{text:?}: {error}");
    }
    let error = import("acme", Path::new("nowhere.yaml")).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("nowhere.yaml:1:1: cannot be read: "),
        "{error}"
    );
}

#[test]
fn an_empty_document_is_an_empty_spec() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(&folder, "openapi: 3.0.0\n");
    let made = import("acme", &path).unwrap();
    crate::support::clean(&made.yaml);
    assert_eq!((made.report.operations, made.report.imported), (0, 0));
}

#[test]
fn brackets_may_close_as_far_left_as_their_key() {
    let folder = tempfile::tempdir().unwrap();
    let text = "openapi: 3.0.0\ninfo: {title: A, version: '1'}\npaths: {\n  /a: {get: {responses: {\"200\": {description: Fine.}}}}\n}\n";
    let made = import("acme", &written(&folder, text)).unwrap();
    assert_eq!(made.report.imported, 1);
}
