//! Sessions that a test ends, and logins that it counts.

use std::time::Duration;

use keyfob_sandbox::Sandbox;
use serde_json::json;

use crate::harness::{early_in_step, get, request, sandbox, send};
use crate::trader::{Neo, Trade};

#[tokio::test]
async fn kotak_trade() {
    let sandbox = sandbox().await;
    let controls = sandbox.kotak_trade();
    assert_eq!((controls.logins(), controls.end_sessions()), (0, 0));
    let trade = Trade::logged_in(&sandbox).await;
    let call = || trade.send("GET", "/positions/1.0/positions", None);
    call().await.expect(200);
    assert_eq!((controls.logins(), controls.open_sessions()), (1, 1));
    assert_eq!((controls.end_sessions(), controls.open_sessions()), (1, 0));
    call().await.expect(403);
    let again = Trade::logged_in(&sandbox).await;
    again
        .send("GET", "/positions/1.0/positions", None)
        .await
        .expect(200);
    assert_eq!((controls.logins(), controls.open_sessions()), (2, 1));
    sandbox.clock().advance(Duration::from_secs(25 * 3600));
    assert_eq!((controls.open_sessions(), controls.end_sessions()), (0, 0));
    sandbox.reset();
    assert_eq!(controls.logins(), 0);
}

#[tokio::test]
async fn kotak_neo() {
    let sandbox = sandbox().await;
    early_in_step(&sandbox).await;
    let controls = sandbox.kotak_neo();
    let neo = Neo::newest(&sandbox).await;
    let alive = neo.book("positions").await.expect(200).json();
    assert_eq!((controls.logins(), controls.open_sessions()), (1, 1));
    assert_eq!((controls.end_sessions(), controls.open_sessions()), (1, 0));
    assert_ne!(neo.book("positions").await.json(), alive);
    assert_eq!(controls.logins(), 1);
}

/// The session of `plain@sandbox.example`, or of another user.
async fn log_in(sandbox: &Sandbox, user: usize) -> String {
    let account = &sandbox.accounts().quatrix[user];
    let url = format!("{}/session/login", sandbox.quatrix_url());
    let login = request("GET", &url, &[]).basic_auth(&account.email, Some(&account.password));
    let answer = send(login).await.json();
    answer["session_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn quatrix_and_a_login_is_one_when_its_second_factor_is_done() {
    let sandbox = sandbox().await;
    let controls = sandbox.quatrix();
    let plain = log_in(&sandbox, 0).await;
    let half = log_in(&sandbox, 2).await;
    assert_eq!((controls.logins(), controls.open_sessions()), (1, 1));
    assert_eq!((controls.end_sessions(), controls.open_sessions()), (1, 0));
    let url = format!("{}/session/keepalive", sandbox.quatrix_url());
    get(&url, &[("X-Auth-Token", &plain)]).await.expect(401);

    // The login under way goes on.
    let url = format!("{}/session/login", sandbox.quatrix_url());
    let pin = json!({"auth_type": "PIN", "code": "q7R2x"});
    let second = request("POST", &url, &[("X-Auth-Token", &half)]).json(&pin);
    send(second).await.expect(200);
    assert_eq!((controls.logins(), controls.open_sessions()), (2, 1));
    sandbox.clock().advance(Duration::from_secs(15 * 60));
    assert_eq!(controls.open_sessions(), 0);
}
