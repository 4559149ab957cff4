//! Kotak Neo: the ways that lead nowhere, each to its own error.

use std::time::Duration;

use keyfob::Error;
use keyfob::kotak_neo::g1::{Identity, Knowledge};
use keyfob::kotak_neo::{Consumer, g1, g2, g3};
use keyfob_sandbox::{Failure, Sandbox, When};
use serde_json::json;

use super::conform::conforms;
use super::kotak_neo::{consumer, g1_view, g2_application, g3_view, password, settings, totp};

fn mobile(sandbox: &Sandbox) -> Identity {
    Identity::Mobile(sandbox.accounts().kotak_neo[0].mobile.clone())
}

#[tokio::test]
async fn a_stranger_application() {
    let sandbox = Sandbox::start().await.unwrap();
    let stranger = Consumer::new("stranger", "stranger").with_settings(settings(&sandbox));
    let error = g1::Login::new(stranger)
        .access_token()
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::ApplicationRefused(_)), "{error:?}");
    let login = g3::Login::new("stranger").with_settings(settings(&sandbox));
    let account = &sandbox.accounts().kotak_neo[0];
    let error = login
        .totp(&account.mobile, &account.ucc, totp(&sandbox))
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::ApplicationRefused(_)), "{error:?}");
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_wrong_password_can_be_tried_again_from_the_same_state() {
    let sandbox = Sandbox::start().await.unwrap();
    let application = g1::Login::new(consumer(&sandbox))
        .access_token()
        .await
        .unwrap();
    let wrong = Knowledge::Password("not-the-password".into());
    let failed = application
        .identify(mobile(&sandbox), wrong)
        .await
        .unwrap_err();
    assert!(
        matches!(failed.error, Error::WrongPassword(_)),
        "{failed:?}"
    );
    failed
        .state
        .identify(mobile(&sandbox), password(&sandbox))
        .await
        .unwrap();
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_the_account() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut application = g1::Login::new(consumer(&sandbox))
        .access_token()
        .await
        .unwrap();
    for _ in 0..5 {
        let wrong = Knowledge::Password("not-the-password".into());
        application = *application
            .identify(mobile(&sandbox), wrong)
            .await
            .unwrap_err()
            .state;
    }
    let error = application
        .identify(mobile(&sandbox), password(&sandbox))
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::Locked(_)), "{error:?}");
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_wrong_and_an_expired_one_time_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let view = g1_view(&sandbox, mobile(&sandbox), password(&sandbox))
        .await
        .send_otp()
        .await
        .unwrap();
    let failed = view.otp("0000").await.unwrap_err();
    assert!(matches!(failed.error, Error::WrongCode(_)), "{failed:?}");
    let otp = sandbox.kotak_neo().last_otp().unwrap();
    sandbox.clock().advance(Duration::from_secs(6 * 60));
    let error = failed.state.otp(otp).await.unwrap_err().error;
    assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn wrong_authenticator_codes_and_wrong_mpins() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = &sandbox.accounts().kotak_neo[0];
    let failed = g2_application(&sandbox)
        .await
        .totp(&account.mobile, "000000")
        .await
        .unwrap_err();
    assert!(matches!(failed.error, Error::WrongCode(_)), "{failed:?}");
    let view = failed
        .state
        .totp(&account.mobile, totp(&sandbox))
        .await
        .unwrap();
    let failed = view.mpin("000000").await.unwrap_err();
    assert!(matches!(failed.error, Error::WrongCode(_)), "{failed:?}");
    failed.state.mpin(account.mpin.as_str()).await.unwrap();
    sandbox.clock().advance(Duration::from_secs(30));
    let failed = g3_view(&sandbox).await.mpin("000000").await.unwrap_err();
    assert!(matches!(failed.error, Error::WrongCode(_)), "{failed:?}");
    failed.state.mpin(account.mpin.as_str()).await.unwrap();
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_wrong_mpin_told_inside_a_200() {
    let sandbox = Sandbox::start().await.unwrap();
    let view = g3_view(&sandbox).await;
    let fault = json!({"stCode": 401, "errMsg": "Invalid MPIN", "status": "failure"});
    sandbox.fail_next(When::Any, Failure::FaultInOk(fault));
    let error = view.mpin("000000").await.unwrap_err().error;
    assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
    assert_eq!(
        (error.code(), error.message()),
        (Some("401"), Some("Invalid MPIN"))
    );
}

#[tokio::test]
async fn a_wrong_qr_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = g2_application(&sandbox).await.qr_link().await.unwrap();
    let error = link.ott("not-the-token").await.unwrap_err().error;
    assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn too_many_logins_tell_the_wait() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.kotak_neo().limit_logins(1, Duration::from_secs(60));
    g1_view(&sandbox, mobile(&sandbox), password(&sandbox)).await;
    let application = g1::Login::new(consumer(&sandbox))
        .access_token()
        .await
        .unwrap();
    let error = application
        .identify(mobile(&sandbox), password(&sandbox))
        .await
        .unwrap_err()
        .error;
    assert!(
        matches!(error, Error::RateLimited(_)) && error.retry_after().is_some(),
        "{error:?}"
    );
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn hosts_that_answers_tell_must_be_the_vendors() {
    let sandbox = Sandbox::start().await.unwrap();
    let evil = json!({"data": {"baseURL": "https://mnapi.kotaksecurities.com.evil.example"}});
    sandbox.fail_next(When::Any, Failure::Json(200, evil));
    let login = g2::Login::new(consumer(&sandbox), "SBX42");
    let error = login.locate().await.unwrap_err().error;
    assert!(matches!(error, Error::HostChanged(_)), "{error:?}");

    let view = g3_view(&sandbox).await;
    let evil = json!({"data": {"token": "t", "sid": "s", "baseUrl": "https://evil.example"}});
    sandbox.fail_next(When::Any, Failure::Json(200, evil));
    let error = view.mpin("1").await.unwrap_err().error;
    assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
}

#[tokio::test]
async fn a_vendor_that_is_down_and_an_answer_without_the_token() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail_next(When::Any, Failure::Html(502));
    let error = g1::Login::new(consumer(&sandbox))
        .access_token()
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
    sandbox.fail_next(
        When::Any,
        Failure::Json(200, json!({"token_type": "Bearer"})),
    );
    let error = g1::Login::new(consumer(&sandbox))
        .access_token()
        .await
        .unwrap_err()
        .error;
    assert!(
        matches!(
            error,
            Error::Incomplete {
                member: "access_token",
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_old_session_has_ended() {
    let sandbox = Sandbox::start().await.unwrap();
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    let session = g3_view(&sandbox).await.mpin(mpin).await.unwrap();
    sandbox.clock().advance(Duration::from_secs(25 * 3600));
    let error = session
        .client()
        .reports()
        .positions()
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    conforms("kotak-neo", &sandbox.take_exchanges());
}
