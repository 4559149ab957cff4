//! Kotak Securities Trade API: the ways that lead nowhere, each to its own error.

use std::time::Duration;

use keyfob::kotak_trade::{Application, Login};
use keyfob::{Error, Settings};
use keyfob_sandbox::{Failure, RetryAfter, Sandbox, When};
use serde_json::json;

use super::conform::conforms;
use super::kotak_trade::{login, second_step};

#[tokio::test]
async fn a_wrong_password_can_be_tried_again_from_the_same_state() {
    let sandbox = Sandbox::start().await.unwrap();
    let failed = login(&sandbox)
        .init()
        .await
        .unwrap()
        .password("not-the-password")
        .await
        .unwrap_err();
    assert!(
        matches!(failed.error, Error::WrongPassword(_)),
        "{failed:?}"
    );
    let right = sandbox.accounts().kotak_trade[0].password.clone();
    failed.state.password(right).await.unwrap();
    conforms("kotak-trade", &sandbox.take_exchanges());
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_the_account() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut ready = login(&sandbox).init().await.unwrap();
    for _ in 0..5 {
        ready = *ready.password("not-the-password").await.unwrap_err().state;
    }
    let right = sandbox.accounts().kotak_trade[0].password.clone();
    let error = ready.password(right).await.unwrap_err().error;
    assert!(
        matches!(error, Error::Locked(_)) && error.is_auth(),
        "{error:?}"
    );
    conforms("kotak-trade", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_wrong_access_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = second_step(&sandbox)
        .await
        .access_code("9999")
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
    conforms("kotak-trade", &sandbox.take_exchanges());
}

#[tokio::test]
async fn wrong_mpin_and_wrong_biometric() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = second_step(&sandbox)
        .await
        .mpin("000000")
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
    let error = second_step(&sandbox)
        .await
        .biometric("not-the-proof")
        .await
        .unwrap_err()
        .error;
    assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
}

#[tokio::test]
async fn an_expired_one_time_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let step = second_step(&sandbox).await;
    sandbox.clock().advance(Duration::from_secs(6 * 60));
    let failed = step.one_time_token().await.unwrap_err();
    assert!(matches!(failed.error, Error::WrongCode(_)), "{failed:?}");
    assert_eq!(failed.error.code(), Some("50001"));
    let error = failed.state.request_access_code().await.unwrap_err().error;
    assert!(matches!(error, Error::WrongCode(_)), "{error:?}");
    conforms("kotak-trade", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_stranger_application() {
    let sandbox = Sandbox::start().await.unwrap();
    let settings = Settings::default().with_origin(sandbox.url());
    let login = Login::new(Application::new("stranger", "stranger"), "U1").with_settings(settings);
    let error = login.init().await.unwrap_err().error;
    assert!(matches!(error, Error::ApplicationRefused(_)), "{error:?}");
    assert_eq!(error.code(), Some("900901"));
    conforms("kotak-trade", &sandbox.take_exchanges());
}

#[tokio::test]
async fn too_many_logins_tell_the_wait() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .kotak_trade()
        .limit_logins(1, Duration::from_secs(60));
    let password = sandbox.accounts().kotak_trade[0].password.clone();
    let ready = login(&sandbox).init().await.unwrap();
    ready.password(password.as_str()).await.unwrap();
    let ready = login(&sandbox).init().await.unwrap();
    let error = ready.password(password).await.unwrap_err().error;
    assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
    let wait = error.retry_after().unwrap().as_secs();
    assert!((1..=60).contains(&wait), "{wait}");
    conforms("kotak-trade", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_vendor_that_is_down() {
    let sandbox = Sandbox::start().await.unwrap();
    for status in [502, 503, 504] {
        sandbox.fail_next(When::Any, Failure::Html(status));
        let error = login(&sandbox).init().await.unwrap_err().error;
        assert!(
            matches!(error, Error::Unavailable(_)) && error.is_retryable(),
            "{error:?}"
        );
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
}

#[tokio::test]
async fn a_gateway_that_speaks_xml() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail_next(When::Any, Failure::GatewayXml(404));
    let error = login(&sandbox).init().await.unwrap_err().error;
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 404);
}

#[tokio::test]
async fn a_fault_inside_a_200_is_an_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let step = second_step(&sandbox).await;
    let fault = json!({"fault": {"code": -22, "message": "not now", "description": "-"}});
    sandbox.fail_next(When::path("/apim/positions"), Failure::FaultInOk(fault));
    let session = step.one_time_token().await.unwrap();
    let error = session
        .client()
        .positions()
        .today()
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.code()),
        (200, Some("-22"))
    );
    assert_eq!(error.message(), Some("not now"));
}

#[tokio::test]
async fn a_host_change_to_a_stranger_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    for host in [
        "https://tradeapi.kotaksecurities.com.evil.example/apim",
        "http://tradeapi.kotaksecurities.com/apim",
    ] {
        let answer = json!({"Success": {"redirect": {"host": host, "port": 443}}});
        sandbox.fail_next(When::Any, Failure::Json(200, answer));
        let error = login(&sandbox).init().await.unwrap_err().error;
        assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
    }
    assert_eq!(sandbox.exchanges().len(), 2);
}

#[tokio::test]
async fn an_http_redirect_is_not_followed() {
    let sandbox = Sandbox::start().await.unwrap();
    let target = format!(
        "{}/apim/session/1.0/session/init?token=x",
        sandbox.second_url()
    );
    sandbox.fail_next(When::Any, Failure::Redirect(target));
    let error = login(&sandbox).init().await.unwrap_err().error;
    assert!(
        matches!(&error, Error::HostChanged(change) if change.host() == "127.0.0.1"),
        "{error:?}"
    );
    assert_eq!(sandbox.exchanges().len(), 1);
}

#[tokio::test]
async fn an_answer_without_the_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let ready = login(&sandbox).init().await.unwrap();
    sandbox.fail_next(
        When::Any,
        Failure::Json(200, json!({"success": {"userId": "U1"}})),
    );
    let error = ready.password("x").await.unwrap_err().error;
    assert!(
        matches!(
            error,
            Error::Incomplete {
                member: "Success.oneTimeToken",
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_login_whose_answer_is_lost_is_not_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let patient = Settings::default().with_origin(sandbox.url());
    for failure in [
        Failure::Dropped,
        Failure::Html(503),
        Failure::TooManyRequests(RetryAfter::Seconds(0)),
    ] {
        sandbox.fail_next(When::Any, failure);
        let ready = login(&sandbox)
            .with_settings(patient.clone())
            .skip_init()
            .unwrap();
        let error = ready.password("x").await.unwrap_err().error;
        assert!(error.is_retryable() && !error.was_not_sent(), "{error:?}");
        assert_eq!(sandbox.take_exchanges().len(), 1);
    }
}

#[tokio::test]
async fn what_changes_nothing_is_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let patient = Settings::default().with_origin(sandbox.url());
    sandbox.fail_next(When::Any, Failure::Html(503));
    sandbox.fail_next(When::Any, Failure::Dropped);
    login(&sandbox).with_settings(patient).init().await.unwrap();
    assert_eq!(sandbox.exchanges().len(), 3);
}

#[tokio::test]
async fn historical_prices_are_not_offered() {
    use keyfob::kotak_trade::history::{Date, Month, UnadjustedPrices};
    use keyfob::kotak_trade::types::Exchange;
    let sandbox = Sandbox::start().await.unwrap();
    let password = sandbox.accounts().kotak_trade[0].password.clone();
    let ready = login(&sandbox).skip_init().unwrap();
    let second = ready.password(password).await.unwrap();
    let session = second.one_time_token().await.unwrap();
    let asked = UnadjustedPrices {
        exchange: Exchange::Bse,
        company_code: "100".to_owned(),
        date: Date::from_calendar_date(2020, Month::February, 3).unwrap(),
    };
    let error = session.history(&asked).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let sent = sandbox.exchanges();
    let path = "/apim/trade/1.0.0/equity/historicalprices-unadjusted/i/";
    assert!(sent.last().unwrap().path.starts_with(path), "{sent:?}");
}
