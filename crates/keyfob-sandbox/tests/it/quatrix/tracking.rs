use std::time::Duration;

use serde_json::{Value, json};

use super::user::{User, column, fault, id};
use crate::harness::now;

const OTHER: usize = 1;

#[tokio::test]
async fn what_users_do_is_noted_the_newest_first() {
    let user = User::first().await;
    let home = user.home().await;
    let dir = user.folder(&home, "dir").await;
    let file = user.file(&home, "f", "abc").await;
    user.post(&format!("file/rename/{file}"), json!({"name": "g"}))
        .await
        .expect(200);
    let both = json!({"ids": [file], "target": dir});
    user.post("file/copy", both.clone()).await.expect(202);
    user.post(
        "file/move",
        json!({"ids": [file], "target": dir, "resolve": true}),
    )
    .await
    .expect(200);
    user.download(&[&file]).await;
    let link = user
        .post("quicklink/create", json!({"files": [file]}))
        .await;
    let link = id(&link.expect(201));
    user.post("file/delete", json!({"ids": [dir]}))
        .await
        .expect(200);
    let log = user.get("tracking/activity").await.expect(200);
    let expected = [
        "delete",
        "created-link",
        "download",
        "move-rename",
        "move-rename",
        "upload",
        "makedir",
    ];
    assert_eq!(column(&log, "action"), expected);
    let log = log.json();
    assert_eq!(log[1]["event"], "share");
    assert_eq!(log[1]["share_status"], "A");
    assert_eq!(
        (&log[0]["event"], &log[0]["share_status"]),
        (&json!("file"), &Value::Null)
    );
    assert_eq!(log[5]["payload"], json!({"id": file, "name": "f"}));
    assert_eq!(
        (
            &log[5]["email"],
            &log[5]["user_status"],
            &log[5]["protocol"]
        ),
        (&json!("plain@sandbox.example"), &json!("A"), &json!("web"))
    );
    user.get(&format!("quicklink/revoke/{link}"))
        .await
        .expect(200);
    let log = user.get("tracking/activity").await.expect(200).json();
    assert_eq!(
        (&log[0]["action"], &log[0]["share_status"]),
        (&json!("revoke"), &json!("D"))
    );
    assert_eq!(log[2]["share_status"], "D");

    let table = user.get("tracking/csv").await.expect(200);
    assert_eq!(table.header("content-type"), "text/csv");
    let actions: Vec<&str> = table
        .text
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(2).unwrap())
        .collect();
    let expected = [
        "makedir",
        "upload",
        "rename",
        "copy",
        "move-rename",
        "download",
        "created-link",
        "delete",
        "revoke",
    ];
    assert_eq!(actions, expected);
    assert!(
        table
            .text
            .starts_with("Time,Event,Action,Client IPs,User name,")
    );
    assert!(
        table
            .text
            .contains(",file,upload,127.0.0.1,plain,plain@sandbox.example,A,web,f\n")
    );
}

#[tokio::test]
async fn the_log_comes_in_pages_and_in_spans() {
    let user = User::first().await;
    let home = user.home().await;
    let start = now(&user.sandbox);
    for name in ["a", "b", "c"] {
        user.folder(&home, name).await;
        user.sandbox.clock().advance(Duration::from_secs(100));
    }
    let names = async |query: &str| -> Vec<Value> {
        let log = user.get(&format!("tracking/activity?{query}")).await;
        let rows = column(&log.expect(200), "payload");
        rows.into_iter()
            .map(|payload| payload["name"].clone())
            .collect()
    };
    assert_eq!(names("limit=2").await, ["c", "b"]);
    let log = user.get("tracking/activity").await.expect(200);
    let second = column(&log, "id")[1].clone();
    assert_eq!(
        names(&format!("id={}", second.as_str().unwrap())).await,
        ["a"]
    );
    assert_eq!(names(&format!("from={}", start + 50)).await, ["c", "b"]);
    let span = format!("from={}&to={}", start + 50, start + 150);
    assert_eq!(names(&span).await, ["b"]);
    let table = user.get(&format!("tracking/csv?{span}")).await.expect(200);
    assert_eq!(table.text.lines().count(), 2);
    for limit in ["0", "1001"] {
        let reply = user.get(&format!("tracking/activity?limit={limit}")).await;
        assert_eq!(fault(&reply), (400, 10));
    }
}

#[tokio::test]
async fn everybody_sees_what_oneself_did() {
    let user = User::first().await;
    let (me, them) = (user.id_of(0).await, user.id_of(OTHER).await);
    let other = user.bearer_of(OTHER);
    user.folder(&user.home().await, "mine").await;
    let body = json!({"name": "theirs"});
    user.post_as(&other, "file/makedir", body).await.expect(201);
    let all = user.get("tracking/activity").await.expect(200);
    assert_eq!(column(&all, "user_name"), ["totp", "plain"]);
    let own = user.get_as(&other, "tracking/activity").await.expect(200);
    assert_eq!(column(&own, "user_name"), ["totp"]);
    let tail = format!("tracking/activity?user_id={them}");
    let one = user.get(&tail).await.expect(200);
    assert_eq!(column(&one, "user_name"), ["totp"]);
    let table = user.get_as(&other, "tracking/csv").await.expect(200);
    assert_eq!(table.text.lines().count(), 2);
    for tail in ["tracking/activity", "tracking/csv"] {
        let tail = format!("{tail}?user_id={me}");
        assert_eq!(fault(&user.get_as(&other, &tail).await), (403, 50));
    }
    let off = json!({"ids": [them], "status": "D"});
    user.post("user/edit", off).await.expect(200);
    let all = user.get("tracking/activity").await.expect(200);
    assert_eq!(column(&all, "user_status"), ["D", "A"]);
}
