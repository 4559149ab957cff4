use std::time::Duration;

use keyfob_sandbox::quatrix::About;
use serde_json::{Value, json};

use super::user::{User, fault};
use crate::harness::{Reply, get, post, request, send};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn ask(user: &User, email: &str) -> Reply {
    let body = json!({"email": [email]});
    post(&user.url("reset-password/request"), &[], body).await
}

/// Asks for a reset and reads its mail.
async fn mailed(user: &User) -> String {
    ask(user, "PLAIN@sandbox.example").await.expect(200);
    let mail = user.sandbox.quatrix().mails().pop().unwrap();
    assert_eq!(
        (mail.about, mail.to.as_str()),
        (About::PasswordReset, "plain@sandbox.example")
    );
    mail.id
}

async fn look(user: &User, id: &str) -> Reply {
    let tail = format!("reset-password/metadata/{id}");
    get(&user.url(&tail), &[]).await
}

async fn reset(user: &User, id: &str, password: Value) -> Reply {
    let tail = format!("reset-password/reset/{id}");
    post(&user.url(&tail), &[], json!({"password": password})).await
}

async fn login(user: &User, password: &str) -> u16 {
    let login = request("GET", &user.url("session/login"), &[]);
    let login = login.basic_auth("plain@sandbox.example", Some(password));
    send(login).await.status
}

#[tokio::test]
async fn a_new_password_by_way_of_a_mailed_link() {
    let user = User::first().await;
    let id = mailed(&user).await;
    let shown = look(&user, &id).await.expect(200).json();
    assert_eq!(shown, json!({"id": id, "multiple_accounts": false}));
    for _ in 0..5 {
        assert_eq!(login(&user, "wrong").await, 401);
    }
    assert_eq!(fault(&reset(&user, &id, json!("short")).await), (400, 10));
    let done = reset(&user, &id, json!("plum-Kettle-47")).await;
    assert_eq!(done.expect(200).json(), json!({"id": id}));
    assert_eq!(login(&user, "plum-Kettle-47").await, 200);
    let old = user.sandbox.accounts().quatrix[0].password.clone();
    assert_eq!(login(&user, &old).await, 401);
    assert_eq!(fault(&look(&user, &id).await), (401, 14));
    let again = reset(&user, &id, json!("other-Kettle-47")).await;
    assert_eq!(fault(&again), (401, 14));
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_known_one() {
    let user = User::first().await;
    let known = ask(&user, "plain@sandbox.example").await.expect(200);
    assert_eq!(known.json(), json!({"email": ["plain@sandbox.example"]}));
    let unknown = ask(&user, "nobody@sandbox.example").await.expect(200);
    assert_eq!(unknown.json(), json!({"email": ["nobody@sandbox.example"]}));
    assert_eq!(user.sandbox.quatrix().mails().len(), 1);
    let body = json!({"email": ["pin@sandbox.example"]});
    let logged_in = user.post("reset-password/request", body).await.expect(202);
    assert_eq!(logged_in.json(), json!({"status": "accepted"}));
    let mails = user.sandbox.quatrix().mails();
    assert_eq!(mails[1].to, "pin@sandbox.example");
    let body = json!({"email": []});
    let nobody = post(&user.url("reset-password/request"), &[], body).await;
    assert_eq!(fault(&nobody), (400, 10));
}

#[tokio::test]
async fn a_link_holds_for_a_day() {
    let user = User::first().await;
    let id = mailed(&user).await;
    user.sandbox.clock().advance(DAY - Duration::from_secs(60));
    look(&user, &id).await.expect(200);
    user.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(fault(&look(&user, &id).await), (401, 14));
    let late = reset(&user, &id, json!("plum-Kettle-47")).await;
    assert_eq!(fault(&late), (401, 14));
    assert_eq!(fault(&look(&user, "x").await), (401, 14));
}
