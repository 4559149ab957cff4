//! Calls that are not as the spec says are refused, in words that say what is wrong and where.

use serde_json::{Value, json};

use super::{acme, basic, pets, play};
use crate::harness::{Reply, get, post, request, send};

fn message(reply: Reply) -> String {
    reply.json()["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn without_the_right_credentials_it_is_the_spec_s_own_401() {
    let server = play(&acme()).await;
    let url = format!("{}/v1/orders/7/items", server.url());
    let wrong: [&[(&str, &str)]; 4] = [
        &[],
        &[("authorization", "Bearer wrong")],
        &[("authorization", "Basic YTpi")],
        &[("x-session", "wrong")],
    ];
    for headers in wrong {
        let refused = get(&url, headers).await.expect(401);
        assert_eq!(refused.json(), json!({"code": 1, "message": "no"}));
        assert!(refused.header("x-sandbox-reason").contains("bearer"));
    }
    // Of two that go together, one is not enough.
    let user = basic("sandbox-user", "sandbox-password");
    let body = json!({"user": "ann", "password": "pw"});
    let url = format!("{}/v1/login", server.url());
    let refused = post(&url, &[("authorization", &user)], body).await;
    assert!(
        refused
            .expect(401)
            .header("x-sandbox-reason")
            .contains("finger")
    );
    // An operation without a 401 of its own has that of another.
    let url = format!("{}/v1/orders/7/items", server.url());
    let put = request("PUT", &url, &[]).form(&[("items", "1")]);
    assert_eq!(send(put).await.expect(401).json()["code"], 1);
}

#[tokio::test]
async fn a_spec_without_a_401_has_one_all_the_same() {
    let server = pets().await;
    let refused = get(&format!("{}/v2/pets", server.url()), &[])
        .await
        .expect(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    assert_eq!(message(refused), "the credential `oauth` is missing");
}

#[tokio::test]
async fn bodies_are_held_against_their_schemas() {
    let server = play(&acme()).await;
    let url = format!("{}/v1/login?finger=sandbox-api-key", server.url());
    let user = basic("sandbox-user", "sandbox-password");
    let headers = [("authorization", user.as_str())];
    let cases = [
        (
            json!({"user": "ann"}),
            "\"password\" is a required property",
        ),
        (
            json!({"user": 1, "password": "S3CR3T"}),
            "at `/user`: value is not of type \"string\"",
        ),
        (
            json!({"user": "ann", "password": 54321}),
            "at `/password`: value is not of type",
        ),
        (
            json!({"user": "ann", "password": "pw", "more": 1}),
            "'more' was unexpected",
        ),
        (
            json!({"user": "ann", "password": "pw", "way": "S3CR3T"}),
            "at `/way`",
        ),
    ];
    for (body, expected) in cases {
        let told = message(post(&url, &headers, body).await.expect(400));
        assert!(
            told.starts_with("login: body: ") && told.contains(expected),
            "{told}"
        );
        assert!(
            !told.contains("S3CR3T") && !told.contains("54321"),
            "{told}"
        );
    }
    let raw = |media: &str, body: &'static str| {
        request("POST", &url, &headers)
            .header("content-type", media)
            .body(body)
    };
    let told = message(
        send(raw("application/json", "{\"user\": S3CR3T"))
            .await
            .expect(400),
    );
    assert_eq!(told, "login: the body is no JSON at line 1, column 10");
    let told = message(send(raw("text/plain", "{}")).await.expect(400));
    assert_eq!(
        told,
        "login: the body is `text/plain`, and not application/json"
    );
    let told = message(send(raw("application/json", "")).await.expect(400));
    assert_eq!(told, "login: the body is missing");
    let bearer = [("authorization", "Bearer sandbox-token")];
    let put = request(
        "PUT",
        &format!("{}/v1/orders/7/items", server.url()),
        &bearer,
    );
    let told = message(send(put.form(&[("other", "1")])).await.expect(400));
    assert!(
        told.contains("'other' was unexpected") || told.contains("\"items\" is a required"),
        "{told}"
    );
}

#[tokio::test]
async fn parameters_are_held_against_their_schemas() {
    let server = pets().await;
    let url = format!("{}/v2/pets", server.url());
    let cases = [
        (
            "/Rex?api_key=sandbox-api-key",
            "query parameter `age` is missing",
        ),
        (
            "/Rex?api_key=sandbox-api-key&age=old",
            "query parameter `age`: value is not of type \"integer\"",
        ),
        (
            "/Rex?api_key=sandbox-api-key&age=-1",
            "query parameter `age`: value is less than the minimum of 0",
        ),
        (
            "/Rex?api_key=sandbox-api-key&age=1&age=2",
            "query parameter `age`: value is not of type \"integer\"",
        ),
        (
            "/Bucephalus?api_key=sandbox-api-key&age=1",
            "path parameter `name`: value is longer than 5 characters",
        ),
        (
            "/Rex?api_key=sandbox-api-key&age=1&colour=red",
            "query parameter `colour` is not described",
        ),
    ];
    for (path, expected) in cases {
        let told = message(get(&format!("{url}{path}"), &[]).await.expect(400));
        assert_eq!(told, format!("find_pet: {expected}"));
    }
    let sent = request("GET", &format!("{url}/new"), &[]).json(&Value::Null);
    let told = message(send(sent).await.expect(400));
    assert_eq!(told, "new_pet: there is a body, and none is described");
}

#[tokio::test]
async fn other_paths_and_methods_are_not_there() {
    let server = pets().await;
    get(&format!("{}/pets", server.url()), &[])
        .await
        .expect(404);
    get(&format!("{}/v2/pets/", server.url()), &[])
        .await
        .expect(404);
    post(&format!("{}/v2/pets", server.url()), &[], json!({}))
        .await
        .expect(405);
}
