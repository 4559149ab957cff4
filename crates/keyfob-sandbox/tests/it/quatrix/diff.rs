use std::time::Duration;

use serde_json::json;

use super::user::{User, column, fault};
use crate::harness::{Reply, now};

async fn diff(user: &User, folder: &str, query: &str) -> Reply {
    user.get(&format!("file/diff/{folder}?{query}")).await
}

/// What happened to what.
fn changes(reply: &Reply) -> Vec<String> {
    let data = reply.json()["data"].as_array().unwrap().clone();
    let text = |row: &serde_json::Value| format!("{} {}", row["action"], row["name"]);
    data.iter().map(|row| text(row).replace('"', "")).collect()
}

#[tokio::test]
async fn a_folder_tells_what_changed_in_it_and_below() {
    let user = User::first().await;
    let home = user.home().await;
    let here = user.folder(&home, "here").await;
    let there = user.folder(&home, "there").await;
    let below = user.folder(&here, "below").await;
    let file = user.file(&below, "f", "abc").await;
    user.download(&[&file]).await;
    let moved = json!({"file_id": file, "target_id": there, "name": "g"});
    user.post("file/moveone", moved).await.expect(200);
    user.post("file/delete", json!({"ids": [file]}))
        .await
        .expect(200);
    let diff = |folder: String| {
        let user = &user;
        async move { diff(user, &folder, "from=0").await.expect(200) }
    };
    let first = diff(here.clone()).await;
    assert_eq!(
        changes(&first),
        ["makedir below", "upload f", "move-rename g"]
    );
    let second = diff(there.clone()).await;
    assert_eq!(changes(&second), ["move-rename g", "delete g"]);
    let row = first.json()["data"][1].clone();
    assert_eq!(
        (
            &row["id"],
            &row["parent_id"],
            &row["type"],
            &row["size"],
            &row["operations"]
        ),
        (
            &json!(file),
            &json!(below),
            &json!("F"),
            &json!(3),
            &json!(191)
        )
    );
    assert_eq!(
        fault(&user.get(&format!("file/diff/{here}")).await),
        (400, 10)
    );
    let plain = user.file(&home, "plain", "").await;
    let reply = user.get(&format!("file/diff/{plain}?from=0")).await;
    assert_eq!(fault(&reply), (400, 10));
    let tail = format!("file/diff/{here}?from=0");
    let other = user.get_as(&user.bearer_of(1), &tail).await;
    assert_eq!(fault(&other), (403, 50));
}

#[tokio::test]
async fn a_diff_has_a_beginning_and_an_end() {
    let user = User::first().await;
    let home = user.home().await;
    let start = now(&user.sandbox);
    for name in ["a", "b", "c"] {
        user.folder(&home, name).await;
        user.sandbox.clock().advance(Duration::from_secs(100));
    }
    let from = diff(&user, &home, &format!("from={}", start + 50)).await;
    assert_eq!(changes(&from.expect(200)), ["makedir b", "makedir c"]);
    let query = format!("from={}&to={}", start + 50, start + 150);
    let span = diff(&user, &home, &query).await.expect(200);
    assert_eq!(changes(&span), ["makedir b"]);
    let (from, to) = (&span.json()["from"], &span.json()["to"]);
    assert_eq!(
        (from.as_f64(), to.as_f64()),
        (Some((start + 50) as f64), Some((start + 150) as f64))
    );
    let log = user.get("tracking/activity").await.expect(200);
    assert_eq!(column(&log, "action").len(), 3);
}
