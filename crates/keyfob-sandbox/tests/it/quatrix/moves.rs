use std::time::Duration;

use serde_json::json;

use super::user::{User, fault, id};

const DAY: u64 = 24 * 3600;

#[tokio::test]
async fn one_thing_moves_with_its_name_its_time_and_over_another() {
    let user = User::first().await;
    let home = user.home().await;
    let dir = user.folder(&home, "dir").await;
    let file = user.file(&home, "a.partial", "new").await;
    let old = user.file(&dir, "a", "old").await;
    let body = |mode: &str, resolve: bool| {
        json!({"file_id": file, "target_id": dir, "name": "a", "mtime": 1_577_934_245.123_456,
               "resolve": resolve, "resolve_mode": mode})
    };
    let reply = user.post("file/moveone", body("", false)).await;
    assert_eq!(fault(&reply), (400, 30));
    let moved = user
        .post("file/moveone", body("overwrite", true))
        .await
        .expect(200)
        .json();
    assert_eq!(moved["id"], json!(file));
    assert_eq!(moved["modified_ms"], json!(1_577_934_245.123_456));
    assert_eq!(user.names(&dir).await, ["a"]);
    assert_eq!(user.download(&[&file]).await, b"new");
    let reply = user.get(&format!("file/metadata/{old}")).await;
    assert_eq!(fault(&reply), (404, 20));

    let into_itself = json!({"file_id": dir, "target_id": dir, "name": "x", "resolve": false});
    assert_eq!(
        fault(&user.post("file/moveone", into_itself).await),
        (400, 10)
    );
    let home_itself = json!({"file_id": home, "target_id": dir, "name": "x"});
    assert_eq!(
        fault(&user.post("file/moveone", home_itself).await),
        (403, 50)
    );
}

#[tokio::test]
async fn a_copied_folder_is_another_one_with_the_same_inside() {
    let user = User::first().await;
    let home = user.home().await;
    let from = user.folder(&home, "from").await;
    let below = user.folder(&from, "below").await;
    let file = user.file(&below, "f", "same").await;
    user.post("file/metadata", json!({"id": file, "mtime": 1000.5}))
        .await
        .expect(200);
    let body = json!({"file_id": from, "target_id": home, "name": "to", "resolve": false});
    let copy = id(&user.post("file/copyone", body).await.expect(200));
    let found = user
        .post("file/id", json!({"parent_id": copy, "path": "below/f"}))
        .await;
    let copied = found.expect(200).json()["file_id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_ne!(copied, file);
    user.post("file/delete", json!({"ids": [from]}))
        .await
        .expect(200);
    assert_eq!(user.download(&[&copied]).await, b"same");
    let shown = user.get(&format!("file/metadata/{copied}")).await;
    assert_eq!(shown.expect(200).json()["modified_ms"], json!(1000.5));
    assert_eq!(user.used().await, 8);
}

#[tokio::test]
async fn many_things_go_in_the_background() {
    let user = User::first().await;
    let home = user.home().await;
    let dir = user.folder(&home, "dir").await;
    let mut ids = Vec::new();
    for number in 0..11 {
        ids.push(user.folder(&home, &format!("f{number}")).await);
    }
    let ten = json!({"ids": ids[..10], "target": dir});
    let reply = user.post("file/move", ten).await.expect(200).json();
    assert_eq!(reply, json!({"ids": ids[..10]}));

    user.sandbox.quatrix().delay_jobs(Duration::from_secs(60));
    let eleven = json!({"ids": ids, "target": home});
    let reply = user.post("file/move", eleven).await.expect(202).json();
    assert!(reply["job_id"].is_string());
    assert_eq!(user.names(&dir).await.len(), 10);
    user.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(user.names(&dir).await.len(), 0);

    user.sandbox.quatrix().delay_jobs(Duration::ZERO);
    let one = json!({"ids": [ids[0]], "target": dir});
    user.post("file/copy", one).await.expect(202);
    assert_eq!(user.names(&dir).await, ["f0"]);

    let nothing = json!({"ids": ["00000000-0000-4000-8000-000000000001"], "target": dir});
    assert_eq!(fault(&user.post("file/move", nothing).await), (404, 20));
    let some = json!({"ids": ["00000000-0000-4000-8000-000000000001", ids[1]], "target": dir});
    let reply = user.post("file/move", some).await.expect(200).json();
    assert_eq!(reply, json!({"ids": [ids[1]]}));
}

#[tokio::test]
async fn deleted_things_lie_in_the_trash_for_thirty_days() {
    let user = User::first().await;
    let (home, trash) = (user.home().await, user.trash().await);
    let delete = |id: &str| user.post("file/delete", json!({"ids": [id]}));
    let first = user.file(&home, "a", "1").await;
    let reply = delete(&first).await.expect(200).json();
    assert_eq!(reply, json!({"ids": [first]}));
    let second = user.file(&home, "a", "22").await;
    delete(&second).await.expect(200);
    assert_eq!(user.names(&trash).await, ["a", "a(1)"]);
    assert_eq!(user.used().await, 3);

    delete(&second).await.expect(200);
    assert_eq!(user.names(&trash).await, ["a"]);
    let third = user.file(&home, "a", "333").await;
    let for_good = json!({"ids": [third], "delete_permanently": true});
    user.post("file/delete", for_good).await.expect(200);
    assert_eq!(user.names(&trash).await, ["a"]);
    assert_eq!(fault(&delete(&trash).await), (403, 50));
    let rename = format!("file/rename/{first}");
    user.post(&rename, json!({"name": "b"})).await.expect(200);

    user.sandbox.clock().advance(Duration::from_secs(29 * DAY));
    assert_eq!(user.names(&trash).await, ["b"]);
    user.sandbox.clock().advance(Duration::from_secs(DAY));
    assert!(user.names(&trash).await.is_empty());
    assert_eq!(user.used().await, 0);
}

#[tokio::test]
async fn a_trash_is_emptied_and_only_a_trash() {
    let user = User::first().await;
    let (home, trash) = (user.home().await, user.trash().await);
    let dir = user.folder(&home, "dir").await;
    user.file(&dir, "a", "1").await;
    user.post("file/delete", json!({"ids": [dir]}))
        .await
        .expect(200);
    let empty = async |id: &str| {
        user.post(&format!("file/empty-trash/{id}"), json!(null))
            .await
    };
    assert_eq!(fault(&empty(&home).await), (400, 10));
    let erased = empty(&trash).await.expect(200).json();
    assert_eq!(
        (&erased[0]["id"], &erased[0]["source_id"]),
        (&json!(dir), &json!(trash))
    );
    assert_eq!(user.used().await, 0);
}
