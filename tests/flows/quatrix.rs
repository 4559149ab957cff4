//! Quatrix: every way in, and staying there.

use std::time::Duration;

use keyfob::quatrix::{CaptchaForm, LoggedIn, Login, SecondFactor, Session};
use keyfob::{Error, Retry, SecondFactorKind, Settings, Totp};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{CAPTCHA_SOLUTION, QuatrixAccount, SecondFactor as Factor};

use super::conform::conforms;

pub fn login(sandbox: &Sandbox) -> Login {
    Login::new("acme").with_settings(
        Settings::default()
            .with_origin(sandbox.url())
            .with_retry(Retry::never()),
    )
}

/// The demo account whose address begins like this.
pub fn account(sandbox: &Sandbox, name: &str) -> QuatrixAccount {
    sandbox
        .accounts()
        .quatrix
        .iter()
        .find(|account| account.email.starts_with(name))
        .unwrap()
        .clone()
}

pub async fn plain(sandbox: &Sandbox) -> Session {
    let QuatrixAccount {
        email, password, ..
    } = account(sandbox, "plain");
    login(sandbox)
        .password(&email, password)
        .await
        .unwrap()
        .session()
        .unwrap()
}

pub async fn second_factor(sandbox: &Sandbox, name: &str) -> SecondFactor {
    let QuatrixAccount {
        email, password, ..
    } = account(sandbox, name);
    match login(sandbox).password(&email, password).await.unwrap() {
        LoggedIn::SecondFactor(factor) => factor,
        LoggedIn::Session(_) => panic!("no second factor was wanted"),
    }
}

async fn use_and_end(sandbox: &Sandbox, session: Session) {
    let client = session.client().clone();
    session.keepalive().await.unwrap();
    assert!(
        client
            .profile()
            .usage()
            .send()
            .await
            .unwrap()
            .user_used
            .is_some()
    );
    session.logout().await.unwrap();
    let after = client.session().keep_alive().send().await.unwrap_err();
    assert!(
        matches!(after, Error::MissingCredential { .. }),
        "{after:?}"
    );
    conforms("quatrix", &sandbox.take_exchanges());
}

#[tokio::test]
async fn by_password() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = plain(&sandbox).await;
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn an_address_in_capitals_and_the_whole_host_name() {
    let sandbox = Sandbox::start().await.unwrap();
    let QuatrixAccount {
        email, password, ..
    } = account(&sandbox, "plain");
    let login =
        Login::new("acme.quatrix.it").with_settings(Settings::default().with_origin(sandbox.url()));
    login
        .password(&email.to_uppercase(), password)
        .await
        .unwrap()
        .session()
        .unwrap();
    conforms("quatrix", &sandbox.take_exchanges());
}

#[tokio::test]
async fn by_authenticator() {
    let sandbox = Sandbox::start().await.unwrap();
    let Factor::Totp(secret) = account(&sandbox, "totp").second_factor else {
        panic!("no TOTP")
    };
    let factor = second_factor(&sandbox, "totp").await;
    assert_eq!(factor.kind(), SecondFactorKind::OneTimeCode);
    let failed = factor.code("000000").await.unwrap_err();
    assert!(matches!(failed.error, Error::WrongCode(_)), "{failed:?}");
    let code = Totp::new(secret).unwrap().code_at(sandbox.clock().now());
    let session = failed.state.code(code).await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn by_pin() {
    let sandbox = Sandbox::start().await.unwrap();
    let Factor::Pin(pin) = account(&sandbox, "pin").second_factor else {
        panic!("no PIN")
    };
    let factor = second_factor(&sandbox, "pin").await;
    assert_eq!(factor.kind(), SecondFactorKind::Pin);
    let session = factor.code(pin).await.unwrap();
    use_and_end(&sandbox, session).await;
}

#[tokio::test]
async fn by_api_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = login(&sandbox)
        .api_key(account(&sandbox, "plain").api_key)
        .unwrap();
    assert!(sandbox.exchanges().is_empty());
    let calls = session.client().clone();
    calls.profile().usage().send().await.unwrap();
    let sent = sandbox.exchanges();
    assert!(
        sent[0]
            .request_header("authorization")
            .unwrap()
            .starts_with("Bearer ")
    );
    assert_eq!(sent[0].request_header("x-auth-token"), None);
    session.logout().await.unwrap();
    assert_eq!(sandbox.exchanges().len(), 1);
    conforms("quatrix", &sandbox.take_exchanges());
}

#[tokio::test]
async fn fifteen_idle_minutes_end_a_session_and_keepalive_prevents_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = plain(&sandbox).await;
    for _ in 0..3 {
        sandbox.clock().advance(Duration::from_secs(14 * 60));
        session.keepalive().await.unwrap();
    }
    sandbox.clock().advance(Duration::from_secs(16 * 60));
    let error = session.keepalive().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    conforms("quatrix", &sandbox.take_exchanges());
}

#[tokio::test]
async fn a_captcha_is_asked_for_and_unblocks_in_both_forms() {
    for form in [CaptchaForm::Post, CaptchaForm::Get] {
        let sandbox = Sandbox::start().await.unwrap();
        let session = plain(&sandbox).await;
        sandbox.quatrix().require_captcha(true);
        let error = session.keepalive().await.unwrap_err();
        assert!(matches!(error, Error::CaptchaWanted(_)), "{error:?}");
        let error = session
            .unblock_captcha("not-the-solution", form)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::CaptchaWanted(_)), "{error:?}");
        session
            .unblock_captcha(CAPTCHA_SOLUTION, form)
            .await
            .unwrap();
        session.keepalive().await.unwrap();
        conforms("quatrix", &sandbox.take_exchanges());
    }
}
