//! OAuth 2.0: grants, ends of tokens, rotation, and refusals by RFC 6749.

use std::time::Duration;

use keyfob_sandbox::examples::ExampleServer;
use serde_json::json;

use super::{OAUTH, basic, pets};
use crate::harness::{Reply, get, request, send};

const CLIENT: [(&str, &str); 2] = [
    ("client_id", "sandbox-client"),
    ("client_secret", "sandbox-client-secret"),
];
const USER: [(&str, &str); 3] = [
    ("grant_type", "password"),
    ("username", "sandbox-user"),
    ("password", "sandbox-password"),
];

async fn token(
    server: &ExampleServer,
    path: &str,
    headers: &[(&str, &str)],
    form: &[(&str, &str)],
) -> Reply {
    let url = format!("{}{path}", server.url());
    send(request("POST", &url, headers).form(form)).await
}

async fn calls(server: &ExampleServer, token: &str) -> u16 {
    let bearer = format!("Bearer {token}");
    get(
        &format!("{}/v2/pets", server.url()),
        &[("authorization", &bearer)],
    )
    .await
    .status
}

fn text(reply: &Reply, name: &str) -> String {
    reply.json()[name].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_client_gets_a_token_by_basic_or_in_the_body_and_it_ends() {
    let server = pets().await;
    let client = basic("sandbox-client", "sandbox%2Dclient%2Dsecret");
    let grant = ("grant_type", "client_credentials");
    let by_header = token(
        &server,
        "/oauth/token",
        &[("authorization", &client)],
        &[grant, ("scope", "read")],
    )
    .await
    .expect(200);
    assert_eq!(by_header.header("cache-control"), "no-store");
    assert_eq!(by_header.json()["expires_in"], 3600);
    assert_eq!(by_header.json()["scope"], "read");
    assert!(by_header.json().get("refresh_token").is_none());
    let in_body = token(&server, "/oauth/token", &[], &[grant, CLIENT[0], CLIENT[1]])
        .await
        .expect(200);
    let first = text(&by_header, "access_token");
    assert_ne!(first, text(&in_body, "access_token"));
    assert_eq!(server.tokens_issued(), 2);
    assert_eq!(calls(&server, &first).await, 200);
    server.clock().advance(Duration::from_secs(3599));
    assert_eq!(calls(&server, &first).await, 200);
    server.clock().advance(Duration::from_secs(1));
    assert_eq!(calls(&server, &first).await, 401);
}

#[tokio::test]
async fn tokens_end_when_the_test_says_so_and_with_a_reset() {
    let server = ExampleServer::builder(OAUTH)
        .lifetime(Duration::from_secs(60))
        .start()
        .await
        .unwrap();
    let answer = token(&server, "/oauth/user", &[], &USER).await.expect(200);
    assert_eq!(answer.json()["expires_in"], 60);
    server.end_access_tokens();
    assert_eq!(calls(&server, &text(&answer, "access_token")).await, 401);
    server.end_refresh_tokens();
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "sandbox-refresh-token"),
    ];
    token(&server, "/oauth/user", &[], &refresh)
        .await
        .expect(400);
    server.reset();
    assert_eq!(server.tokens_issued(), 0);
    token(&server, "/oauth/user", &[], &refresh)
        .await
        .expect(200);
    assert_eq!(calls(&server, "sandbox-token").await, 200);
}

#[tokio::test]
async fn a_refresh_token_is_taken_once() {
    let server = pets().await;
    let login = token(&server, "/oauth/user", &[], &USER).await.expect(200);
    let first = text(&login, "refresh_token");
    let refresh = |token: String| {
        let server = &server;
        async move {
            let form = [
                ("grant_type", "refresh_token"),
                ("refresh_token", token.as_str()),
            ];
            self::token(server, "/oauth/refresh", &[], &form).await
        }
    };
    let renewed = refresh(first.clone()).await.expect(200);
    assert_eq!(calls(&server, &text(&renewed, "access_token")).await, 200);
    let again = refresh(first).await.expect(400);
    assert_eq!(text(&again, "error"), "invalid_grant");
    refresh(text(&renewed, "refresh_token")).await.expect(200);
}

#[tokio::test]
async fn a_refresh_token_stays_where_nothing_rotates() {
    let server = ExampleServer::builder(OAUTH)
        .rotates_refresh_tokens(false)
        .start()
        .await
        .unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "sandbox-refresh-token"),
    ];
    for _ in 0..2 {
        let answer = token(&server, "/oauth/refresh", &[], &form)
            .await
            .expect(200);
        assert!(answer.json().get("refresh_token").is_none());
    }
}

#[tokio::test]
async fn refusals_are_those_of_the_rfc() {
    let server = pets().await;
    let grant = ("grant_type", "client_credentials");
    let wrong = basic("sandbox-client", "wrong");
    let right = basic("sandbox-client", "sandbox-client-secret");
    let bad_user = [USER[0], USER[1], ("password", "S3CR3T")];
    let both = [grant, CLIENT[0], CLIENT[1]];
    let twice = [grant, grant, CLIENT[0], CLIENT[1]];
    type Case<'a> = (
        &'a str,
        &'a [(&'a str, &'a str)],
        &'a [(&'a str, &'a str)],
        u16,
        &'a str,
    );
    let header = [("authorization", wrong.as_str())];
    let basic = [("authorization", right.as_str())];
    let cases: [Case<'_>; 11] = [
        ("/oauth/token", &header, &[grant], 401, "invalid_client"),
        ("/oauth/token", &[], &[grant], 401, "invalid_client"),
        (
            "/oauth/token",
            &[],
            &[grant, CLIENT[0]],
            401,
            "invalid_client",
        ),
        (
            "/oauth/token",
            &[],
            &[grant, CLIENT[0], ("client_secret", "x")],
            401,
            "invalid_client",
        ),
        (
            "/oauth/token",
            &[("authorization", "Bearer x")],
            &[grant],
            401,
            "invalid_client",
        ),
        ("/oauth/token", &basic, &both, 400, "invalid_request"),
        ("/oauth/token", &[], &twice, 400, "invalid_request"),
        (
            "/oauth/token",
            &basic,
            &[grant, ("scope", "write")],
            400,
            "invalid_scope",
        ),
        (
            "/oauth/token",
            &basic,
            &[("grant_type", "implicit")],
            400,
            "unsupported_grant_type",
        ),
        ("/oauth/user", &basic, &[grant], 400, "unauthorized_client"),
        ("/oauth/user", &[], &bad_user, 400, "invalid_grant"),
    ];
    for (path, headers, form, status, error) in cases {
        let refused = token(&server, path, headers, form).await.expect(status);
        assert_eq!(text(&refused, "error"), error);
        assert!(!refused.text.contains("S3CR3T"));
        assert_eq!(refused.header("www-authenticate").is_empty(), status != 401);
    }
    assert_eq!(server.tokens_issued(), 0);
    let url = format!("{}/oauth/token", server.url());
    get(&url, &[]).await.expect(405);
    let as_json = request("POST", &url, &basic).json(&json!({"grant_type": "client_credentials"}));
    assert_eq!(
        text(&send(as_json).await.expect(400), "error"),
        "invalid_request"
    );
}
