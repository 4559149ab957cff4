//! Request bodies.

use serde_json::json;

use crate::support::imported;

#[test]
fn bodies_are_sent_as_their_media_types_say() {
    let made = imported("bodies.yaml", include_str!("reports/bodies.txt"));
    let media = |id: &str| {
        made.operation(id)
            .body
            .as_ref()
            .map(|body| body.media.clone())
    };
    let header = |id: &str| {
        made.operation(id)
            .headers
            .first()
            .map(|(_, value)| value.clone())
    };
    let json = Some("application/json".to_owned());
    let bytes = Some("application/octet-stream".to_owned());
    assert_eq!((media("json"), header("json")), (json.clone(), None));
    let patch = Some("application/merge-patch+json".to_owned());
    assert_eq!((media("patch"), header("patch")), (json.clone(), patch));
    assert_eq!((media("either"), header("either")), (json.clone(), None));
    assert_eq!(media("list"), json);
    assert_eq!(
        media("form").as_deref(),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(media("empty"), None);
    let of = |kind: &str| (bytes.clone(), Some(kind.to_owned()));
    assert_eq!((media("bytes"), header("bytes")), of("image/png"));
    assert_eq!((media("text"), header("text")), of("text/plain"));
}

#[test]
fn a_body_may_be_left_out_where_nothing_of_it_is_needed() {
    let made = imported("bodies.yaml", include_str!("reports/bodies.txt"));
    let optional = |id: &str| made.operation(id).optional_body;
    assert!(optional("json") && !optional("needed") && !optional("patch"));
    let example = made
        .operation("json")
        .body
        .as_ref()
        .unwrap()
        .example
        .clone();
    assert_eq!(example, Some(json!({"name": "chair"})));
}
