use std::time::Duration;

use serde_json::json;

use super::user::{User, column, fault, id};

const OTHER: usize = 1;

#[tokio::test]
async fn rules_are_made_changed_and_removed() {
    let user = User::first().await;
    let home = user.home().await;
    let dir = user.folder(&home, "dir").await;
    let options = json!({"expire": 30, "super_trash": false, "oauth_code": "secret"});
    let body = json!({"file_id": dir, "action": "autodelete", "options": options,
                      "email": ["a@example.com"], "comment": "c"});
    let made = user.post("automation/create", body).await.expect(201);
    let first = id(&made);
    let made = made.json();
    assert_eq!(made["options"], json!({"expire": 30, "super_trash": false}));
    assert_eq!(
        (&made["file_path"], &made["rule_num"], &made["status"]),
        (&json!("/dir"), &json!(1), &json!("A"))
    );
    let body = json!({"file_id": home, "action": "video_upload", "status": "D"});
    let second = user.post("automation/create", body).await.expect(201);
    assert_eq!(
        (&second.json()["rule_num"], &second.json()["status"]),
        (&json!(2), &json!("D"))
    );
    let second = id(&second);
    let shown = user.get(&format!("automation/metadata/{first}")).await;
    assert_eq!(shown.expect(200).json(), made);

    user.sandbox.clock().advance(Duration::from_secs(60));
    let edit = json!({"ids": [first, second], "status": "D", "file_id": home});
    let edited = user.post("automation/edit/", edit).await.expect(200);
    let modified = edited.json()[0]["modified"].as_i64().unwrap();
    assert!(modified >= made["modified"].as_i64().unwrap() + 60);
    assert_eq!(edited.json()[0]["created"], made["created"]);
    assert_eq!(column(&edited, "status"), ["D", "D"]);
    assert_eq!(column(&edited, "file_path"), ["/", "/"]);
    assert_eq!(column(&edited, "action"), ["autodelete", "video_upload"]);
    assert_eq!(edited.json()[0]["options"], made["options"]);
    let ids = json!({"ids": [first]});
    let gone = user
        .post("automation/delete", ids.clone())
        .await
        .expect(200);
    assert_eq!(gone.json(), ids);
    let left = user.get("automation").await.expect(200);
    assert_eq!(column(&left, "id"), [json!(second)]);
    assert_eq!(fault(&user.post("automation/delete", ids).await), (404, 20));
    let unknown = json!({"file_id": home, "action": "dance"});
    let reply = user.post("automation/create", unknown).await;
    assert_eq!(fault(&reply), (400, 10));
}

#[tokio::test]
async fn rules_are_ones_own() {
    let user = User::first().await;
    let other = user.bearer_of(OTHER);
    let home = user.home().await;
    let rule = json!({"file_id": home, "action": "autodelete"});
    let foreign = user
        .post_as(&other, "automation/create", rule.clone())
        .await;
    assert_eq!(fault(&foreign), (403, 50));
    let mine = id(&user.post("automation/create", rule).await.expect(201));
    let own = id(&user.get_as(&other, "file/metadata").await.expect(200));
    let rule = json!({"file_id": own, "action": "autodelete"});
    let theirs = user.post_as(&other, "automation/create", rule).await;
    let theirs = id(&theirs.expect(201));
    let seen = user.get_as(&other, "automation").await.expect(200);
    assert_eq!(column(&seen, "id"), [json!(theirs)]);
    let seen = user.get("automation").await.expect(200);
    assert_eq!(column(&seen, "id"), [json!(mine), json!(theirs)]);
    let tail = format!("automation/metadata/{mine}");
    assert_eq!(fault(&user.get_as(&other, &tail).await), (403, 50));
    for tail in ["automation/edit/", "automation/delete"] {
        let reply = user.post_as(&other, tail, json!({"ids": [mine]})).await;
        assert_eq!(fault(&reply), (403, 50), "{tail}");
    }
    let gone = json!({"ids": [user.id_of(OTHER).await]});
    user.post("user/delete", gone).await.expect(202);
    let left = user.get("automation").await.expect(200);
    assert_eq!(column(&left, "id"), [json!(mine)]);
}
