use std::time::Duration;

use keyfob_sandbox::quatrix::About;
use serde_json::json;

use super::user::{User, column, fault, id};
use crate::harness::now;

const OTHER: usize = 1;

#[tokio::test]
async fn what_is_shared_with_somebody_lies_in_the_inbox() {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "abc").await;
    let (them, other) = (user.id_of(OTHER).await, user.bearer_of(OTHER));
    let now = now(&user.sandbox);
    let share = |subject: &str, activates: u64| {
        let body = json!({"folder_id": home, "files": [file], "contacts": [them], "pin": "MTIzNDU=",
                          "subject": subject, "activates": activates});
        let user = &user;
        async move { id(&user.post("share/create", body).await.expect(201)) }
    };
    let first = share("first", 0).await;
    share("later", now + 3600).await;
    let inbox = user.get_as(&other, "inbox").await.expect(200).json();
    assert_eq!(inbox.as_array().unwrap().len(), 1);
    assert_eq!(inbox[0]["id"], json!(first));
    assert_eq!(inbox[0]["sender_name"], "plain");
    assert_eq!(inbox[0]["protected"], json!(true));
    assert_eq!(inbox[0]["file_request"], json!(false));
    assert_eq!(user.get("inbox").await.expect(200).json(), json!([]));

    user.sandbox.clock().advance(Duration::from_secs(3600));
    let inbox = user.get_as(&other, "inbox").await.expect(200);
    assert_eq!(column(&inbox, "subject"), ["later", "first"]);
    let page = user.get_as(&other, "inbox?limit=1").await.expect(200);
    assert_eq!(column(&page, "subject"), ["later"]);
    let tail = format!("inbox?from={}", now + 60);
    let page = user.get_as(&other, &tail).await.expect(200);
    assert_eq!(column(&page, "subject"), ["later"]);
    let page = user.get_as(&other, "inbox?limit=0").await;
    assert_eq!(fault(&page), (400, 10));
    user.get(&format!("share/revoke/{first}")).await.expect(200);
    let inbox = user.get_as(&other, "inbox").await.expect(200);
    assert_eq!(column(&inbox, "subject"), ["later"]);
}

#[tokio::test]
async fn a_share_is_mailed_if_that_is_wanted() {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "abc").await;
    let them = user.id_of(OTHER).await;
    let ann = json!({"name": "Ann", "email": "ann@example.com"});
    let ann = id(&user.post("contact/create", ann).await.expect(201));
    let share = async |mail: bool| {
        let body = json!({"folder_id": home, "files": [file], "contacts": [them, ann],
                          "send_email": mail});
        id(&user.post("share/create", body).await.expect(201))
    };
    share(false).await;
    assert!(user.sandbox.quatrix().mails().is_empty());
    let mailed = share(true).await;
    let mails = user.sandbox.quatrix().mails();
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["totp@sandbox.example", "ann@example.com"]);
    assert!(mails.iter().all(|mail| mail.id == mailed));
    assert_eq!(mails[0].about, About::Share);
    assert!(!format!("{mails:?}").contains(&mailed));
    let log = user.get("tracking/activity").await.expect(200);
    assert_eq!(column(&log, "action")[..2], ["sent-email", "create"]);
}

#[tokio::test]
async fn people_are_asked_for_files() {
    let user = User::first().await;
    let (them, other) = (user.id_of(OTHER).await, user.bearer_of(OTHER));
    let folder = user.folder(&user.home().await, "in").await;
    let body = json!({"ids": [them], "message": "please", "folder_id": folder});
    let made = user.post("share/request", body).await.expect(200);
    let request = id(&made);
    let url = made.json()["url"].as_str().unwrap().to_owned();
    assert!(url.ends_with(&format!("/request/{request}")), "{url}");
    let mails = user.sandbox.quatrix().mails();
    assert_eq!((mails.len(), mails[0].about), (1, About::FileRequest));
    let inbox = user.get_as(&other, "inbox").await.expect(200);
    assert_eq!(column(&inbox, "file_request"), [true]);
    let tracked = user.get("tracking/").await.expect(200);
    assert_eq!(column(&tracked, "is_request"), [true]);
    assert_eq!(column(&tracked, "folder"), ["in"]);

    let silent = json!({"ids": [them], "send_email": false});
    user.post("share/request", silent).await.expect(200);
    assert_eq!(user.sandbox.quatrix().mails().len(), 1);
    let older = format!("share/send-request/{them}");
    let job = user.post(&older, json!({"message": "m"})).await.expect(202);
    assert!(job.json()["job_id"].is_string());
    assert_eq!(user.sandbox.quatrix().mails().len(), 2);
    let nobody = format!("share/send-request/{folder}");
    assert_eq!(fault(&user.post(&nobody, json!({})).await), (404, 20));
    let nobody = json!({"ids": []});
    assert_eq!(fault(&user.post("share/request", nobody).await), (400, 10));
}
