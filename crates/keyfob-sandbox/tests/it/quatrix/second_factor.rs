use std::time::Duration;

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::SecondFactor;
use serde_json::json;

use super::login::{PIN, TOTP, call, error, login_as, user};
use crate::harness::{Reply, early_in_step, post, sandbox};

async fn second(sandbox: &Sandbox, id: &str, kind: &str, code: &str) -> Reply {
    let url = format!("{}/session/login", sandbox.quatrix_url());
    post(
        &url,
        &[("X-Auth-Token", id)],
        json!({"auth_type": kind, "code": code}),
    )
    .await
}

#[tokio::test]
async fn an_authenticator_code_works_once_and_one_step_around() {
    let sandbox = sandbox().await;
    early_in_step(&sandbox).await;
    let SecondFactor::Totp(secret) = user(&sandbox, TOTP).second_factor else {
        panic!()
    };
    let (reply, id) = login_as(&sandbox, TOTP).await;
    assert_eq!((reply.status, reply.header("mfa-code")), (207, "71"));
    assert_eq!(error(&call(&sandbox, "profile/info", &id).await), (401, 71));

    let code = sandbox.totp(&secret).unwrap();
    assert_eq!(error(&second(&sandbox, &id, "PIN", &code).await), (400, 10));
    let other = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(error(&second(&sandbox, &id, "2FA", other).await), (401, 83));
    sandbox.clock().advance(Duration::from_secs(30));
    assert_eq!(
        second(&sandbox, &id, "2FA", &code).await.expect(200).json()["session_id"],
        id
    );
    call(&sandbox, "profile/info", &id).await.expect(200);

    let (_, id) = login_as(&sandbox, TOTP).await;
    assert_eq!(error(&second(&sandbox, &id, "2FA", &code).await), (401, 83));
    sandbox.clock().advance(Duration::from_secs(30));
    let old = sandbox.totp(&secret).unwrap();
    sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(error(&second(&sandbox, &id, "2FA", &old).await), (401, 83));
}

#[tokio::test]
async fn a_pin_comes_plain_or_in_base64() {
    let sandbox = sandbox().await;
    for code in ["q7R2x", "cTdSMng="] {
        let (reply, id) = login_as(&sandbox, PIN).await;
        assert_eq!((reply.status, reply.header("mfa-code")), (207, "73"));
        assert_eq!(
            error(&call(&sandbox, "session/keepalive", &id).await),
            (401, 73)
        );
        assert_eq!(
            error(&second(&sandbox, &id, "PIN", "11111").await),
            (401, 84)
        );
        second(&sandbox, &id, "PIN", code).await.expect(200);
        call(&sandbox, "session/keepalive", &id).await.expect(200);
    }
}

#[tokio::test]
async fn wrong_pins_lock_too_and_a_login_starts_the_count_anew() {
    let sandbox = sandbox().await;
    for _ in 0..2 {
        let (_, id) = login_as(&sandbox, PIN).await;
        for _ in 0..4 {
            assert_eq!(
                error(&second(&sandbox, &id, "PIN", "11111").await),
                (401, 84)
            );
        }
        second(&sandbox, &id, "PIN", "q7R2x").await.expect(200);
    }
    let (_, id) = login_as(&sandbox, PIN).await;
    for _ in 0..5 {
        assert_eq!(
            error(&second(&sandbox, &id, "PIN", "11111").await),
            (401, 84)
        );
    }
    assert_eq!(
        error(&second(&sandbox, &id, "PIN", "q7R2x").await),
        (401, 80)
    );
    assert_eq!(error(&login_as(&sandbox, PIN).await.0), (401, 80));
}
