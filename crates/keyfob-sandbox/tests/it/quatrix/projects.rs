use serde_json::{Value, json};

use super::user::{User, column, fault, id};

const OWNER: usize = 1;
const MEMBER: usize = 2;

/// Another user's folder as a project folder with these members: its id and the folder's.
pub(crate) async fn project(user: &User, members: Value) -> (String, String) {
    let owner = user.bearer_of(OWNER);
    let folder = user.post_as(&owner, "file/makedir", json!({"name": "Spring"}));
    let folder = id(&folder.await.expect(201));
    let body = json!({"name": "Catalogue", "file_id": folder, "users_permissions": members});
    let made = user.post_as(&owner, "project-folder/create", body).await;
    (id(&made.expect(201)), folder)
}

#[tokio::test]
async fn a_folder_becomes_a_project_folder_and_a_plain_one_again() {
    let user = User::first().await;
    let (owner, member) = (user.bearer_of(OWNER), user.bearer_of(MEMBER));
    let them = [user.id_of(OWNER).await, user.id_of(MEMBER).await];
    let (project, folder) = project(&user, json!([{"user_id": them[1], "operations": 2}])).await;
    for who in [&owner, &member] {
        let list = user.get_as(who, "project-folder").await.expect(200);
        assert_eq!(column(&list, "project_id"), [json!(project)]);
        assert_eq!(column(&list, "file_id"), [json!(folder)]);
        assert_eq!(list.json()[0]["owner"]["id"], json!(them[0]));
    }
    let own = user.get("project-folder").await.expect(200);
    assert_eq!(own.json(), json!([]));

    let metadata = format!("project-folder/metadata/{project}");
    let shown = user.get_as(&member, &metadata).await.expect(200).json();
    assert_eq!(shown["folder_name"], "Catalogue");
    assert_eq!(shown["creator"]["id"], json!(them[0]));
    assert_eq!(
        shown["users"],
        json!([
            {"user_id": them[0], "operations": 191, "owns": true, "notify": false},
            {"user_id": them[1], "operations": 2, "owns": false, "notify": false},
        ])
    );
    let file = format!("file/metadata/{folder}");
    let kind = async || user.get_as(&owner, &file).await.expect(200).json()["type"].clone();
    assert_eq!(kind().await, "S");

    let delete = format!("project-folder/delete/{project}");
    assert_eq!(fault(&user.get_as(&member, &delete).await), (403, 50));
    let gone = user.get_as(&owner, &delete).await.expect(200).json();
    assert_eq!(gone, json!({"id": project}));
    assert_eq!(kind().await, "D");
    assert_eq!(fault(&user.get_as(&owner, &metadata).await), (404, 20));
    assert_eq!(fault(&user.get_as(&member, &file).await), (403, 50));
}

#[tokio::test]
async fn only_a_plain_folder_of_ones_own_and_only_once() {
    let user = User::first().await;
    let (_, folder) = project(&user, json!([])).await;
    let home = user.home().await;
    let file = user.file(&home, "f", "x").await;
    let create = |bearer: String, file: &str, members: Value| {
        let body = json!({"name": "P", "file_id": file, "users_permissions": members});
        let user = &user;
        async move { fault(&user.post_as(&bearer, "project-folder/create", body).await) }
    };
    let me = user.bearer_of(0);
    assert_eq!(create(me.clone(), &home, json!([])).await, (400, 10));
    assert_eq!(create(me.clone(), &file, json!([])).await, (400, 10));
    assert_eq!(create(me.clone(), &folder, json!([])).await, (403, 50));
    let own = user.bearer_of(OWNER);
    assert_eq!(create(own, &folder, json!([])).await, (400, 30));
    let plain = user.folder(&home, "plain").await;
    let stranger = json!([{"user_id": "00000000-0000-4000-8000-000000000001"}]);
    assert_eq!(create(me.clone(), &plain, stranger).await, (404, 20));
    let owner = json!([{"user_id": user.id_of(0).await}]);
    assert_eq!(create(me.clone(), &plain, owner).await, (400, 10));
    let much = json!([{"user_id": user.id_of(OWNER).await, "operations": 256}]);
    assert_eq!(create(me, &plain, much).await, (400, 10));
}

#[tokio::test]
async fn members_come_change_and_go() {
    let user = User::first().await;
    let owner = user.bearer_of(OWNER);
    let (me, member) = (user.id_of(0).await, user.id_of(MEMBER).await);
    let (project, _) = project(&user, json!([])).await;
    let change = |call: &str, who: &str, operations: i64| {
        let body = json!({"users_permissions": [{"user_id": who, "operations": operations}]});
        let tail = format!("project-folder/{call}/{project}");
        let (user, owner) = (&user, &owner);
        async move { user.post_as(owner, &tail, body).await }
    };
    assert_eq!(fault(&change("edit-users", &member, 2).await), (404, 20));
    let added = change("add-users", &member, 2).await.expect(200);
    assert_eq!(column(&added, "operations"), [191, 2]);
    let edited = change("edit-users", &member, 31).await.expect(200);
    assert_eq!(column(&edited, "operations"), [191, 31]);
    let notify = json!({"users_permissions": [{"user_id": member, "notify": true}]});
    let tail = format!("project-folder/edit-users/{project}");
    let edited = user.post_as(&owner, &tail, notify).await.expect(200);
    assert_eq!(column(&edited, "operations"), [191, 31]);
    assert_eq!(column(&edited, "notify"), [false, true]);
    let stranger = user.bearer_of(MEMBER);
    let tail = format!("project-folder/add-users/{project}");
    let body = json!({"users_permissions": []});
    assert_eq!(
        fault(&user.post_as(&stranger, &tail, body).await),
        (403, 50)
    );

    let leave = json!({"users": [{"user_id": member, "project_id": [project]}]});
    let gone = user.post_as(&owner, "project-folder/delete-users/", leave.clone());
    let gone = gone.await.expect(200).json();
    assert_eq!(gone, json!([{"user_id": member, "project_id": project}]));
    let again = user.post_as(&owner, "project-folder/delete-users/", leave);
    assert_eq!(fault(&again.await), (404, 20));

    // Who runs the account runs its project folders.
    let users = format!("project-folder/users/{project}");
    let listed = user.get(&users).await.expect(200);
    assert_eq!(column(&listed, "owns"), [true]);
    change("add-users", &me, 0).await.expect(200);
    assert_eq!(fault(&user.get_as(&stranger, &users).await), (403, 50));
    change("add-users", &member, 0).await.expect(200);
    user.get_as(&stranger, &users).await.expect(200);
    user.post("user/delete", json!({"ids": [member]}))
        .await
        .expect(202);
    let listed = user.get(&users).await.expect(200);
    assert_eq!(column(&listed, "user_id").last(), Some(&json!(me)));
}

#[tokio::test]
async fn users_are_set_into_exactly_these_project_folders() {
    let user = User::first().await;
    let owner = user.bearer_of(OWNER);
    let member = user.id_of(MEMBER).await;
    let (first, _) = project(&user, json!([{"user_id": member, "operations": 2}])).await;
    let (second, _) = project(&user, json!([])).await;
    let params = json!([{"project_id": second, "operations": 31}]);
    let body = json!({"users": [{"user_id": member, "params": params}]});
    let set = user.post_as(&owner, "project-folder/set-users", body.clone());
    assert_eq!(
        set.await.expect(200).json(),
        json!([{"user_id": member, "project_id": second, "operations": 31, "notify": true}])
    );
    let ids = json!({"ids": [member, user.id_of(OWNER).await]});
    let listed = user.post_as(&owner, "project-folder/project-users", ids.clone());
    let listed = listed.await.expect(200);
    assert_eq!(column(&listed, "project_id"), [&*second, &first, &second]);
    assert_eq!(column(&listed, "owner"), [false, true, true]);
    // Somebody else's are nobody's business, but for who runs the account.
    let bearer = user.bearer_of(MEMBER);
    let known = user.post_as(&bearer, "project-folder/project-users", ids);
    let known = known.await.expect(200);
    assert_eq!(column(&known, "project_id"), [&*second, &second]);
    let denied = user
        .post_as(&bearer, "project-folder/set-users", body)
        .await;
    assert_eq!(fault(&denied), (403, 50));
    let nobody = json!({"users": [{"user_id": first, "params": []}]});
    let denied = user.post("project-folder/set-users", nobody).await;
    assert_eq!(fault(&denied), (404, 20));
}
