//! Project folders of Quatrix, by two who work in one.

use keyfob_sandbox::Sandbox;
use quatrix::types::{
    FileIdRequest, MakeFolderRequest, ProjectFolderAddUsersRequest, ProjectFolderCreateRequest,
    ProjectFolderDeleteUsersRequest, ProjectFolderEditUsersRequest, ProjectFolderSetUsersRequest,
    ProjectFolderUsersRequest,
};
use serde_json::json;

use super::conform::{conforms, walks};
use super::quatrix_calls::{body, file, folder, user};

#[tokio::test]
async fn two_work_in_a_project_folder() {
    let sandbox = Sandbox::start().await.unwrap();
    let (owner, _) = user(&sandbox, "totp").await;
    let (member, them) = user(&sandbox, "pin").await;
    let home = owner
        .files()
        .lookup()
        .body(body::<FileIdRequest>(json!({"path": ""})));
    assert_eq!(home.send().await.unwrap().parent_id, None);
    let dir = folder(&owner, "Spring").await;
    let made = json!({"name": "Catalogue", "file_id": dir, "users_permissions": []});
    let made = owner
        .project_folders()
        .create()
        .body(body::<ProjectFolderCreateRequest>(made));
    let project = made.send().await.unwrap().id.clone().unwrap();

    let rights = json!({"users_permissions": [{"user_id": them, "operations": 2}]});
    let added = owner.project_folders().add_users().id(&project);
    let added = added
        .body(body::<ProjectFolderAddUsersRequest>(rights))
        .send()
        .await
        .unwrap();
    assert_eq!(added.len(), 2);
    let proofs = file(&owner, &dir, "proofs.pdf").await;
    let list = member.project_folders().list().send().await.unwrap();
    assert_eq!(list[0].file_id.as_ref(), Some(&dir));
    let content = member.files().metadata().id(&dir).send().await.unwrap();
    assert_eq!(content.content[0].id.as_ref(), Some(&proofs));
    let new = json!({"target": dir, "name": "mine"});
    let refused = member
        .files()
        .make_folder()
        .body(body::<MakeFolderRequest>(new.clone()))
        .send()
        .await;
    assert_eq!(refused.unwrap_err().code(), Some("50"));

    let rights = json!({"users_permissions": [{"user_id": them, "operations": 31}]});
    let edited = owner.project_folders().update_users().id(&project);
    edited
        .body(body::<ProjectFolderEditUsersRequest>(rights))
        .send()
        .await
        .unwrap();
    member
        .files()
        .make_folder()
        .body(body::<MakeFolderRequest>(new))
        .send()
        .await
        .unwrap();
    let users = member.project_folders().users().id(&project);
    assert_eq!(users.send().await.unwrap()[1].operations, Some(31));
    let shown = member.project_folders().get().id(&project);
    let shown = shown.send().await.unwrap();
    assert_eq!(shown.folder_name.as_deref(), Some("Catalogue"));

    let leave = json!({"users": [{"user_id": them, "project_id": [project]}]});
    let left = owner
        .project_folders()
        .remove_users()
        .body(body::<ProjectFolderDeleteUsersRequest>(leave));
    assert_eq!(left.send().await.unwrap().len(), 1);
    let params = json!([{"project_id": project, "operations": 2}]);
    let set = json!({"users": [{"user_id": them, "params": params}]});
    let set = owner
        .project_folders()
        .set_users()
        .body(body::<ProjectFolderSetUsersRequest>(set));
    assert_eq!(set.send().await.unwrap()[0].notify, Some(true));
    let ids = json!({"ids": [them]});
    let known = owner
        .project_folders()
        .list_for_users()
        .body(body::<ProjectFolderUsersRequest>(ids));
    assert_eq!(known.send().await.unwrap()[0].operations, Some(2));
    let gone = owner.project_folders().delete().id(&project);
    gone.send().await.unwrap();
    let list = member.project_folders().list().send().await.unwrap();
    assert!(list.is_empty());

    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["project-folder"], &exchanges);
    conforms("quatrix", &exchanges);
}
