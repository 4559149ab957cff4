use serde_json::{Value, json};

use super::user::{User, fault, id};
use crate::harness::{get, post, request, send};

const SECOND: usize = 1;

#[tokio::test]
async fn a_user_is_made_signs_up_and_is_switched_off() {
    let user = User::first().await;
    let new = json!({"name": "Kim", "email": "kim@example.com", "quota": 100, "super_admin": "N"});
    let second = user.bearer_of(SECOND);
    let not_allowed = user.post_as(&second, "user/create", new.clone());
    assert_eq!(fault(&not_allowed.await), (403, 50));
    let made = user.post("user/create", new.clone()).await.expect(201);
    let kim = id(&made);
    assert_eq!(made.json()["last_login"], Value::Null);
    assert_eq!(fault(&user.post("user/create", new).await), (400, 31));

    let login = async || {
        let request = request("GET", &user.url("session/login"), &[]);
        send(request.basic_auth("kim@example.com", Some("secret-1"))).await
    };
    assert_eq!(fault(&login().await), (401, 14));
    let sign_up = json!({"email": "kim@example.com", "password": "c2VjcmV0LTE="});
    let reply = post(&user.url("user/signup"), &[], sign_up.clone()).await;
    assert_eq!(reply.expect(200).text, "");
    assert_eq!(
        post(&user.url("user/signup"), &[], sign_up).await.status,
        400
    );
    let session = login().await.expect(200).json()["session_id"].clone();
    let token = [("X-Auth-Token", session.as_str().unwrap())];
    let info = get(&user.url("profile/info"), &token).await.expect(200);
    assert_eq!(info.json()["user_limit"], json!(100));

    let off = json!({"ids": [kim], "status": "D"});
    let edited = user.post("user/edit", off).await.expect(200).json();
    assert_eq!(edited[0]["status"], "D");
    assert_eq!(fault(&get(&user.url("profile"), &token).await), (401, 14));
    assert_eq!(fault(&login().await), (401, 80));
    let gone = json!({"ids": [kim], "delete_home": true});
    user.post("user/delete", gone).await.expect(202);
    let reply = user.get(&format!("user/metadata/{kim}")).await;
    assert_eq!(fault(&reply), (404, 20));
}

#[tokio::test]
async fn contacts_are_ones_own_or_everybodys() {
    let user = User::first().await;
    let ann = json!({"name": "Ann", "email": "ann@example.com", "personal": true});
    let made = user.post("contact/create", ann.clone()).await.expect(201);
    let ann_id = id(&made);
    assert_eq!(fault(&user.post("contact/create", ann).await), (400, 32));
    let other = user.bearer_of(SECOND);
    let seen = user.get_as(&other, "contact").await.expect(200).json();
    assert_eq!(seen, json!([]));
    let tail = format!("contact/metadata/{ann_id}");
    assert_eq!(fault(&user.get_as(&other, &tail).await), (403, 50));

    let edit = json!({"name": "Anna", "personal": false});
    let edited = user.post(&format!("contact/edit/{ann_id}"), edit).await;
    assert_eq!(edited.expect(200).json()["name"], "Anna");
    let seen = user.get_as(&other, "contact").await.expect(200).json();
    assert_eq!(seen[0]["email"], "ann@example.com");

    let found = user.get("share/recipients?email=ANN%40").await.expect(200);
    assert_eq!(found.json()[0]["id"], json!(ann_id));
    let upgraded = user.get(&format!("contact/upgrade/{ann_id}")).await;
    assert!(upgraded.expect(200).json()["home_id"].is_string());
    let left = user.get("contact").await.expect(200).json();
    assert_eq!(left, json!([]));

    let bob = json!({"name": "Bob", "email": "bob@example.com"});
    let bob = id(&user.post("contact/create", bob).await.expect(201));
    let gone = user.post("contact/delete", json!({"ids": [bob]})).await;
    assert_eq!(gone.expect(200).json(), json!([{"id": bob}]));
    let again = user.post("contact/delete", json!({"ids": [bob]})).await;
    assert_eq!(fault(&again), (404, 20));
}

#[tokio::test]
async fn an_api_key_works_until_it_is_disabled_or_deleted() {
    let user = User::first().await;
    let made = user.post("api-key/create", json!({"name": "ci"})).await;
    let made = made.expect(201).json();
    let (key_id, key) = (made["id"].as_str().unwrap(), made["key"].as_str().unwrap());
    let bearer = format!("Bearer {key}");
    let works = async || user.get_as(&bearer, "profile").await.status;
    assert_eq!(works().await, 200);
    let tail = format!("api-key/metadata/{key_id}");
    let shown = user.get(&tail).await.expect(200).json();
    assert_eq!((&shown["hint"], shown.get("key")), (&json!("ci"), None));
    assert_eq!(
        fault(&user.get_as(&user.bearer_of(SECOND), &tail).await),
        (403, 50)
    );

    let update = format!("api-key/update/{key_id}");
    user.post(&update, json!({"status": "D"})).await.expect(200);
    assert_eq!(works().await, 401);
    user.post(&update, json!({"status": "A"})).await.expect(200);
    assert_eq!(works().await, 200);
    let all = user.get("api-key").await.expect(200).json();
    let own = user.get_as(&user.bearer_of(SECOND), "api-key").await;
    assert_eq!(
        (
            all.as_array().unwrap().len(),
            own.expect(200).json().as_array().unwrap().len()
        ),
        (5, 1)
    );
    user.get(&format!("api-key/delete/{key_id}"))
        .await
        .expect(200);
    assert_eq!(works().await, 401);
}

#[tokio::test]
async fn the_profile_is_changed_and_the_password_too() {
    let user = User::first().await;
    let account = user.sandbox.accounts().quatrix[0].clone();
    let taken = json!({"email": "totp@sandbox.example"});
    assert_eq!(fault(&user.post("profile/set", taken).await), (400, 31));
    let set = user.post("profile/set", json!({"name": "Robin"})).await;
    assert_eq!(set.expect(200).json()["email"], json!(account.email));
    let profile = user.get("profile").await.expect(200).json();
    assert_eq!(profile["name"], "Robin");

    use base64::Engine as _;
    let encode = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    let change = |present: &str| {
        let body = json!({"password": encode(present), "new_password": encode("another-1")});
        user.post("profile/set-password", body)
    };
    assert_eq!(fault(&change("not-this-one").await), (400, 10));
    change(&account.password).await.expect(200);
    let login = async |password: &str| {
        let request = request("GET", &user.url("session/login"), &[]);
        send(request.basic_auth(&account.email, Some(password))).await
    };
    assert_eq!(login(&account.password).await.status, 401);
    assert_eq!(login("another-1").await.status, 200);
}

#[tokio::test]
async fn the_account_shows_itself() {
    let user = User::first().await;
    let info = user.get("account/info").await.expect(200).json();
    assert_eq!(info["user_used"], json!(4));
    let accounts = user.get("account/list").await.expect(200).json();
    assert_eq!(accounts[0]["id"], info["id"]);
    let roles = user.get("account/roles").await.expect(200).json();
    assert_eq!(roles.as_array().unwrap().len(), 4);
    let logo = get(&user.url("account/logo"), &[]).await.expect(200);
    assert_eq!(logo.header("content-type"), "image/png");
    assert_eq!(user.get("group").await.expect(200).json()[0]["type"], "U");
    let group = user.get("user/group").await.expect(200).json()[0]["id"].clone();
    let me = user.get("profile").await.expect(200).json()["id"].clone();
    let join = json!({"ids": [me], "groups": [group]});
    user.post("user/edit", join).await.expect(200);
    let group = format!("group/metadata/{}", group.as_str().unwrap());
    let members = user.get(&group).await.expect(200).json();
    assert_eq!(members["users"][0]["id"], me);
    let default = get(&user.url("languages/default"), &[]).await.expect(200);
    assert_eq!(default.json(), json!({"id": "en_GB"}));
}
