use serde_json::{Value, json};

use super::user::{User, column, fault, id};

const OTHER: usize = 1;
const STRANGER: usize = 2;

struct Asked {
    user: User,
    folder: String,
    share: String,
    other: String,
}

/// The second user is asked for files, into a folder of the first one's.
async fn asked() -> Asked {
    let user = User::first().await;
    let folder = user.folder(&user.home().await, "in").await;
    let body = json!({"ids": [user.id_of(OTHER).await], "message": "please", "folder_id": folder});
    let share = id(&user.post("share/request", body).await.expect(200));
    let other = user.bearer_of(OTHER);
    Asked {
        user,
        folder,
        share,
        other,
    }
}

impl Asked {
    async fn link(&self, body: Value) -> Value {
        let tail = format!("files-return/upload-link/{}", self.share);
        let link = self.user.post_as(&self.other, &tail, body).await;
        link.expect(200).json()
    }

    async fn send(&self, files: Value) -> crate::harness::Reply {
        let body = json!({"id": self.share, "files": files, "message": "here"});
        self.user
            .post_as(&self.other, "files-return/send", body)
            .await
    }
}

#[tokio::test]
async fn files_come_back_and_the_sender_is_told() {
    let asked = asked().await;
    let (user, other) = (&asked.user, &asked.other);
    let tail = format!("files-return/metadata/{}", asked.share);
    let shown = user.get_as(other, &tail).await.expect(200).json();
    assert_eq!(
        (&shown["folder_id"], &shown["message"], &shown["user_email"]),
        (
            &json!(asked.folder),
            &json!("please"),
            &json!("totp@sandbox.example")
        )
    );
    let makedir = format!("files-return/makedir/{}", asked.share);
    let dir = user
        .post_as(other, &makedir, json!({"name": "Signed"}))
        .await;
    let dir = id(&dir.expect(201));
    let link = asked.link(json!({"name": "a.pdf", "parent_id": dir})).await;
    assert_eq!(link["parent_id"], json!(dir));
    let key = link["upload_key"].as_str().unwrap();
    user.bytes(key, "signed").await;
    assert_eq!(
        fault(&asked.send(json!([link["file_id"]])).await),
        (400, 10)
    );
    let finalize = format!("upload/finalize/{key}");
    assert_eq!(fault(&user.get(&finalize).await), (403, 50));
    user.get_as(other, &finalize).await.expect(200);
    let sent = asked.send(json!([link["file_id"]])).await.expect(201);
    assert_eq!(sent.json(), json!({"file_ids": [link["file_id"]]}));

    assert_eq!(user.names(&dir).await, ["a.pdf"]);
    let inbox = user.get("inbox").await.expect(200).json();
    assert_eq!(
        (&inbox[0]["is_reply"], &inbox[0]["sender_name"]),
        (&json!(true), &json!("totp"))
    );
    let reply = inbox[0]["id"].as_str().unwrap();
    let files = user.get(&format!("share/files/{reply}")).await.expect(200);
    assert_eq!(column(&files, "name"), ["a.pdf"]);
    let theirs = user.get_as(other, "inbox").await.expect(200).json();
    assert_eq!(theirs[0]["replied"], json!(true));
    let log = user.get("tracking/activity").await.expect(200).json();
    assert_eq!(
        (&log[0]["event"], &log[0]["action"]),
        (&json!("files-return"), &json!("replied"))
    );
}

#[tokio::test]
async fn only_what_came_back_through_the_share_is_handed_over() {
    let asked = asked().await;
    let (user, other) = (&asked.user, &asked.other);
    let hidden = user.file(&asked.folder, "hidden", "x").await;
    assert_eq!(fault(&asked.send(json!([hidden])).await), (404, 20));
    assert_eq!(fault(&asked.send(json!([])).await), (400, 10));
    let tail = format!("files-return/upload-link/{}", asked.share);
    let elsewhere = json!({"name": "a", "parent_id": user.home().await});
    let reply = user.post_as(other, &tail, elsewhere).await;
    assert_eq!(fault(&reply), (404, 20));
}

#[tokio::test]
async fn only_recipients_of_shares_that_take_files() {
    let asked = asked().await;
    let (user, other) = (&asked.user, &asked.other);
    let tail = format!("files-return/metadata/{}", asked.share);
    let stranger = user.bearer_of(STRANGER);
    assert_eq!(fault(&user.get_as(&stranger, &tail).await), (403, 50));
    let file = user.file(&asked.folder, "f", "x").await;
    let them = user.id_of(OTHER).await;
    let share = async |returns: bool| {
        let body = json!({"folder_id": asked.folder, "files": [file], "contacts": [them],
                          "return_files": returns});
        let share = id(&user.post("share/create", body).await.expect(201));
        let tail = format!("files-return/metadata/{share}");
        user.get_as(other, &tail).await.status
    };
    assert_eq!((share(true).await, share(false).await), (200, 403));
    user.get(&format!("share/revoke/{}", asked.share))
        .await
        .expect(200);
    assert_eq!(fault(&user.get_as(other, &tail).await), (404, 20));
}
