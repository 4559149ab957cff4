//! Quatrix.

use keyfob::quatrix::{CaptchaForm, LoggedIn, Login, Session};
use keyfob::{Error, SecondFactorKind};

use crate::flow::{Reply, again, flows, ok, reply, sent};
use crate::recordings::recorder::Recorder;

const SESSION: Reply = ok(r#"{"session_id": "00000000-0000-4000-8000-000000000001"}"#);
const HALF: Reply = reply(
    207,
    &[("mfa-code", "71")],
    r#"{"session_id": "00000000-0000-4000-8000-000000000001"}"#,
);
const DONE: Reply = ok("");
const VALID: Reply = ok(r#"{"valid": true}"#);
const INFO: Reply = ok(r#"{"user_used": 10, "user_limit": -1, "acc_used": 20, "acc_limit": 1000}"#);
const SLOW_DOWN: Reply = reply(
    429,
    &[("retry-after", "0")],
    r#"{"code": -1, "msg": "slow down"}"#,
);

flows! { "quatrix":
    session: [
        sent("login", SESSION),
        sent("keepalive", DONE),
        sent("captcha solution in the query", VALID),
        sent("profile info", INFO),
        sent("logout", DONE),
    ],
    second_factor: [
        sent("login with a second factor", HALF),
        sent("one-time code", SESSION),
    ],
    second_factor_without_a_new_session_id: [
        again("login with a second factor", HALF),
        sent("one-time code, all headers", ok("{}")),
        sent("keepalive, all headers", DONE),
    ],
    api_key: [
        sent("api key, first try", SLOW_DOWN),
        sent("api key", INFO),
    ],
}

async fn session(recorder: &Recorder) -> Result<(), Error> {
    let session = login(recorder)
        .password("Test@Example.com", "qwerty")
        .await?
        .session()?;
    session.keepalive().await?;
    session
        .unblock_captcha("captcha token/+=", CaptchaForm::Get)
        .await?;
    session.client().profile().usage().send().await?;
    Ok(session.logout().await?)
}

async fn second_factor(recorder: &Recorder) -> Result<(), Error> {
    with_code(recorder).await.map(drop)
}

async fn second_factor_without_a_new_session_id(recorder: &Recorder) -> Result<(), Error> {
    with_code(recorder).await?.keepalive().await
}

async fn api_key(recorder: &Recorder) -> Result<(), Error> {
    let session = login(recorder).api_key("EXAMPLE-API-KEY")?;
    session.client().profile().usage().send().await?;
    // Nothing is sent for it: an API key has no session.
    Ok(session.logout().await?)
}

async fn with_code(recorder: &Recorder) -> Result<Session, Error> {
    match login(recorder)
        .password("mfa@example.com", "qwerty")
        .await?
    {
        LoggedIn::SecondFactor(factor) => {
            assert_eq!(factor.kind(), SecondFactorKind::OneTimeCode);
            Ok(factor.code("123456").await?)
        }
        LoggedIn::Session(_) => panic!("no second factor was wanted"),
    }
}

fn login(recorder: &Recorder) -> Login {
    Login::new("example").with_settings(recorder.settings())
}
