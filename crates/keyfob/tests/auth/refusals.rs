//! What a token endpoint answers when it gives no token.

use keyfob::Error;
use serde_json::json;

use crate::acme::{Session, login};
use crate::server::Acme;

const SECRET: &str = "S3CR3T-client: +/é";

enum By {
    Client,
    Password,
    RefreshToken,
}

async fn log_in(acme: &Acme, by: By) -> Result<Session, Error> {
    let login = login(acme).with_client("id 1", SECRET);
    Ok(match by {
        By::Client => login.client_credentials("id 1", SECRET).await?,
        By::Password => login.password("ann", "S3CR3T-password").await?,
        By::RefreshToken => login.refresh_token("S3CR3T-refresh").await?,
    })
}

/// What this answer becomes; it is not asked for twice.
async fn becomes(by: By, status: u16, body: impl ToString) -> Error {
    let acme = Acme::start().await;
    acme.script(status, body);
    let error = log_in(&acme, by).await.unwrap_err();
    assert_eq!(acme.token_requests().len(), 1, "{error:?}");
    error
}

#[tokio::test]
async fn the_codes_of_the_standard_have_their_kinds() {
    let error = |code: &str| json!({"error": code, "error_description": "It is so."});
    for code in ["invalid_client", "unauthorized_client", "invalid_scope"] {
        let error = becomes(By::Client, 401, error(code)).await;
        assert!(matches!(error, Error::ApplicationRefused(_)), "{error:?}");
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.message(), Some("It is so."));
        assert_eq!(error.operation(), Some("oauth2_client_credentials"));
    }
    let told = becomes(By::Password, 400, error("invalid_grant")).await;
    assert!(matches!(told, Error::WrongPassword(_)), "{told:?}");
    let told = becomes(By::Password, 401, error("invalid_client")).await;
    assert!(matches!(told, Error::ApplicationRefused(_)), "{told:?}");
    for by in [By::RefreshToken, By::Client] {
        let told = becomes(by, 400, error("invalid_grant")).await;
        assert!(matches!(told, Error::ApplicationRefused(_)), "{told:?}");
    }
    let told = becomes(By::Client, 400, error("invalid_request")).await;
    assert!(matches!(told, Error::Refused(_)), "{told:?}");
    for code in ["temporarily_unavailable", "server_error"] {
        let told = becomes(By::Client, 400, error(code)).await;
        assert!(matches!(told, Error::Unavailable(_)), "{told:?}");
    }
    let told = becomes(By::Client, 400, error("slow_down")).await;
    assert!(matches!(told, Error::RateLimited(_)), "{told:?}");
}

#[tokio::test]
async fn answers_that_are_none_of_the_standards_are_told_as_what_they_are() {
    let told = becomes(By::Client, 429, "{}").await;
    assert!(matches!(told, Error::RateLimited(_)), "{told:?}");
    let told = becomes(By::Client, 503, "<html>").await;
    assert!(matches!(told, Error::Unavailable(_)), "{told:?}");
    let told = becomes(By::Client, 500, "<html>").await;
    assert!(matches!(told, Error::Refused(_)), "{told:?}");
    let told = becomes(By::Client, 401, "").await;
    assert!(matches!(told, Error::ApplicationRefused(_)), "{told:?}");
    // Some answer with an error inside a success, as GitHub does.
    let inside = json!({"error": "invalid_client"});
    let told = becomes(By::Client, 200, inside).await;
    assert!(matches!(told, Error::ApplicationRefused(_)), "{told:?}");
    let object = json!({"error": {"code": "invalid_client", "message": "no"}});
    let told = becomes(By::Client, 403, object).await;
    assert!(matches!(told, Error::ApplicationRefused(_)), "{told:?}");
    for body in [json!({}), json!({"access_token": ""})] {
        let told = becomes(By::Client, 200, &body).await;
        assert!(matches!(told, Error::Incomplete { .. }), "{body} {told:?}");
    }
    for body in ["[1]", "access_token=x"] {
        let told = becomes(By::Client, 200, body).await;
        assert!(matches!(told, Error::Undecodable { .. }), "{told:?}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_the_login_comes_back() {
    let acme = Acme::start().await;
    let failed = login(&acme)
        .client_credentials("id 1", "S3CR3T-wrong")
        .await;
    let failed = failed.unwrap_err();
    assert!(matches!(failed.error, Error::ApplicationRefused(_)));
    let session = failed.state.client_credentials("id 1", SECRET).await;
    session.unwrap().client().read().await.unwrap();
    assert_eq!(acme.token_requests().len(), 2);
}
