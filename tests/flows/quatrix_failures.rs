//! Quatrix: every way that leads nowhere.

use std::time::Duration;

use keyfob::quatrix::Login;
use keyfob::{Error, SecondFactorKind, Settings};
use keyfob_sandbox::accounts::QuatrixAccount;
use keyfob_sandbox::{Failure, Sandbox, When};

use super::conform::conforms;
use super::quatrix::{account, login, plain};

#[tokio::test]
async fn who_expects_no_second_factor_is_told_which() {
    let sandbox = Sandbox::start().await.unwrap();
    let QuatrixAccount {
        email, password, ..
    } = account(&sandbox, "pin");
    let error = login(&sandbox)
        .password(&email, password)
        .await
        .unwrap()
        .session()
        .unwrap_err();
    assert!(
        matches!(error, Error::SecondFactorWanted(SecondFactorKind::Pin)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_wrong_api_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = login(&sandbox).api_key("not-a-key").unwrap();
    let error = session.client().profile().usage().send().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
}

#[tokio::test]
async fn a_wrong_password_then_too_many() {
    let sandbox = Sandbox::start().await.unwrap();
    let QuatrixAccount {
        email, password, ..
    } = account(&sandbox, "plain");
    let mut state = login(&sandbox);
    for _ in 0..5 {
        let failed = state
            .password(&email, "not-the-password")
            .await
            .unwrap_err();
        assert!(
            matches!(failed.error, Error::WrongPassword(_)),
            "{failed:?}"
        );
        state = *failed.state;
    }
    let error = state.password(&email, password).await.unwrap_err().error;
    assert!(matches!(error, Error::Locked(_)), "{error:?}");
    conforms("quatrix", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_suspended_account() {
    let sandbox = Sandbox::start().await.unwrap();
    let QuatrixAccount {
        email, password, ..
    } = account(&sandbox, "suspended");
    let error = login(&sandbox)
        .password(&email, password)
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::Locked(_)), "{error:?}");
    assert_eq!(error.code(), Some("13"));
}

#[tokio::test]
async fn too_many_logins_tell_the_wait() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.quatrix().limit_logins(1, Duration::from_secs(900));
    plain(&sandbox).await;
    let QuatrixAccount {
        email, password, ..
    } = account(&sandbox, "plain");
    let error = login(&sandbox)
        .password(&email, password)
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
    assert!(error.retry_after().unwrap().as_secs() > 60);
    conforms("quatrix", &sandbox.take_exchanges());
}

#[tokio::test]
async fn html_in_place_of_an_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    let QuatrixAccount {
        email, password, ..
    } = account(&sandbox, "plain");
    sandbox.fail_next(When::Any, Failure::Html(200));
    let error = login(&sandbox)
        .password(&email, password.as_str())
        .await
        .unwrap_err()
        .error;
    assert!(
        matches!(error, Error::Undecodable { .. }) && error.status().unwrap() == 200,
        "{error:?}"
    );
    sandbox.fail_next(When::Any, Failure::Html(504));
    let error = login(&sandbox)
        .password(&email, password)
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
}

#[tokio::test]
async fn an_account_name_that_is_none_is_refused_before_anything_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    for name in ["", "evil.example/", "a.b", "a@b", "a b", "a:1"] {
        let login = Login::new(name).with_settings(Settings::default().with_origin(sandbox.url()));
        let error = login.password("a@b.example", "x").await.unwrap_err().error;
        assert!(matches!(error, Error::Settings(_)), "{name}: {error:?}");
    }
    assert!(sandbox.exchanges().is_empty());
}
