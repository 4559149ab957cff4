//! Accounts that somebody has used: with orders, files, shares and keys, so that lists are not empty.

use keyfob::trading::{Contract, Order, Segment, Side};
use keyfob_core::Handle;
use keyfob_core::reqwest::Method;
use keyfob_sandbox::Sandbox;
use serde_json::{Value, json};

use super::sessions::Session;

const TOKEN: u64 = 1001;

pub async fn use_it(session: &Session, sandbox: &Sandbox) {
    match session {
        Session::KotakNeo(session) => {
            let share = Contract::new(Segment::NseCash, "SANDBOXCO-EQ").token(TOKEN);
            let order = Order::market(Side::Buy, &share, 1);
            session.place(order).await.unwrap();
        }
        Session::KotakTrade(session) => {
            let share = Contract::of_token(TOKEN);
            let order = Order::market(Side::Buy, &share, 1);
            session.place(order).await.unwrap();
        }
        Session::Quatrix(session) => quatrix(session.client().handle(), sandbox).await,
    }
}

async fn quatrix(handle: &Handle, sandbox: &Sandbox) {
    let me = handle
        .request(Method::GET, "/profile")
        .send()
        .await
        .unwrap();
    let me: Value = me.json().unwrap();
    let email = me["email"].as_str().unwrap();
    sandbox
        .quatrix()
        .put_file(email, "/Plans/plan.txt", "A plan.")
        .unwrap();
    let home = handle
        .request(Method::GET, "/file/metadata")
        .send()
        .await
        .unwrap();
    let home: Value = home.json().unwrap();
    let mut entries = home["content"].as_array().unwrap().iter();
    let folder = &entries.find(|entry| entry["name"] == "Plans").unwrap()["id"];
    let listed = handle.request(Method::GET, "/file/metadata/{id}");
    let listed = listed.path_parameter("id", folder.as_str().unwrap());
    let listed: Value = listed.send().await.unwrap().json().unwrap();
    let file = &listed["content"][0]["id"];
    let contact = json!({"name": "Ilka Sample", "email": "ilka@example.org", "personal": true});
    let contact = post(handle, "/contact/create", &contact).await;
    let share = json!({"folder_id": folder, "files": [file], "contacts": [contact["id"]],
        "subject": "Plans", "share_type": "T"});
    post(handle, "/share/create", &share).await;
    let project = json!({"name": "Spring", "file_id": folder, "users_permissions": []});
    post(handle, "/project-folder/create", &project).await;
    let key = json!({"caption": "Server", "key": format!("ssh-rsa {}", "A".repeat(372))});
    post(handle, "/ssh-key/create", &key).await;
    let tag = handle.request(Method::POST, "/file/add-tag/{id}");
    let tag = tag.path_parameter("id", file.as_str().unwrap());
    let value = json!({"type": "text", "value": "plan"});
    tag.json(&value).send().await.unwrap();
}

async fn post(handle: &Handle, path: &'static str, body: &Value) -> Value {
    let answer = handle.request(Method::POST, path).json(body).send().await;
    answer
        .unwrap_or_else(|error| panic!("{path}: {error}"))
        .json()
        .unwrap()
}
