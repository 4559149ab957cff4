use serde_json::{Value, json};

use super::*;

fn document(paths: Value) -> Document {
    let document = json!({"openapi": "3.0.3", "paths": paths});
    Document::parse(&document.to_string()).unwrap()
}

fn get(id: &str, check: Value) -> Value {
    json!({"get": {"operationId": id, "x-retry": "safe", "x-check": check, "responses": {}}})
}

fn by_id(id: &str, check: Value) -> Value {
    let mut item = get(id, check);
    item["get"]["parameters"] = json!([{"name": "id", "in": "path", "required": true}]);
    item
}

fn reasons(plan: &Plan) -> Vec<(&str, &str)> {
    let left_out = plan.left_out.iter();
    left_out
        .map(|left| (left.operation.as_str(), left.reason.as_str()))
        .collect()
}

fn steps(plan: &Plan) -> Vec<&str> {
    let steps = plan.steps.iter();
    steps.map(|step| step.operation.as_str()).collect()
}

/// What is marked by mistake is not called all the same.
#[test]
fn only_what_changes_nothing_and_is_marked_is_called() {
    let mut never = get("delete_all", json!({}));
    never["get"]["x-retry"] = json!("never");
    let mut idempotent = get("set", json!({}));
    idempotent["get"]["x-retry"] = json!("idempotent");
    let mut login = get("login", json!({}));
    login["get"]["x-proves"] = json!("password");
    let mut silent = get("unlooked", json!({}));
    silent["get"].as_object_mut().unwrap().remove("x-check");
    let plan = Plan::of(&document(json!({
        "/a": never,
        "/b": idempotent,
        "/c": login,
        "/d": silent,
        "/e": get("download", json!("it counts as a download")),
        "/f": get("list", json!({})),
    })));
    let plan = plan.unwrap();
    assert_eq!(steps(&plan), ["list"]);
    assert_eq!(
        reasons(&plan),
        [
            ("delete_all", "it may change something"),
            ("set", "it may change something"),
            ("login", "it puts a secret to the test (password)"),
            (
                "unlooked",
                "nobody has said that a check may call it (`x-check`)"
            ),
            ("download", "it counts as a download"),
        ]
    );
    let shown = plan.to_string();
    assert!(shown.contains("  list: GET /f ()\n"), "{shown}");
    assert!(
        shown.ends_with("download: it counts as a download"),
        "{shown}"
    );
}

#[test]
fn what_needs_an_answer_comes_behind_it() {
    let from = |operation: &str| json!({"id": {"from": operation, "at": "/*/id"}});
    let plan = Plan::of(&document(json!({
        "/a/{id}": by_id("one", from("many")),
        "/b/{id}": by_id("its_parts", from("one")),
        "/c": get("many", json!({})),
    })));
    let mut plan = plan.unwrap();
    assert_eq!(steps(&plan), ["many", "one", "its_parts"]);
    plan.retain(|step| step.operation != "one");
    assert_eq!(steps(&plan), ["many"]);
    assert_eq!(
        reasons(&plan),
        [
            ("one", "taken off the plan"),
            ("its_parts", "needs one, which was taken off the plan"),
        ]
    );
}

#[test]
fn a_mark_that_cannot_be_kept_to_is_refused() {
    for (paths, wanted) in [
        (
            json!({"/a/{id}": by_id("one", json!({}))}),
            "nothing is said of the parameter `id`",
        ),
        (
            json!({"/a": get("one", json!({"page": 1}))}),
            "there is no parameter `page`",
        ),
        (
            json!({"/a/{id}": by_id("one", json!({"id": {"from": "two", "at": "/id"}}))}),
            "there is no operation two",
        ),
        (
            json!({"/a/{id}": by_id("one", json!({"id": {"from": "two"}}))}),
            "a value from an earlier answer is",
        ),
        (
            json!({
                "/a/{id}": by_id("one", json!({"id": {"from": "two", "at": "/id"}})),
                "/b": get("two", json!("it costs money")),
            }),
            "not checked before it",
        ),
    ] {
        let error = Plan::of(&document(paths)).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
        assert!(error.contains("`x-check` of one"), "{error}");
    }
}
