//! Other answers than the first: by the caller, by the test, and by failures.

use keyfob_sandbox::{Failure, RetryAfter, When};

use super::{acme, pets, play};
use crate::harness::{Reply, get};

const TOKEN: (&str, &str) = ("authorization", "Bearer sandbox-token");

async fn listed(server: &keyfob_sandbox::examples::ExampleServer, prefer: Option<&str>) -> Reply {
    let mut headers = vec![TOKEN];
    headers.extend(prefer.map(|prefer| ("prefer", prefer)));
    get(&format!("{}/v2/pets", server.url()), &headers).await
}

#[tokio::test]
async fn the_caller_chooses_a_status_and_an_example() {
    let server = pets().await;
    assert_eq!(
        listed(&server, Some("status=503")).await.expect(503).json()["error"],
        "busy"
    );
    let down = listed(&server, Some("status=503, example=down"))
        .await
        .expect(503);
    assert_eq!(down.json()["error"], "down");
    assert_eq!(listed(&server, Some("example=down")).await.status, 503);
    let none = listed(&server, Some("status=404")).await.expect(400);
    assert!(none.text.contains("[200, 503]"), "{}", none.text);
    listed(&server, Some("respond-async")).await.expect(200);
}

#[tokio::test]
async fn the_test_chooses_for_the_next_call_of_an_operation() {
    let server = pets().await;
    server.answer_next("list_pets", 503);
    server.answer_next_with("list_pets", "down");
    server.answer_next("find_pet", 404);
    assert_eq!(
        listed(&server, None).await.expect(503).json()["error"],
        "busy"
    );
    assert_eq!(
        listed(&server, None).await.expect(503).json()["error"],
        "down"
    );
    listed(&server, None).await.expect(200);
    server.answer_next("list_pets", 503);
    server.reset();
    listed(&server, None).await.expect(200);
}

#[tokio::test]
async fn a_status_without_a_body_can_be_chosen() {
    let server = play(&acme()).await;
    let user = super::basic("sandbox-user", "sandbox-password");
    server.answer_next("login", 500);
    let body = serde_json::json!({"user": "ann", "password": "pw"});
    let url = format!("{}/v1/login?finger=sandbox-api-key", server.url());
    let answer = crate::harness::post(&url, &[("authorization", &user)], body).await;
    assert_eq!(answer.expect(500).text, "");
}

#[tokio::test]
async fn calls_go_wrong_and_are_recorded_as_in_the_sandbox() {
    let server = pets().await;
    server.fail_next(When::path("/v2/pets"), Failure::Html(502));
    server.fail_next(When::Any, Failure::TooManyRequests(RetryAfter::Seconds(7)));
    listed(&server, None).await.expect(502);
    assert_eq!(
        listed(&server, None)
            .await
            .expect(429)
            .header("retry-after"),
        "7"
    );
    listed(&server, None).await.expect(200);
    let seen: Vec<_> = server
        .take_exchanges()
        .iter()
        .map(|seen| seen.status())
        .collect();
    assert_eq!(seen, [Some(502), Some(429), Some(200)]);
    server.fail_next(When::Any, Failure::Html(502));
    server.reset();
    listed(&server, None).await.expect(200);
    assert_eq!(server.exchanges().len(), 1);
    server.shutdown().await;
}
