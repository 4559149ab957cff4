//! The grants of OAuth 2.0, as they are sent.

use std::time::{Duration, UNIX_EPOCH};

use keyfob::auth::ClientAuthentication;
use keyfob::{Clock, Error, Settings};
use serde_json::{Value, json};

use crate::acme::{Login, login};
use crate::server::Acme;

const SECRET: &str = "S3CR3T-client: +/é";

#[tokio::test]
async fn client_credentials_log_in() {
    let acme = Acme::start().await;
    let session = login(&acme)
        .client_credentials("id 1", SECRET)
        .await
        .unwrap();
    session.client().read().await.unwrap();
    let sent = acme.token_requests();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].body, "grant_type=client_credentials");
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(sent[0].header("content-type"), kind);
    assert_eq!(sent[0].header("accept"), "application/json");
    assert!(session.refresh_token().is_none());
}

#[tokio::test]
async fn a_client_may_authenticate_in_the_form() {
    let acme = Acme::start().await;
    let login = login(&acme).with_client_authentication(ClientAuthentication::RequestBody);
    let session = login.client_credentials("id 1", SECRET).await.unwrap();
    session.client().read().await.unwrap();
    let sent = &acme.token_requests()[0];
    assert_eq!(sent.header("authorization"), "");
    assert_eq!(sent.form()["client_id"], "id 1");
    assert_eq!(sent.form()["client_secret"], SECRET);
}

#[tokio::test]
async fn a_public_client_sends_its_id_alone() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let login = login(&acme).with_public_client("public");
    login.refresh_token(token).await.unwrap();
    let sent = &acme.token_requests()[0];
    assert_eq!(sent.header("authorization"), "");
    assert_eq!(sent.form()["client_id"], "public");
    assert!(!sent.form().contains_key("client_secret"));
}

#[tokio::test]
async fn scopes_and_other_parameters_go_along() {
    let acme = Acme::start().await;
    let login = login(&acme)
        .with_scopes(["things:read", "things:write"])
        .with_token_parameter("audience", "https://api.acme.test/");
    login.client_credentials("id 1", SECRET).await.unwrap();
    let form = acme.token_requests()[0].form();
    assert_eq!(form["scope"], "things:read things:write");
    assert_eq!(form["audience"], "https://api.acme.test/");
}

#[tokio::test]
async fn a_password_logs_in_and_brings_a_refresh_token() {
    let acme = Acme::start().await;
    let login = login(&acme).with_client("id 1", SECRET);
    let session = login.password("ann", "S3CR3T-password").await.unwrap();
    session.client().read().await.unwrap();
    let form = acme.token_requests()[0].form();
    assert_eq!((form["username"].as_str(), form.len()), ("ann", 3));
    assert_eq!(
        session.refresh_token().unwrap().expose(),
        "S3CR3T-refresh-1"
    );
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_the_one_that_comes_and_kept_where_none_does() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let login = login(&acme).with_client("id 1", SECRET);
    let session = login.clone().refresh_token(&*token).await.unwrap();
    let next = session.refresh_token().unwrap();
    assert_eq!(next.expose(), "S3CR3T-refresh-1");
    acme.book().rotates = false;
    let session = login.refresh_token(next).await.unwrap();
    assert_eq!(
        session.refresh_token().unwrap().expose(),
        "S3CR3T-refresh-1"
    );
    session.client().read().await.unwrap();
}

#[tokio::test]
async fn the_end_is_what_the_vendor_says_counted_from_the_request() {
    let acme = Acme::start().await;
    let now = UNIX_EPOCH + Duration::from_secs(1_000_000);
    let settings = Settings::default()
        .with_origin(acme.origin())
        .with_clock(Clock::from_fn(move || now));
    let login = Login::new().with_settings(settings);
    for (told, ends_in) in [
        (json!(3600), Some(3600)),
        (json!("120"), Some(120)),
        (json!(0), None),
        (json!(-5), None),
        (json!("never"), None),
        (json!(1e15), None),
        (Value::Null, None),
    ] {
        acme.book().expires_in = told.clone();
        let session = login.clone().client_credentials("id 1", SECRET).await;
        let ends_at = ends_in.map(|seconds| now + Duration::from_secs(seconds));
        assert_eq!(session.unwrap().ends_at(), ends_at, "{told}");
    }
}

#[tokio::test]
async fn another_token_url_has_to_be_one_of_the_vendors() {
    let acme = Acme::start().await;
    let login = login(&acme);
    let own = login
        .clone()
        .with_token_url("https://tenant.acme.test/oauth/token?api-version=2");
    own.client_credentials("id 1", SECRET).await.unwrap();
    assert_eq!(
        acme.token_requests()[0].target,
        "/oauth/token?api-version=2"
    );
    // Under the API's own server.
    let relative = login.clone().with_token_url("/oauth/token");
    relative.client_credentials("id 1", SECRET).await.unwrap();
    let sent = acme.token_requests().len();
    for url in [
        "https://evil.test/oauth/token",
        "https://acme.test.evil.test/oauth/token",
        "http://192.0.2.1/oauth/token",
        "https://user:pass@evil.test/oauth/token",
        "mailto:ann@acme.test",
    ] {
        let login = login.clone().with_token_url(url);
        let error = login.client_credentials("id 1", SECRET).await.unwrap_err();
        let error = Error::from(error);
        assert!(
            matches!(error, Error::HostChanged(_) | Error::Settings(_)),
            "{url}: {error:?}"
        );
    }
    assert_eq!(acme.token_requests().len(), sent);
}

/// Without an origin in its place: in the clear only loopback would do.
#[tokio::test]
async fn a_secret_never_goes_out_in_the_clear() {
    let login = Login::new().with_token_url("http://login.acme.test/oauth/token");
    let error = login.client_credentials("id 1", SECRET).await.unwrap_err();
    assert!(matches!(error.error, Error::HostChanged(_)), "{error:?}");
}
