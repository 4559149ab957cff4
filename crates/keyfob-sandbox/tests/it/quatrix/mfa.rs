use serde_json::json;

use super::user::{User, fault};
use crate::harness::{Reply, early_in_step, get, post, request, send};

const TOTP: usize = 1;
const PIN: usize = 2;

/// The status of a login with the password.
async fn login(user: &User, index: usize) -> Reply {
    let account = user.sandbox.accounts().quatrix[index].clone();
    let login = request("GET", &user.url("session/login"), &[]);
    send(login.basic_auth(account.email, Some(account.password))).await
}

async fn second(user: &User, session: &str, kind: &str, code: &str) -> Reply {
    let body = json!({"auth_type": kind, "code": code});
    let token = [("X-Auth-Token", session)];
    post(&user.url("session/login"), &token, body).await
}

fn session(reply: &Reply) -> String {
    reply.json()["session_id"].as_str().unwrap().to_owned()
}

fn code(user: &User, email: &str) -> String {
    let secret = user.sandbox.quatrix().authenticator_secret(email).unwrap();
    user.sandbox.totp(&secret).unwrap()
}

#[tokio::test]
async fn an_authenticator_is_set_up_and_ends_the_other_sessions() {
    let user = User::first().await;
    early_in_step(&user.sandbox).await;
    let (one, two) = (user.session_of(0).await, user.session_of(0).await);
    let one = [("X-Auth-Token", one.as_str())];
    let set = async |code: &str| {
        let body = json!({"auth_type": "2FA", "code": code});
        post(&user.url("profile/set-mfa"), &one, body).await
    };
    assert_eq!(fault(&set("123456").await), (400, 10));
    let picture = get(&user.url("profile/2fa/generate"), &one).await;
    let picture = picture.expect(200);
    assert_eq!(picture.header("content-type"), "text/plain");
    assert!(picture.text.starts_with("iVBORw0KGgo"), "{}", picture.text);
    let right = code(&user, "plain@sandbox.example");
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    assert_eq!(fault(&set(wrong).await), (401, 83));
    assert_eq!(login(&user, 0).await.status, 200);
    let ended = set(&right).await.expect(200).json();
    let ended = ended["session_ids"].as_array().unwrap();
    assert!(ended.contains(&json!(two)) && ended.len() == 2, "{ended:?}");
    get(&user.url("profile"), &[("X-Auth-Token", &two)])
        .await
        .expect(401);
    let profile = get(&user.url("profile"), &one).await.expect(200).json();
    assert_eq!(profile["auth_methods"], json!(["2FA"]));

    let reply = login(&user, 0).await.expect(207);
    assert_eq!(reply.header("mfa-code"), "71");
    user.sandbox
        .clock()
        .advance(std::time::Duration::from_secs(30));
    let code = code(&user, "plain@sandbox.example");
    second(&user, &session(&reply), "2FA", &code)
        .await
        .expect(200);

    let remove = |kind: &str| user.post("profile/remove-mfa", json!({"auth_type": kind}));
    assert_eq!(fault(&remove("PIN").await), (400, 10));
    let removed = remove("2FA").await.expect(200).json();
    assert_eq!(removed, json!({"status": "success"}));
    assert_eq!(login(&user, 0).await.status, 200);
}

#[tokio::test]
async fn a_pin_is_set_for_oneself_and_for_others() {
    let user = User::first().await;
    let bad = json!({"auth_type": "PIN", "code": "1234"});
    assert_eq!(fault(&user.post("profile/set-mfa", bad).await), (400, 10));
    let pin = json!({"auth_type": "PIN", "code": "YTFiMmM="});
    user.post("profile/set-mfa", pin).await.expect(200);
    let reply = login(&user, 0).await.expect(207);
    assert_eq!(reply.header("mfa-code"), "73");
    let half = session(&reply);
    assert_eq!(second(&user, &half, "PIN", "a1b2c").await.status, 200);

    let ids = json!([user.id_of(TOTP).await, user.id_of(PIN).await]);
    let body = json!({"ids": ids, "auth_type": "PIN", "code": "54321"});
    let other = user.bearer_of(TOTP);
    let denied = user.post_as(&other, "user/set-mfa", body.clone()).await;
    assert_eq!(fault(&denied), (403, 50));
    let old = session(&login(&user, PIN).await);
    assert_eq!(second(&user, &old, "PIN", "q7R2x").await.status, 200);
    user.post("user/set-mfa", body).await.expect(200);
    get(&user.url("profile"), &[("X-Auth-Token", &old)])
        .await
        .expect(401);
    for index in [TOTP, PIN] {
        let half = session(&login(&user, index).await.expect(207));
        assert_eq!(second(&user, &half, "PIN", "54321").await.status, 200);
    }
}

#[tokio::test]
async fn others_get_the_authenticator_of_the_last_picture() {
    let user = User::first().await;
    early_in_step(&user.sandbox).await;
    user.get("profile/2fa/generate").await.expect(200);
    let shown = code(&user, "plain@sandbox.example");
    let ids = json!([user.id_of(PIN).await]);
    let body = json!({"ids": ids, "auth_type": "2FA", "code": shown});
    user.post("user/set-mfa", body).await.expect(200);
    assert_eq!(login(&user, 0).await.status, 200);
    let reply = login(&user, PIN).await.expect(207);
    assert_eq!(reply.header("mfa-code"), "71");
    assert_eq!(code(&user, "pin@sandbox.example"), shown);
}

#[tokio::test]
async fn second_factors_are_lifted_and_to_be_set_up_again() {
    let user = User::first().await;
    let (totp, pin) = (user.id_of(TOTP).await, user.id_of(PIN).await);
    let both = |kind: &str| json!({"ids": [totp, pin], "auth_type": kind});
    for tail in ["user/remove-mfa", "user/reset-mfa"] {
        let other = user.bearer_of(TOTP);
        let denied = user.post_as(&other, tail, both("2FA")).await;
        assert_eq!(fault(&denied), (403, 50), "{tail}");
    }
    user.post("user/remove-mfa", both("PIN")).await.expect(200);
    assert_eq!(login(&user, PIN).await.status, 200);
    assert_eq!(login(&user, TOTP).await.status, 207);

    assert_eq!(
        fault(&user.post("user/reset-mfa", both("PIN")).await),
        (400, 10)
    );
    let reset = json!({"ids": [totp], "auth_type": "2FA"});
    let reset = user.post("user/reset-mfa", reset).await.expect(200);
    assert_eq!(reset.json(), json!({"status": "success"}));
    let new = session(&login(&user, TOTP).await.expect(200));
    let token = [("X-Auth-Token", new.as_str())];
    let forced = async || {
        let profile = get(&user.url("profile"), &token).await.expect(200);
        profile.json()["forced_auth"].clone()
    };
    assert_eq!(forced().await, json!(["2FA"]));
    let pin = json!({"auth_type": "PIN", "code": "12345"});
    post(&user.url("profile/set-mfa"), &token, pin)
        .await
        .expect(200);
    assert_eq!(forced().await, json!([]));
}
