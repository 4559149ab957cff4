//! Whom a share is for: anybody (P), every user (T), its recipients (C).

use keyfob_sandbox::quatrix::About;
use serde_json::{Value, json};

use super::user::{User, fault, id};
use crate::harness::{Reply, get, post};

const RECIPIENT: usize = 1;
const STRANGER: usize = 2;

struct Shared {
    user: User,
    id: String,
}

/// A share of one file with the second user, of this type.
async fn shared(kind: &str, more: Value) -> Shared {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "shared").await;
    let them = user.id_of(RECIPIENT).await;
    let mut share =
        json!({"folder_id": home, "files": [file], "contacts": [them], "share_type": kind});
    share
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let id = id(&user.post("share/create", share).await.expect(201));
    Shared { user, id }
}

impl Shared {
    /// `None` is a visitor.
    async fn get_as(&self, who: Option<usize>, call: &str) -> Reply {
        let tail = format!("share/{call}/{}", self.id);
        match who {
            Some(who) => self.user.get_as(&self.user.bearer_of(who), &tail).await,
            None => get(&self.user.url(&tail), &[]).await,
        }
    }

    /// What each way to look into the share answers.
    async fn looked_at(&self, who: Option<usize>) -> Vec<u16> {
        let mut statuses = Vec::new();
        for call in ["download-info", "files", "download-link"] {
            statuses.push(self.get_as(who, call).await.status);
        }
        statuses
    }
}

#[tokio::test]
async fn a_public_share_is_downloaded_by_a_visitor() {
    let share = shared("P", json!({})).await;
    assert_eq!(share.looked_at(None).await, [200, 200, 200]);
    assert_eq!(share.looked_at(Some(STRANGER)).await, [200, 200, 200]);
    let link = id(&share.get_as(None, "download-link").await.expect(200));
    let url = share.user.url(&format!("share/download/{link}"));
    assert_eq!(get(&url, &[]).await.expect(200).text, "shared");
    // Credentials that do not hold are none.
    let tail = format!("share/files/{}", share.id);
    let wrong = share.user.get_as("Bearer wrong", &tail).await;
    assert_eq!(fault(&wrong), (401, 14));
    let file = share.get_as(None, "files").await.json()[0]["id"].clone();
    let preview = format!("share/preview/{}", file.as_str().unwrap());
    get(&share.user.url(&preview), &[]).await.expect(200);
}

#[tokio::test]
async fn a_pin_keeps_visitors_out_of_a_public_share_until_it_is_given() {
    let share = shared("P", json!({"pin": "MTIzNDU="})).await;
    let locked = share.get_as(None, "files").await;
    assert_eq!(fault(&locked), (401, 73));
    let pin = json!({"id": share.id, "pin": "MTIzNDU="});
    let url = share.user.url("share/login-pin");
    post(&url, &[], pin).await.expect(200);
    assert_eq!(share.looked_at(None).await, [200, 200, 200]);
    assert_eq!(
        fault(&share.get_as(Some(STRANGER), "files").await),
        (401, 73)
    );
}

#[tokio::test]
async fn a_tracked_share_wants_a_login_and_no_more() {
    let share = shared("T", json!({})).await;
    assert_eq!(share.looked_at(None).await, [401, 401, 401]);
    assert_eq!(share.looked_at(Some(STRANGER)).await, [200, 200, 200]);
}

#[tokio::test]
async fn a_restricted_share_is_for_its_recipients_only() {
    let share = shared("C", json!({})).await;
    assert_eq!(share.looked_at(None).await, [401, 401, 401]);
    assert_eq!(share.looked_at(Some(STRANGER)).await, [403, 403, 403]);
    assert_eq!(
        fault(&share.get_as(Some(STRANGER), "files").await),
        (403, 50)
    );
    assert_eq!(share.looked_at(Some(RECIPIENT)).await, [200, 200, 200]);
    assert_eq!(share.looked_at(Some(0)).await, [200, 200, 200]);
    let file = share.get_as(Some(0), "files").await.json()[0]["id"].clone();
    let preview = format!("share/preview/{}", file.as_str().unwrap());
    let stranger = share.user.bearer_of(STRANGER);
    assert_eq!(
        fault(&share.user.get_as(&stranger, &preview).await),
        (403, 50)
    );
    let pin = json!({"id": share.id, "pin": "any"});
    let guess = share.user.post_as(&stranger, "share/login-pin", pin).await;
    assert_eq!(fault(&guess), (403, 50));
}

#[tokio::test]
async fn a_share_request_is_sent_again_by_its_own_id() {
    let user = User::first().await;
    let them = user.id_of(RECIPIENT).await;
    let asked = json!({"ids": [them], "send_email": false});
    let request = id(&user.post("share/request", asked).await.expect(200));
    let tail = format!("share/send-request/{request}");
    let job = user.post(&tail, json!({"message": "m"})).await.expect(202);
    assert!(job.json()["job_id"].is_string());
    let mails = user.sandbox.quatrix().mails();
    let mail = &mails[0];
    assert_eq!((mails.len(), mail.about), (1, About::FileRequest));
    assert_eq!((&mail.to[..], &mail.id), ("totp@sandbox.example", &request));
    // It is the same request: no second one stands in the inbox.
    let inbox = user.get_as(&user.bearer_of(RECIPIENT), "inbox").await;
    assert_eq!(inbox.json().as_array().unwrap().len(), 1);
    let other = user.bearer_of(RECIPIENT);
    let reply = user.post_as(&other, &tail, json!({})).await;
    assert_eq!(fault(&reply), (403, 50));
    let file = user.file(&user.home().await, "f", "x").await;
    let link = json!({"files": [file]});
    let link = id(&user.post("quicklink/create", link).await.expect(201));
    let tail = format!("share/send-request/{link}");
    assert_eq!(fault(&user.post(&tail, json!({})).await), (403, 50));
}
