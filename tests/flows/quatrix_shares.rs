//! What comes of sharing at Quatrix: inbox, files asked for and returned, previews, the log.

use std::time::{Duration, UNIX_EPOCH};

use keyfob::Error;
use keyfob_sandbox::Sandbox;
use quatrix::types::{
    FilesReturnMakeFolderRequest, FilesReturnSendRequest, FilesReturnUploadLinkRequest,
    RequestFilesFromPersonRequest, RequestFilesRequest, ShareCreateRequest,
};
use serde_json::json;

use super::conform::{conforms, walks};
use super::quatrix_calls::{all, body, chunk, file, folder, user};

#[tokio::test]
async fn a_share_is_fetched_answered_and_tracked() {
    let sandbox = Sandbox::start().await.unwrap();
    let (sender, me) = user(&sandbox, "plain").await;
    let (reader, them) = user(&sandbox, "pin").await;
    let dir = folder(&sender, "Proofs").await;
    let proofs = file(&sender, &dir, "proofs.pdf").await;
    let share = json!({"folder_id": dir, "files": [proofs], "contacts": [them],
                       "subject": "Proofs", "return_files": true});
    let share = sender
        .shares()
        .create()
        .body(body::<ShareCreateRequest>(share))
        .send()
        .await;
    let share = share.unwrap().id.clone().unwrap();

    let inbox = reader.inbox().list().send().await.unwrap();
    assert_eq!(inbox[0].subject.as_deref(), Some("Proofs"));
    let picture = reader.shares().preview().id(&proofs).send().await;
    assert!(
        all(picture.unwrap().into_inner())
            .await
            .starts_with(b"\x89PNG")
    );
    let link = reader.shares().download_link_all().id(&share).send().await;
    let link = link.unwrap().id.clone().unwrap();
    let bytes = reader.shares().download().id(link).send().await.unwrap();
    assert_eq!(all(bytes.into_inner()).await, b"hello");

    let may = reader
        .shares()
        .files_return()
        .id(&share)
        .send()
        .await
        .unwrap();
    assert_eq!(may.folder_id.as_ref(), Some(&dir));
    let signed = reader.shares().make_return_folder().id(&share);
    let signed = signed
        .body(body::<FilesReturnMakeFolderRequest>(
            json!({"name": "Signed"}),
        ))
        .send()
        .await;
    let signed = signed.unwrap().id.clone().unwrap();
    let asked = json!({"name": "a.pdf", "parent_id": signed, "file_size": 5});
    let link = reader.shares().return_upload_link().id(&share);
    let link = link
        .body(body::<FilesReturnUploadLinkRequest>(asked))
        .send()
        .await
        .unwrap();
    let key = link.upload_key.as_ref().unwrap().expose().to_owned();
    chunk(&reader, &key).await;
    reader.uploads().finalize().id(key).send().await.unwrap();
    let sent = json!({"id": share, "files": [link.file_id]});
    let sent = reader
        .shares()
        .return_files()
        .body(body::<FilesReturnSendRequest>(sent))
        .send()
        .await;
    assert_eq!(sent.unwrap().file_ids.len(), 1);
    let inbox = sender.inbox().list().limit(1).send().await.unwrap();
    assert_eq!(inbox[0].is_reply, Some(true));

    let files = sender
        .activity_log()
        .share_files()
        .id(&share)
        .send()
        .await
        .unwrap();
    assert_eq!(files[0].downloads, Some(1));
    let downloads = sender.activity_log().file_downloads().id(&proofs);
    let downloads = downloads.send().await.unwrap();
    assert_eq!(
        downloads[0].recipient.as_deref(),
        Some("pin@sandbox.example")
    );
    let all_shares = sender.shares().list().send().await.unwrap();
    assert_eq!(all_shares.len(), 2);
    let own = sender
        .shares()
        .list_for_user()
        .id(&me)
        .send()
        .await
        .unwrap();
    assert_eq!(own[0].email.as_deref(), Some("pin@sandbox.example"));
    let log = sender.activity_log().list().user_id(&them).send().await;
    assert_eq!(log.unwrap()[0].action.as_ref().unwrap().as_str(), "replied");
    let table = sender.activity_log().csv().send().await.unwrap();
    let table = String::from_utf8(all(table.into_inner()).await).unwrap();
    assert!(table.contains(",upload,"), "{table}");
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["activity-log", "inbox"], &exchanges);
    conforms("quatrix", &exchanges);
}

#[tokio::test]
async fn files_are_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let (sender, _) = user(&sandbox, "plain").await;
    let (reader, them) = user(&sandbox, "pin").await;
    let asked = json!({"ids": [them], "message": "please"});
    let asked = sender
        .shares()
        .request_files()
        .body(body::<RequestFilesRequest>(asked))
        .send()
        .await;
    assert!(asked.unwrap().url.as_ref().unwrap().contains("/request/"));
    let older = sender.shares().request_files_from().id(&them);
    let older = older
        .body(body::<RequestFilesFromPersonRequest>(
            json!({"message": "m"}),
        ))
        .send()
        .await;
    assert!(older.unwrap().job_id.is_some());
    let inbox = reader.inbox().list().send().await.unwrap();
    assert!(inbox.iter().all(|item| item.file_request == Some(true)));
    assert_eq!(inbox.len(), 2);
    conforms("quatrix", &sandbox.take_exchanges());
}

#[tokio::test]
async fn files_have_previews_and_folders_a_history() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = user(&sandbox, "plain").await;
    let dir = folder(&client, "dir").await;
    let file = file(&client, &dir, "a.txt").await;
    let preview = client.files().preview().id(&file).send().await.unwrap();
    assert_eq!(preview.preview_type.as_ref().unwrap().as_str(), "document");
    let bytes = client.previews().get().id(&file).send().await.unwrap();
    assert!(all(bytes.into_inner()).await.starts_with(b"%PDF"));
    let diff = client
        .files()
        .changes()
        .id(&dir)
        .from(std::time::SystemTime::UNIX_EPOCH)
        .send()
        .await
        .unwrap();
    assert_eq!(diff.data[0].action.as_ref().unwrap().as_str(), "upload");
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["preview"], &exchanges);
    conforms("quatrix", &exchanges);
}

/// The vendor's word for it is "expired", which logging in again would not mend.
#[tokio::test]
async fn an_expired_share_is_no_ended_session() {
    let sandbox = Sandbox::start().await.unwrap();
    let (sender, _) = user(&sandbox, "plain").await;
    let (_, them) = user(&sandbox, "pin").await;
    let dir = folder(&sender, "Proofs").await;
    let proofs = file(&sender, &dir, "proofs.pdf").await;
    let expires = sandbox.clock().now() + Duration::from_secs(60);
    let expires = expires.duration_since(UNIX_EPOCH).unwrap().as_secs();
    let share = json!({"folder_id": dir, "files": [proofs], "contacts": [them],
                       "subject": "Proofs", "expires": expires});
    let share = sender
        .shares()
        .create()
        .body(body::<ShareCreateRequest>(share));
    let share = share.send().await.unwrap().id.clone().unwrap();
    sandbox.clock().advance(Duration::from_secs(120));
    let link = sender.shares().download_link_all().id(&share).send().await;
    let error = link.unwrap_err();
    assert_eq!(error.code(), Some("60"));
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
}
