//! Answers.

use serde_json::json;

use crate::support::{Imported, imported};

fn made() -> Imported {
    imported("answers.yaml", include_str!("reports/answers.txt"))
}

fn statuses(made: &Imported, id: &str) -> Vec<(u16, Option<String>)> {
    let answers = made.operation(id).answers.iter();
    answers
        .map(|answer| {
            (
                answer.status,
                answer.content.as_ref().map(|body| body.media.clone()),
            )
        })
        .collect()
}

#[test]
fn statuses_are_numbers_that_end_a_call() {
    let made = made();
    let json = || Some("application/json".to_owned());
    assert_eq!(
        statuses(&made, "several"),
        [
            (200, json()),
            (202, json()),
            (204, None),
            (400, json()),
            (500, json())
        ]
    );
    assert_eq!(statuses(&made, "fallback"), [(200, json())]);
    assert_eq!(statuses(&made, "head"), [(200, None), (404, None)]);
    assert_eq!(statuses(&made, "moved"), [(200, None)]);
    assert_eq!(statuses(&made, "unresolved"), [(200, None)]);
    assert_eq!(statuses(&made, "csv"), [(200, Some("text/csv".to_owned()))]);
}

#[test]
fn several_successes_are_one_type() {
    let made = made();
    let several = made.operation("several");
    let schemas: Vec<_> = several.answers[..2]
        .iter()
        .map(|one| one.content.as_ref().unwrap().schema.clone().unwrap())
        .collect();
    assert_eq!(schemas[0], schemas[1]);
    let union = made.at(&format!("/components/schemas/{}/properties", schemas[0]));
    let names: Vec<_> = union.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["job_id", "name"]);
    assert_eq!(made.within("get", "/several", "/x-answer"), json!([]));
}

#[test]
fn other_media_types_are_asked_for_and_come_as_bytes() {
    let made = made();
    let file = made.operation("file");
    assert_eq!(
        file.headers,
        [("accept".to_owned(), "application/pdf".to_owned())]
    );
    assert_eq!(
        statuses(&made, "file"),
        [
            (200, Some("application/octet-stream".to_owned())),
            (404, None)
        ]
    );
    assert_eq!(file.answers[0].headers, ["X-Count", "X-Token"]);
    assert_eq!(
        made.within("get", "/file", "/responses/200/headers/X-Token/schema"),
        json!({"type": "string", "format": "password"})
    );
    let mixed = made.operation("mixed");
    assert_eq!(
        mixed.headers,
        [("accept".to_owned(), "application/vnd.thing+json".to_owned())]
    );
    assert_eq!(
        statuses(&made, "mixed"),
        [(200, Some("application/json".to_owned())), (206, None)]
    );
}

#[test]
fn faults_are_where_the_errors_have_them() {
    assert_eq!(
        made().at("/x-faults"),
        json!({"code": ["/error/code", "/error/reason"], "message": ["/detail"]})
    );
}
