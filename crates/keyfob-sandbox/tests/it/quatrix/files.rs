use std::time::Duration;

use serde_json::{Value, json};

use super::user::{User, fault, id};
use crate::harness::{get, request, send};

#[tokio::test]
async fn a_home_with_a_trash_for_everybody() {
    let user = User::first().await;
    let home = user.get("file/metadata").await.expect(200).json();
    assert_eq!(
        (&home["parent_id"], &home["type"]),
        (&Value::Null, &json!("D"))
    );
    let content = home["content"].as_array().unwrap();
    assert_eq!(
        (&content[0]["name"], &content[0]["type"]),
        (&json!("Trash"), &json!("T"))
    );
    let profile = user.get("profile").await.expect(200).json();
    assert_eq!(profile["home_id"], home["id"]);
    let short = user.get("file/metadata?content=0").await.expect(200).json();
    assert_eq!(short.get("content"), None);

    let other = user.get_as(&user.bearer_of(2), "file/metadata").await;
    let other = id(&other.expect(200));
    assert_ne!(json!(other), home["id"]);
    let reply = user.get(&format!("file/metadata/{other}")).await;
    assert_eq!(fault(&reply), (403, 50));
    let reply = user.get("file/metadata?content=2").await;
    assert_eq!(fault(&reply), (400, 10));
}

#[tokio::test]
async fn a_session_sees_what_an_api_key_sees() {
    let user = User::first().await;
    let account = user.sandbox.accounts().quatrix[0].clone();
    let login = request("GET", &user.url("session/login"), &[]);
    let login = login.basic_auth(&account.email, Some(&account.password));
    let session = send(login).await.expect(200).json()["session_id"].clone();
    let token = [("X-Auth-Token", session.as_str().unwrap())];
    let home = get(&user.url("file/metadata"), &token).await.expect(200);
    assert_eq!(id(&home), user.home().await);
    user.sandbox.clock().advance(Duration::from_secs(15 * 60));
    let reply = get(&user.url("file/metadata"), &token).await;
    assert_eq!(fault(&reply), (401, 14));
}

#[tokio::test]
async fn paths_lead_to_ids_and_nothing_there_is_404() {
    let user = User::first().await;
    let home = user.home().await;
    let a = user.folder(&home, "a").await;
    let file = user.file(&a, "b c.txt", "x").await;
    let look = |body| user.post("file/id", body);
    let found = look(json!({"path": "a/b c.txt"})).await.expect(200).json();
    assert_eq!(
        found,
        json!({"file_id": file, "parent_id": a, "src": "a/b c.txt", "type": "F"})
    );
    let found = look(json!({"parent_id": a, "path": ""}))
        .await
        .expect(200)
        .json();
    assert_eq!(found["file_id"], json!(a));
    // The home folder has nothing above it.
    let found = look(json!({"path": ""})).await.expect(200).json();
    assert_eq!(found, json!({"file_id": home, "src": "", "type": "D"}));
    assert_eq!(fault(&look(json!({"path": "A"})).await), (404, 20));
    let reply = user
        .get("file/metadata/00000000-0000-4000-8000-000000000001")
        .await;
    assert_eq!(fault(&reply), (404, 20));
    assert_eq!(fault(&user.get("file/metadata/x").await), (400, 10));
}

#[tokio::test]
async fn a_taken_name_is_resolved_or_refused() {
    let user = User::first().await;
    let home = user.home().await;
    user.file(&home, "test.pgp", "x").await;
    let link = |resolve: Value| {
        let mut body = json!({"parent_id": home, "name": "test.pgp"});
        if !resolve.is_null() {
            body["resolve"] = resolve;
        }
        user.post("upload/link", body)
    };
    let reply = link(json!(false)).await;
    assert_eq!(fault(&reply), (400, 30));
    assert_eq!(reply.json()["details"]["name"], "test.pgp");
    let reply = link(Value::Null).await.expect(200).json();
    assert_eq!(reply["name"], "test(1).pgp");

    let dir = user.folder(&home, "dir").await;
    let rename = async |name: &str, resolve: bool| {
        user.post(
            &format!("file/rename/{dir}"),
            json!({"name": name, "resolve": resolve}),
        )
        .await
    };
    assert_eq!(fault(&rename("test.pgp", false).await), (400, 30));
    let renamed = rename("test.pgp", true).await.expect(200).json();
    assert_eq!(
        (&renamed["name"], &renamed["old_name"]),
        (&json!("test(2).pgp"), &json!("dir"))
    );
    for name in ["", "..", "a/b"] {
        assert_eq!(fault(&rename(name, true).await), (400, 10), "{name:?}");
    }
}

#[tokio::test]
async fn search_by_name_tag_and_time() {
    let user = User::first().await;
    let home = user.home().await;
    let report = user.file(&home, "Report 2026.pdf", "1").await;
    let notes = user.file(&home, "notes", "1").await;
    let tag = json!({"type": "text", "value": "draft"});
    let tags = format!("file/add-tag/{notes}");
    user.post(&tags, tag.clone()).await.expect(200);
    user.post("file/metadata", json!({"id": notes, "mtime": 500}))
        .await
        .expect(200);
    for (query, expected) in [
        (json!({"name": {"_or": ["report", "none"]}}), &report),
        (json!({"tag": {"_and": [tag]}}), &notes),
        (json!({"modified": {"_and": [499, 501]}}), &notes),
    ] {
        let found = user.post("file/search", json!({"_and": [query]})).await;
        let found = found.expect(200).json();
        assert_eq!(found.as_array().unwrap().len(), 1, "{query}");
        assert_eq!(found[0]["id"], json!(expected), "{query}");
    }
    let listed = user.get(&format!("file/tags/{notes}")).await.expect(200);
    assert_eq!(listed.json()[0]["value"], "draft");
    let csv = user.get(&format!("file/csv/{home}")).await.expect(200);
    assert!(
        csv.text.contains("\n/,Report 2026.pdf,1,F,"),
        "{}",
        csv.text
    );
}

#[tokio::test]
async fn wishes_are_read_strictly() {
    let user = User::first().await;
    let home = user.home().await;
    for body in [
        json!({"target": home, "name": "x", "surprise": 1}),
        json!({"target": home}),
        json!({"target": 7, "name": "x"}),
    ] {
        assert_eq!(user.post("file/makedir", body).await.status, 400);
    }
    let reply = user
        .post_as("Bearer wrong", "file/makedir", json!({}))
        .await;
    assert_eq!(fault(&reply), (401, 14));
}
