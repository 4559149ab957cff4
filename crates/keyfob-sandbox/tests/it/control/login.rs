//! Logging in with what the port tells, as a program would that knows no secret but the passwords.

use serde_json::{Value, json};

use super::controlled;
use crate::harness::{early_in_step, get, post, request, send};
use crate::trader::gateway_token;

#[tokio::test]
async fn second_factors_are_those_that_the_vendors_take() {
    let (sandbox, port) = controlled().await;
    early_in_step(&sandbox).await;
    let account = sandbox.accounts().kotak_neo[0].clone();
    let factor = port.get("/second-factors/kotak-neo/SBX42").await;
    assert_eq!(factor["kind"], "totp");
    let first = json!({"mobileNumber": account.mobile, "ucc": account.ucc, "totp": factor["code"]});
    let headers = [
        ("Authorization", account.dashboard_token.as_str()),
        ("neo-fin-key", "x"),
    ];
    let url = format!("{}/login/1.0/tradeApiLogin", sandbox.url());
    post(&url, &headers, first.clone()).await.expect(200);

    // Once only, unless that is allowed.
    assert_ne!(post(&url, &headers, first.clone()).await.status, 200);
    let allowed = |on: bool| port.call("PUT", "/used-codes", json!({"allowed": on}));
    allowed(true).await.expect(204);
    post(&url, &headers, first.clone()).await.expect(200);
    allowed(false).await.expect(204);
    assert_ne!(post(&url, &headers, first).await.status, 200);

    let trade = sandbox.accounts().kotak_trade[0].clone();
    let path = format!("/second-factors/kotak-trade/{}", trade.user_id);
    let expected = json!({"kind": "access_code", "code": trade.access_code});
    assert_eq!(port.get(&path).await, expected);
    for unknown in [
        "kotak-neo/NOBODY",
        "quatrix/nobody@sandbox.example",
        "other/SBX42",
    ] {
        let path = format!("/second-factors/{unknown}");
        port.call("GET", &path, Value::Null).await.expect(404);
    }
}

#[tokio::test]
async fn each_user_of_quatrix_has_the_factor_that_is_asked_for() {
    let (sandbox, port) = controlled().await;
    early_in_step(&sandbox).await;
    let mut kinds = Vec::new();
    for account in sandbox
        .accounts()
        .quatrix
        .iter()
        .filter(|one| !one.suspended)
    {
        let path = format!("/second-factors/quatrix/{}", account.email);
        let factor = port.get(&path).await;
        let url = format!("{}/session/login", sandbox.quatrix_url());
        let login = request("GET", &url, &[]).basic_auth(&account.email, Some(&account.password));
        let login = send(login).await;
        let session = login.json()["session_id"].as_str().unwrap().to_owned();
        let auth_type = match factor["kind"].as_str().unwrap() {
            "none" => None,
            "totp" => Some("2FA"),
            "pin" => Some("PIN"),
            other => panic!("{other}"),
        };
        if let Some(auth_type) = auth_type {
            let proof = json!({"auth_type": auth_type, "code": factor["code"]});
            post(&url, &[("X-Auth-Token", &session)], proof)
                .await
                .expect(200);
        }
        kinds.push(auth_type);
    }
    assert!(kinds.contains(&None) && kinds.contains(&Some("2FA")) && kinds.contains(&Some("PIN")));
}

#[tokio::test]
async fn a_scanned_qr_code_logs_in() {
    let (sandbox, port) = controlled().await;
    let scan = || port.call("POST", "/qr-scans", json!({"user": "SBX42"}));
    scan().await.expect(404);
    let bearer = gateway_token(&sandbox).await;
    let headers = [("Authorization", bearer.as_str()), ("neo-fin-key", "x")];
    let base = format!("{}/apim/login/2.0/algo-user/v5/login", sandbox.url());
    let link = format!("{base}/authorization/dialog?id=SBX42");
    get(&link, &headers).await.expect(200);
    let token = scan().await.expect(200).json()["token"].clone();
    let body = json!({"ott": token, "id": "SBX42"});
    let url = format!("{base}/generate-session-token");
    assert!(post(&url, &headers, body).await.status < 300);
}

#[tokio::test]
async fn the_outbox_holds_mails_and_sent_codes() {
    let (sandbox, port) = controlled().await;
    assert_eq!(port.get("/outbox").await, json!({"mails": []}));
    let email = &sandbox.accounts().quatrix[0].email;
    let url = format!("{}/reset-password/request", sandbox.quatrix_url());
    post(&url, &[], json!({"email": [email]})).await.expect(200);
    let mail = port.get("/outbox").await["mails"][0].clone();
    assert_eq!(
        (&mail["to"], &mail["about"]),
        (&json!(email), &json!("password_reset"))
    );
    let id = mail["id"].as_str().unwrap();
    let url = format!("{}/reset-password/reset/{id}", sandbox.quatrix_url());
    post(&url, &[], json!({"password": "another password"}))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_captcha_blocks_until_its_solution_is_sent() {
    let (sandbox, port) = controlled().await;
    let account = &sandbox.accounts().quatrix[0];
    let url = format!("{}/session/login", sandbox.quatrix_url());
    let login = request("GET", &url, &[]).basic_auth(&account.email, Some(&account.password));
    let session = send(login).await.json()["session_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let headers = [("X-Auth-Token", session.as_str())];
    let alive = format!("{}/session/keepalive", sandbox.quatrix_url());
    let captcha = port
        .call("PUT", "/captcha", json!({"required": true}))
        .await;
    let solution = captcha.expect(200).json()["solution"].clone();
    get(&alive, &headers).await.expect(401);
    let unblock = format!("{}/session/unblock-captcha", sandbox.quatrix_url());
    post(&unblock, &headers, json!({"token": solution}))
        .await
        .expect(200);
    get(&alive, &headers).await.expect(200);
    port.call("PUT", "/captcha", json!({"required": true}))
        .await
        .expect(200);
    port.call("PUT", "/captcha", json!({"required": false}))
        .await
        .expect(200);
    get(&alive, &headers).await.expect(200);
}

#[tokio::test]
async fn a_widget_stands_before_a_folder_that_is_there() {
    let (sandbox, port) = controlled().await;
    let bearer = format!("Bearer {}", sandbox.accounts().quatrix[0].api_key);
    let home = format!("{}/file/metadata", sandbox.quatrix_url());
    let home = get(&home, &[("Authorization", &bearer)]).await.json()["id"].clone();
    let body = json!({"folder_id": home, "files": 2});
    let placed = port.call("POST", "/widgets", body).await.expect(201).json();
    let url = sandbox.quatrix_url();
    let url = format!("{url}/widget/metadata/{}", placed["id"].as_str().unwrap());
    assert_eq!(
        get(&url, &[]).await.expect(200).json()["files_remaining"],
        2
    );
    for nothing in ["6f0b7c5e-6e0f-4c49-8f63-0a4d1c6f4b11", "no id"] {
        let body = json!({"folder_id": nothing, "files": 2});
        port.call("POST", "/widgets", body).await.expect(404);
    }
}
