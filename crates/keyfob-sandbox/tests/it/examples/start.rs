//! What is wrong with a spec is told at the start.

use keyfob_sandbox::examples::{ExampleAccount, ExampleError, ExampleServer, vendors};
use serde_json::json;

use super::acme;

/// What a spec is refused for, with another value at a place of it.
async fn refused(pointer: &str, value: serde_json::Value) -> String {
    let mut spec = acme();
    *spec.pointer_mut(pointer).unwrap() = value;
    let started = ExampleServer::start(&spec.to_string()).await;
    started.map(drop).unwrap_err().to_string()
}

#[tokio::test]
async fn an_example_that_does_not_fit_names_its_operation() {
    let login = "/paths/~1login/post";
    let answer = format!("{login}/responses/200/content/application~1json/example");
    let told = refused(&answer, json!({"token": 1})).await;
    assert_eq!(
        told,
        "`login`: the example `example` of status 200: at `/token`: value is not of type \"string\""
    );
    let body = format!("{login}/requestBody/content/application~1json/example");
    let told = refused(&body, json!({"user": "ann"})).await;
    assert!(
        told.starts_with("`login`: the example of the request: "),
        "{told}"
    );
    let named = "/paths/~1orders~1{orderId}~1items/get/responses/200/content/application~1json/examples/none/value";
    let told = refused(named, json!({"items": {}})).await;
    assert!(
        told.starts_with("`list_items`: the example `none` of status 200: "),
        "{told}"
    );
}

#[tokio::test]
async fn an_answer_without_an_example_and_a_reference_to_nothing_name_theirs() {
    let media = "/paths/~1login/post/responses/200/content/application~1json";
    let schema = json!({"schema": {"$ref": "#/components/schemas/LoginAnswer"}});
    assert_eq!(
        refused(media, schema).await,
        "`login`: status 200 has no example"
    );
    let answer = "/paths/~1login/post/responses/401";
    let told = refused(answer, json!({"$ref": "#/components/responses/Nobody"})).await;
    assert_eq!(
        told,
        "`login`: nothing stands at `#/components/responses/Nobody`"
    );
}

#[tokio::test]
async fn no_json_another_version_and_an_unknown_vendor_are_told() {
    let error = ExampleServer::start("openapi: 3.0.3").await.unwrap_err();
    assert!(matches!(error, ExampleError::Document(_)), "{error}");
    assert!(
        refused("/openapi", json!("3.1.0"))
            .await
            .contains("no OpenAPI 3.0")
    );
    let error = ExampleServer::vendor("nobody").await.unwrap_err();
    assert_eq!(error.to_string(), "no spec of `nobody` is built in");
    for name in vendors() {
        ExampleServer::vendor(name).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    let server = super::pets().await;
    let account = ExampleAccount::default();
    let builder = ExampleServer::builder(super::OAUTH);
    let shown = format!("{server:?} {account:?} {builder:?}");
    assert!(shown.contains("sandbox-client"));
    for secret in [
        account.password,
        account.client_secret,
        account.token,
        account.api_key,
    ] {
        assert!(!shown.contains(&secret), "{shown}");
    }
}
