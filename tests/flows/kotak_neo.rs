//! Kotak Neo: the ways that lead in, in every generation and environment.

use keyfob::kotak_neo::g1::{Identity, Knowledge};
use keyfob::kotak_neo::{Consumer, Environment, Session, g1, g2, g3};
use keyfob::{Error, RateLimits, Retry, Settings};
use keyfob_sandbox::Sandbox;

use super::conform::conforms;

pub fn settings(sandbox: &Sandbox) -> Settings {
    Settings::default()
        .with_origin(sandbox.url())
        .with_retry(Retry::never())
        .with_rate_limits(RateLimits::none())
}

pub fn consumer(sandbox: &Sandbox) -> Consumer {
    let account = &sandbox.accounts().kotak_neo[0];
    Consumer::new(
        account.consumer_key.as_str(),
        account.consumer_secret.as_str(),
    )
    .with_settings(settings(sandbox))
}

pub async fn g1_view(sandbox: &Sandbox, identity: Identity, knowledge: Knowledge) -> g1::View {
    let application = g1::Login::new(consumer(sandbox))
        .access_token()
        .await
        .unwrap();
    application.identify(identity, knowledge).await.unwrap()
}

pub fn password(sandbox: &Sandbox) -> Knowledge {
    Knowledge::Password(sandbox.accounts().kotak_neo[0].password.as_str().into())
}

pub async fn g2_application(sandbox: &Sandbox) -> g2::Application {
    let ucc = sandbox.accounts().kotak_neo[0].ucc.clone();
    g2::Login::new(consumer(sandbox), ucc)
        .locate()
        .await
        .unwrap()
        .access_token()
        .await
        .unwrap()
}

pub fn totp(sandbox: &Sandbox) -> String {
    sandbox
        .totp(&sandbox.accounts().kotak_neo[0].totp_secret)
        .unwrap()
}

pub async fn g3_view(sandbox: &Sandbox) -> g3::View {
    let account = &sandbox.accounts().kotak_neo[0];
    let login = g3::Login::new(account.dashboard_token.as_str()).with_settings(settings(sandbox));
    login
        .totp(&account.mobile, &account.ucc, totp(sandbox))
        .await
        .unwrap()
}

/// Uses the session and ends it; afterwards its client has nothing left to show.
async fn use_and_end(sandbox: &Sandbox, session: Session) {
    let client = session.client().clone();
    let positions = client.reports().positions().send().await.unwrap();
    assert!(!positions.into_inner().data.is_empty());
    assert_eq!(
        session.info().ucc.as_deref(),
        Some(sandbox.accounts().kotak_neo[0].ucc.as_str())
    );
    session.logout().await.unwrap();
    let after = client.reports().positions().send().await.unwrap_err();
    assert!(
        matches!(after, Error::MissingCredential { .. }),
        "{after:?}"
    );
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn g1_by_mobile_password_and_one_time_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let mobile = Identity::Mobile(sandbox.accounts().kotak_neo[0].mobile.clone());
    let view = g1_view(&sandbox, mobile, password(&sandbox))
        .await
        .send_otp()
        .await
        .unwrap();
    let otp = sandbox.kotak_neo().last_otp().unwrap();
    use_and_end(&sandbox, view.otp(otp).await.unwrap()).await;
}

#[tokio::test]
async fn g1_ten_digits_get_the_country_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let mobile = sandbox.accounts().kotak_neo[0]
        .mobile
        .trim_start_matches("+91")
        .to_owned();
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    let view = g1_view(&sandbox, Identity::Mobile(mobile), password(&sandbox)).await;
    use_and_end(&sandbox, view.mpin(mpin).await.unwrap()).await;
}

#[tokio::test]
async fn g1_by_pan_in_lower_case_and_mpin() {
    let sandbox = Sandbox::start().await.unwrap();
    let pan = Identity::Pan(sandbox.accounts().kotak_neo[0].pan.to_lowercase().into());
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    let view = g1_view(&sandbox, pan, password(&sandbox)).await;
    use_and_end(&sandbox, view.mpin(mpin).await.unwrap()).await;
}

#[tokio::test]
async fn g1_by_user_id_and_mpin_in_place_of_the_password() {
    let sandbox = Sandbox::start().await.unwrap();
    let user = Identity::UserId(sandbox.accounts().kotak_neo[0].user_id.clone());
    let mpin = Knowledge::Mpin(sandbox.accounts().kotak_neo[0].mpin.as_str().into());
    let view = g1_view(&sandbox, user, mpin)
        .await
        .send_otp()
        .await
        .unwrap();
    let failed = view.mpin("000000").await.unwrap_err();
    assert!(matches!(failed.error, Error::InvalidInput(_)), "{failed:?}");
    let otp = sandbox.kotak_neo().last_otp().unwrap();
    use_and_end(&sandbox, failed.state.otp(otp).await.unwrap()).await;
}

#[tokio::test]
async fn g1_with_an_access_token_that_one_has() {
    let sandbox = Sandbox::start().await.unwrap();
    let first = g1::Login::new(consumer(&sandbox))
        .access_token()
        .await
        .unwrap();
    drop(first);
    let answer = sandbox.take_exchanges().remove(0).answer.unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let token = answer["access_token"].as_str().unwrap();
    let application = g1::Login::new(consumer(&sandbox))
        .with_access_token(token)
        .unwrap();
    let mobile = Identity::Mobile(sandbox.accounts().kotak_neo[0].mobile.clone());
    application
        .identify(mobile, password(&sandbox))
        .await
        .unwrap();
    conforms("kotak-neo", &sandbox.take_exchanges());
}

#[tokio::test]
async fn g1_uat() {
    let sandbox = Sandbox::start().await.unwrap();
    let consumer = consumer(&sandbox).with_environment(Environment::Uat);
    let application = g1::Login::new(consumer).access_token().await.unwrap();
    let mobile = Identity::Mobile(sandbox.accounts().kotak_neo[0].mobile.clone());
    let view = application
        .identify(mobile, password(&sandbox))
        .await
        .unwrap();
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    use_and_end(&sandbox, view.mpin(mpin).await.unwrap()).await;
}

#[tokio::test]
async fn g2_by_authenticator_and_mpin() {
    let sandbox = Sandbox::start().await.unwrap();
    let application = g2_application(&sandbox).await;
    let account = &sandbox.accounts().kotak_neo[0];
    let view = application
        .totp(&account.mobile, totp(&sandbox))
        .await
        .unwrap();
    use_and_end(&sandbox, view.mpin(account.mpin.as_str()).await.unwrap()).await;
}

#[tokio::test]
async fn g2_by_qr_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = g2_application(&sandbox).await.qr_link().await.unwrap();
    assert!(link.url().starts_with(sandbox.url()));
    let ott = sandbox
        .kotak_neo()
        .last_ott(&sandbox.accounts().kotak_neo[0].ucc)
        .unwrap();
    use_and_end(&sandbox, link.ott(ott).await.unwrap()).await;
}

#[tokio::test]
async fn g2_on_the_fallback_host_and_in_uat() {
    let fallback = "https://gw-napi.kotaksecurities.com/";
    for (environment, host) in [
        (Environment::Prod, fallback),
        (Environment::Uat, "https://mnapi.kotaksecurities.com"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let account = &sandbox.accounts().kotak_neo[0];
        let login = g2::Login::new(
            consumer(&sandbox).with_environment(environment),
            account.ucc.as_str(),
        );
        let application = login.at(host).unwrap().access_token().await.unwrap();
        let view = application
            .totp(&account.mobile, totp(&sandbox))
            .await
            .unwrap();
        use_and_end(&sandbox, view.mpin(account.mpin.as_str()).await.unwrap()).await;
    }
}

#[tokio::test]
async fn g3_by_authenticator_and_mpin() {
    let sandbox = Sandbox::start().await.unwrap();
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    let session = g3_view(&sandbox).await.mpin(mpin).await.unwrap();
    session.client().session().client_ip().send().await.unwrap();
    use_and_end(&sandbox, session).await;
}
