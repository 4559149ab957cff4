//! Kotak Securities Trade API: the ways that lead in.

use std::time::Duration;

use keyfob::kotak_trade::{Application, Login, SecondStep, Session};
use keyfob::{Error, Retry, Settings};
use keyfob_sandbox::Sandbox;

use super::conform::conforms;

pub fn login(sandbox: &Sandbox) -> Login {
    let account = &sandbox.accounts().kotak_trade[0];
    let application =
        Application::new(account.access_token.as_str(), account.consumer_key.as_str())
            .with_app_id(account.app_id.as_str());
    Login::new(application, account.user_id.as_str()).with_settings(
        Settings::default()
            .with_origin(sandbox.url())
            .with_retry(Retry::never()),
    )
}

pub async fn second_step(sandbox: &Sandbox) -> SecondStep {
    let ready = login(sandbox).init().await.unwrap();
    ready
        .password(sandbox.accounts().kotak_trade[0].password.as_str())
        .await
        .unwrap()
}

/// Uses the session and ends it; afterwards its client has nothing left to show.
async fn use_and_end(sandbox: &Sandbox, session: Session) {
    let client = session.client().clone();
    let positions = client.positions().today().send().await.unwrap();
    assert!(!positions.into_inner().success.is_empty());
    assert_eq!(
        session.info().user_id.as_deref(),
        Some(sandbox.accounts().kotak_trade[0].user_id.as_str())
    );
    session.logout().await.unwrap();
    let after = client.positions().today().send().await.unwrap_err();
    assert!(
        matches!(after, Error::MissingCredential { .. }),
        "{after:?}"
    );
    conforms("kotak-trade", &sandbox.take_exchanges());
}

#[tokio::test]
async fn by_access_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let code = sandbox.accounts().kotak_trade[0].access_code.clone();
    let session = second_step(&sandbox).await.access_code(code).await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn by_an_access_code_that_was_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let code = sandbox.accounts().kotak_trade[0].access_code.clone();
    let step = second_step(&sandbox)
        .await
        .request_access_code()
        .await
        .unwrap();
    let session = step.access_code(code).await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn by_mpin() {
    let sandbox = Sandbox::start().await.unwrap();
    let mpin = sandbox.accounts().kotak_trade[0].mpin.clone().unwrap();
    let step = second_step(&sandbox).await;
    assert!(step.offers_mpin());
    let session = step.mpin(mpin).await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn by_biometric() {
    let sandbox = Sandbox::start().await.unwrap();
    let proof = sandbox.accounts().kotak_trade[0].biometric.clone().unwrap();
    let step = second_step(&sandbox).await;
    assert!(step.offers_biometric());
    let session = step.biometric(proof).await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn by_one_time_token_alone() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = second_step(&sandbox).await.one_time_token().await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn what_is_not_offered_is_told() {
    let mut accounts = keyfob_sandbox::accounts::demo();
    accounts.kotak_trade[0].mpin = None;
    accounts.kotak_trade[0].biometric = None;
    let sandbox = Sandbox::builder().accounts(accounts).start().await.unwrap();
    let step = second_step(&sandbox).await;
    assert!(!step.offers_mpin() && !step.offers_biometric());
}

#[tokio::test]
async fn without_asking_for_the_host() {
    let sandbox = Sandbox::start().await.unwrap();
    let password = sandbox.accounts().kotak_trade[0].password.clone();
    let step = login(&sandbox)
        .skip_init()
        .unwrap()
        .password(password)
        .await
        .unwrap();
    assert_eq!(sandbox.exchanges().len(), 1);
    let session = step.one_time_token().await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn the_same_host_is_asked_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let ready = login(&sandbox).init().await.unwrap();
    assert_eq!(ready.host_changed(), None);
    assert_eq!(sandbox.exchanges().len(), 1);
}

#[tokio::test]
async fn a_host_change_is_followed_once_and_for_all_calls() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.kotak_trade().redirect_to_second_host(true);
    let ready = login(&sandbox).init().await.unwrap();
    let second = sandbox.second_url().to_owned();
    assert!(ready.host_changed().unwrap().starts_with(&second));
    let password = sandbox.accounts().kotak_trade[0].password.clone();
    let session = ready
        .password(password)
        .await
        .unwrap()
        .one_time_token()
        .await
        .unwrap();
    session.client().positions().today().send().await.unwrap();
    session.logout().await.unwrap();
    let authority = second.trim_start_matches("http://");
    let exchanges = sandbox.take_exchanges();
    let hosts: Vec<_> = exchanges
        .iter()
        .map(|one| one.request_header("host") == Some(authority))
        .collect();
    assert_eq!(hosts, [false, true, true, true, true, true]);
    conforms("kotak-trade", &exchanges);
}

#[tokio::test]
async fn an_old_session_has_ended() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = second_step(&sandbox).await.one_time_token().await.unwrap();
    sandbox.clock().advance(Duration::from_secs(25 * 3600));
    let error = session
        .client()
        .positions()
        .today()
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    conforms("kotak-trade", &sandbox.take_exchanges());
}
