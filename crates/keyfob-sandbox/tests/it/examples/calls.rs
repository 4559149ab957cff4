//! Calls that are right are answered with the spec's examples.

use keyfob_sandbox::examples::ExampleAccount;
use serde_json::json;

use super::{acme, basic, pets, play};
use crate::harness::{get, post, request, send};

#[tokio::test]
async fn every_operation_answers_in_every_environment() {
    let server = play(&acme()).await;
    let account = ExampleAccount::default();
    let user = basic(&account.username, &account.password);
    let body = json!({"user": "ann", "password": "pw", "way": "2FA"});
    for prefix in ["/v1", ""] {
        let url = format!("{}{prefix}/login?finger={}", server.url(), account.api_key);
        let login = post(&url, &[("authorization", &user)], body.clone()).await;
        assert_eq!(login.expect(200).json(), json!({"token": "abc"}));
    }
    // The token that the login's example hands out is one.
    let bearer = [("authorization", "Bearer abc")];
    for prefix in ["/v1", "/test"] {
        let url = format!("{}{prefix}/orders/7/items", server.url());
        let listed = get(&format!("{url}?page=2&kinds=a&kinds=b"), &bearer).await;
        assert_eq!(listed.expect(200).json(), json!({"items": []}));
        let put = request("PUT", &url, &bearer).form(&[("items", "1,2")]);
        assert_eq!(send(put).await.expect(204).text, "");
    }
    let cookie = format!("visit={}", account.api_key);
    let session = [("x-session", account.api_key.as_str()), ("cookie", &cookie)];
    get(&format!("{}/v1/orders/7/items", server.url()), &session)
        .await
        .expect(200);
    let file = request("POST", &format!("{}/v1/files", server.url()), &[])
        .header("content-type", "application/octet-stream")
        .body("bytes");
    let answer = send(file).await.expect(200);
    assert_eq!(
        (answer.text.as_str(), answer.header("content-type")),
        ("abc", "text/plain")
    );
    let ids: Vec<_> = server.operations().collect();
    assert_eq!(ids, ["upload", "login", "list_items", "replace_items"]);
}

#[tokio::test]
async fn keys_travel_in_cookies_and_queries_and_words_come_before_parameters() {
    let server = pets().await;
    let url = format!("{}/v2/pets", server.url());
    let cookie = [("cookie", "other=1; sid=sandbox-api-key")];
    let found = get(&format!("{url}/Rex?age=3"), &cookie).await;
    assert_eq!(found.expect(200).text, "Rex, 3");
    let found = get(&format!("{url}/Rex?age=3&api_key=sandbox-api-key"), &[]).await;
    found.expect(200);
    get(&format!("{url}/new"), &[]).await.expect(204);
}

#[tokio::test]
async fn a_scheme_can_have_a_key_of_its_own() {
    let mut account = ExampleAccount::default();
    account
        .api_keys
        .insert("key".to_owned(), "another".to_owned());
    let builder = keyfob_sandbox::examples::ExampleServer::builder(super::OAUTH);
    let server = builder.account(account).start().await.unwrap();
    let url = format!("{}/v2/pets/Rex?age=3", server.url());
    get(&format!("{url}&api_key=another"), &[])
        .await
        .expect(200);
    let other = get(&format!("{url}&api_key=sandbox-api-key"), &[]).await;
    other.expect(401);
    get(&url, &[("cookie", "sid=sandbox-api-key")])
        .await
        .expect(200);
}

#[tokio::test]
async fn headers_that_have_an_example_are_sent() {
    let server = pets().await;
    let token = [("authorization", "Bearer sandbox-token")];
    let listed = get(&format!("{}/v2/pets", server.url()), &token).await;
    assert_eq!(listed.header("x-total"), "1");
}
