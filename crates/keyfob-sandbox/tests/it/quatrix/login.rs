use std::time::Duration;

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{CAPTCHA_SOLUTION, QuatrixAccount};
use serde_json::json;

use crate::harness::{Reply, get, keys, post, request, sandbox, send};

pub(crate) const PLAIN: usize = 0;
pub(crate) const TOTP: usize = 1;
pub(crate) const PIN: usize = 2;
pub(crate) const SUSPENDED: usize = 3;

pub(crate) fn user(sandbox: &Sandbox, index: usize) -> QuatrixAccount {
    sandbox.accounts().quatrix[index].clone()
}

pub(crate) async fn login(sandbox: &Sandbox, email: &str, password: &str) -> Reply {
    let url = format!("{}/session/login", sandbox.quatrix_url());
    send(request("GET", &url, &[]).basic_auth(email, Some(password))).await
}

pub(crate) async fn login_as(sandbox: &Sandbox, index: usize) -> (Reply, String) {
    let QuatrixAccount {
        email, password, ..
    } = user(sandbox, index);
    let reply = login(sandbox, &email, &password).await;
    let id = reply.json()["session_id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (reply, id)
}

pub(crate) async fn call(sandbox: &Sandbox, tail: &str, id: &str) -> Reply {
    get(
        &format!("{}/{tail}", sandbox.quatrix_url()),
        &[("X-Auth-Token", id)],
    )
    .await
}

pub(crate) fn error(reply: &Reply) -> (u16, i64) {
    let body = reply.json();
    assert_eq!(keys(&body), ["code", "msg"]);
    (reply.status, body["code"].as_i64().unwrap())
}

#[tokio::test]
async fn a_password_opens_a_session_until_logout() {
    let sandbox = sandbox().await;
    let (reply, id) = login_as(&sandbox, PLAIN).await;
    assert_eq!((reply.status, reply.header("mfa-code")), (200, ""));
    assert_eq!(
        call(&sandbox, "session/keepalive", &id)
            .await
            .expect(200)
            .text,
        ""
    );
    let info = call(&sandbox, "profile/info", &id).await.expect(200).json();
    assert_eq!(
        keys(&info),
        ["acc_limit", "acc_used", "user_limit", "user_used"]
    );
    assert_eq!(
        call(&sandbox, "session/logout", &id).await.expect(200).text,
        ""
    );
    assert_eq!(
        error(&call(&sandbox, "session/keepalive", &id).await),
        (401, 14)
    );
    assert_eq!(
        error(&call(&sandbox, "session/logout", &id).await),
        (401, 70)
    );
}

#[tokio::test]
async fn the_email_has_no_case_and_the_password_does() {
    let sandbox = sandbox().await;
    let account = user(&sandbox, PLAIN);
    login(&sandbox, &account.email.to_uppercase(), &account.password)
        .await
        .expect(200);
    let reply = login(&sandbox, &account.email, &account.password.to_uppercase()).await;
    assert_eq!(error(&reply), (401, 14));
    assert_eq!(
        error(&login(&sandbox, "nobody@sandbox.example", "x").await),
        (401, 14)
    );
}

#[tokio::test]
async fn a_session_dies_of_fifteen_idle_minutes() {
    let sandbox = sandbox().await;
    let (_, id) = login_as(&sandbox, PLAIN).await;
    for _ in 0..3 {
        sandbox.clock().advance(Duration::from_secs(14 * 60));
        call(&sandbox, "profile/info", &id).await.expect(200);
    }
    sandbox.clock().advance(Duration::from_secs(15 * 60));
    assert_eq!(error(&call(&sandbox, "profile/info", &id).await), (401, 14));
}

#[tokio::test]
async fn suspended_and_locked_users_stay_out() {
    let sandbox = sandbox().await;
    let (reply, _) = login_as(&sandbox, SUSPENDED).await;
    assert_eq!(error(&reply), (401, 13));
    let account = user(&sandbox, PLAIN);
    for _ in 0..5 {
        assert_eq!(
            error(&login(&sandbox, &account.email, "wrong").await),
            (401, 14)
        );
    }
    let reply = login(&sandbox, &account.email, &account.password).await;
    assert_eq!(error(&reply), (401, 80));
    assert!(reply.text.contains("deactivated"));
}

#[tokio::test]
async fn a_captcha_blocks_until_solved_in_either_form() {
    let sandbox = sandbox().await;
    let (_, id) = login_as(&sandbox, PLAIN).await;
    let url = format!("{}/session/unblock-captcha", sandbox.quatrix_url());
    let token = [("X-Auth-Token", &*id)];
    for newer in [true, false] {
        sandbox.quatrix().require_captcha(true);
        let blocked = call(&sandbox, "profile/info", &id).await;
        assert_eq!(error(&blocked), (401, -1));
        assert!(blocked.text.contains("captcha"));
        for (solution, status, valid) in [("wrong", 401, false), (CAPTCHA_SOLUTION, 200, true)] {
            let reply = if newer {
                send(request("GET", &url, &token).query(&[("token", solution)])).await
            } else {
                post(&url, &token, json!({"token": solution})).await
            };
            assert_eq!(reply.expect(status).json(), json!({"valid": valid}));
        }
        call(&sandbox, "profile/info", &id).await.expect(200);
    }
    sandbox.quatrix().require_captcha(true);
    sandbox.quatrix().require_captcha(false);
    call(&sandbox, "profile/info", &id).await.expect(200);
}

#[tokio::test]
async fn api_keys_need_no_session() {
    let sandbox = sandbox().await;
    let url = format!("{}/profile/info", sandbox.quatrix_url());
    let bearer = |index| format!("Bearer {}", user(&sandbox, index).api_key);
    get(&url, &[("Authorization", &bearer(TOTP))])
        .await
        .expect(200);
    get(&url, &[("Authorization", &bearer(SUSPENDED))])
        .await
        .expect(401);
    get(&url, &[("Authorization", "Bearer other")])
        .await
        .expect(401);
    get(&url, &[]).await.expect(401);
}

#[tokio::test]
async fn metadata_is_public() {
    let sandbox = sandbox().await;
    let metadata = call(&sandbox, "account/metadata", "")
        .await
        .expect(200)
        .json();
    assert_eq!(
        keys(&metadata),
        ["default_logo", "language", "status", "title"]
    );
    assert_eq!(metadata["status"], "A");
    sandbox.quatrix().suspend_site(true);
    assert_eq!(
        call(&sandbox, "account/metadata", "").await.json()["status"],
        "S"
    );
}

#[tokio::test]
async fn limits_logins_and_reads_bodies_strictly() {
    let sandbox = sandbox().await;
    let (_, id) = login_as(&sandbox, PIN).await;
    let url = format!("{}/session/login", sandbox.quatrix_url());
    let body = json!({"auth_type": "PIN", "code": "q7R2x", "value": {}});
    assert_eq!(
        error(&post(&url, &[("X-Auth-Token", &*id)], body).await),
        (400, 10)
    );
    sandbox.quatrix().limit_logins(0, Duration::from_secs(900));
    let (reply, _) = login_as(&sandbox, PLAIN).await;
    assert_eq!(error(&reply), (429, -1));
    assert_eq!(reply.header("retry-after"), "900");
}
