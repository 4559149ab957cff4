use serde_json::json;

use super::projects::project;
use super::user::{User, fault, id};

const OWNER: usize = 1;
const MEMBER: usize = 2;

/// A project folder with a file in it, and a member with these rights: the member's bearer, the folder and the file.
async fn member_with(user: &User, operations: i64) -> [String; 3] {
    let member = json!([{"user_id": user.id_of(MEMBER).await, "operations": operations}]);
    let (_, folder) = project(user, member).await;
    let owner = user.bearer_of(OWNER);
    let file = user.file_as(&owner, &folder, "f", "abc").await;
    [user.bearer_of(MEMBER), folder, file]
}

#[tokio::test]
async fn each_right_opens_its_calls_and_no_others() {
    for right in [0, 1, 2, 4, 8, 16, 32, 128] {
        let user = User::first().await;
        let [member, folder, file] = member_with(&user, right).await;
        let file_id = format!("file/metadata/{file}");
        let seen = user.get_as(&member, &file_id).await.expect(200).json();
        assert_eq!(seen["operations"], json!(right));
        let new = |name: &str| json!({"parent_id": folder, "name": name});
        let share = json!({"folder_id": folder, "files": [file], "contacts": []});
        let calls = [
            (1, "upload/link", new("g")),
            (1, "file/modify", json!({"id": file})),
            (2, "file/download-link", json!({"ids": [file]})),
            (4, "file/makedir", json!({"target": folder, "name": "d"})),
            (16, "file/metadata", json!({"id": file, "mtime": 5})),
            (16, &format!("file/rename/{file}"), json!({"name": "h"})),
            (16, &format!("file/add-tag/{file}"), json!({"value": "t"})),
            (32, "share/create", share),
            (128, "quicklink/create", json!({"files": [file]})),
            (8, "file/delete", json!({"ids": [file]})),
        ];
        for (needed, tail, body) in calls {
            let reply = user.post_as(&member, tail, body).await;
            if needed == right {
                assert!(reply.status < 300, "{right} {tail}: {}", reply.text);
            } else {
                assert_eq!(fault(&reply), (403, 50), "{right} {tail}");
            }
        }
        let preview = user.get_as(&member, &format!("preview/{file}")).await;
        // With the right to read there is no preview; without, none is looked for.
        assert_eq!(preview.status, if right == 2 { 404 } else { 403 });
    }
}

#[tokio::test]
async fn copying_and_moving_take_a_right_where_it_comes_from_and_where_it_goes() {
    for right in [1, 2, 8] {
        let user = User::first().await;
        let [member, folder, file] = member_with(&user, right).await;
        let home = id(&user.get_as(&member, "file/metadata").await.expect(200));
        let own = user.file_as(&member, &home, "own", "x").await;
        for (needed, tail, what, target) in [
            (2, "file/copyone", &file, &home),
            (1, "file/copyone", &own, &folder),
            (8, "file/moveone", &file, &home),
            (1, "file/moveone", &own, &folder),
        ] {
            let body = json!({"file_id": what, "target_id": target});
            let reply = user.post_as(&member, tail, body).await;
            if needed == right {
                assert_eq!(reply.status, 200, "{right} {tail}: {}", reply.text);
            } else {
                assert_eq!(fault(&reply), (403, 50), "{right} {tail}");
            }
        }
    }
}

#[tokio::test]
async fn what_members_bring_belongs_to_the_owner() {
    let user = User::first().await;
    let [member, folder, file] = member_with(&user, 31).await;
    let owner = user.bearer_of(OWNER);
    user.file_as(&member, &folder, "new", "12345").await;
    let used = async |bearer: &str| {
        let info = user.get_as(bearer, "profile/info").await.expect(200);
        info.json()["user_used"].clone()
    };
    assert_eq!(
        (used(&owner).await, used(&member).await),
        (8.into(), 0.into())
    );

    let home = id(&user.get_as(&member, "file/metadata").await.expect(200));
    let dir = user.post_as(&member, "file/makedir", json!({"name": "dir"}));
    let dir = id(&dir.await.expect(201));
    user.file_as(&member, &dir, "own", "1234567").await;
    let body = json!({"ids": [dir], "target": folder});
    user.post_as(&member, "file/move", body).await.expect(200);
    assert_eq!(
        (used(&owner).await, used(&member).await),
        (15.into(), 0.into())
    );
    let info = user.get_as(&member, &format!("file/info/{dir}")).await;
    let info = info.expect(200).json();
    assert_eq!(info["file_owner"]["id"], json!(user.id_of(OWNER).await));

    // A copy out of it is the member's own; a deleted thing goes to the owner's Trash.
    let copy = json!({"file_id": file, "target_id": home, "name": "copy"});
    user.post_as(&member, "file/copyone", copy)
        .await
        .expect(200);
    assert_eq!(used(&member).await, 3);
    let delete = json!({"ids": [file]});
    user.post_as(&member, "file/delete", delete)
        .await
        .expect(200);
    let lookup = json!({"path": "Trash/f"});
    let found = user.post_as(&owner, "file/id", lookup.clone()).await;
    assert_eq!(found.expect(200).json()["file_id"], json!(file));
    let found = user.post_as(&member, "file/id", lookup).await;
    assert_eq!(fault(&found), (404, 20));
    let lost = user.get_as(&member, &format!("file/metadata/{file}")).await;
    assert_eq!(fault(&lost), (403, 50));
}

#[tokio::test]
async fn the_project_folder_itself_stays_with_its_owner() {
    let user = User::first().await;
    let [member, folder, _] = member_with(&user, 191).await;
    let owner = user.bearer_of(OWNER);
    let delete = json!({"ids": [folder], "delete_permanently": true});
    let rename = format!("file/rename/{folder}");
    for (tail, body) in [
        (rename.as_str(), json!({"name": "x"})),
        ("file/delete", delete.clone()),
    ] {
        let reply = user.post_as(&member, tail, body).await;
        assert_eq!(fault(&reply), (403, 50), "{tail}");
    }
    let renamed = user.post_as(&owner, &rename, json!({"name": "x"})).await;
    assert_eq!(renamed.expect(200).json()["type"], "S");
    user.post_as(&owner, "file/delete", delete)
        .await
        .expect(200);
    let list = user.get_as(&member, "project-folder").await.expect(200);
    assert_eq!(list.json(), json!([]));
}

#[tokio::test]
async fn the_owners_quota_counts() {
    let user = User::first().await;
    let [member, folder, _] = member_with(&user, 31).await;
    let quota = json!({"ids": [user.id_of(OWNER).await], "quota": 5});
    user.post("user/edit", quota).await.expect(200);
    let body = json!({"parent_id": folder, "name": "g", "file_size": 3});
    let reply = user.post_as(&member, "upload/link", body).await;
    assert_eq!(fault(&reply), (400, 122));
    let home = id(&user.get_as(&member, "file/metadata").await.expect(200));
    let own = user.file_as(&member, &home, "own", "123").await;
    let copy = json!({"file_id": own, "target_id": folder});
    let reply = user.post_as(&member, "file/copyone", copy).await;
    assert_eq!(fault(&reply), (400, 122));
}
