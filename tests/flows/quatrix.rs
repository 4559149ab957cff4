//! Quatrix: every way in, and every way that leads nowhere.

use std::time::Duration;

use keyfob::quatrix::{CaptchaForm, LoggedIn, Login, SecondFactor, Session};
use keyfob::{Error, Retry, SecondFactorKind, Settings, Totp};
use keyfob_sandbox::accounts::{CAPTCHA_SOLUTION, QuatrixAccount, SecondFactor as Factor};
use keyfob_sandbox::{Failure, Sandbox, When};

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
            .profile_info_get()
            .send()
            .await
            .unwrap()
            .user_used
            .is_some()
    );
    session.logout().await.unwrap();
    let after = client.session_keepalive().send().await.unwrap_err();
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
async fn by_api_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = login(&sandbox)
        .api_key(account(&sandbox, "plain").api_key)
        .unwrap();
    assert!(sandbox.exchanges().is_empty());
    let calls = session.client().clone();
    calls.profile_info_get().send().await.unwrap();
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
async fn a_wrong_api_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = login(&sandbox).api_key("not-a-key").unwrap();
    let error = session
        .client()
        .profile_info_get()
        .send()
        .await
        .unwrap_err();
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
