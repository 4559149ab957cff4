use std::time::Duration;

use serde_json::{Value, json};

use super::user::{User, fault, id};
use crate::harness::get;

const SECOND: usize = 1;

#[tokio::test]
async fn a_share_is_unlocked_downloaded_and_revoked() {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "shared").await;
    let hidden = user.file(&home, "g", "hidden").await;
    let share = json!({"folder_id": home, "files": [file], "contacts": [], "pin": "MTIzNDU=",
                       "share_type": "T", "subject": "s"});
    let share = id(&user.post("share/create", share).await.expect(201));
    let other = user.bearer_of(SECOND);

    let info = format!("share/download-info/{share}");
    assert_eq!(get(&user.url(&info), &[]).await.status, 401);
    let shown = user.get_as(&other, &info).await.expect(200).json();
    assert_eq!(
        (&shown["pin_protected"], &shown["user_email"]),
        (&json!(true), &json!("totp@sandbox.example"))
    );
    let link = format!("share/download-link/{share}");
    assert_eq!(fault(&user.get_as(&other, &link).await), (401, 73));
    let pin = |pin: &str| {
        let body = json!({"id": share, "pin": pin});
        user.post_as(&other, "share/login-pin", body)
    };
    assert_eq!(fault(&pin("d3Jvbmc=").await), (401, 84));
    assert_eq!(pin("MTIzNDU=").await.expect(200).text, "");
    let reply = user
        .post_as(&other, &link, json!({"files": [hidden]}))
        .await;
    assert_eq!(fault(&reply), (404, 20));
    let files = format!("share/files/{share}");
    let files = user.get_as(&other, &files).await.expect(200).json();
    assert_eq!(files[0]["size"], json!(6));
    let download = id(&user.get_as(&other, &link).await.expect(200));
    let download = user.url(&format!("share/download/{download}"));
    assert_eq!(get(&download, &[]).await.expect(200).text, "shared");

    let revoke = format!("share/revoke/{share}");
    assert_eq!(fault(&user.get_as(&other, &revoke).await), (403, 50));
    user.get(&revoke).await.expect(200);
    assert_eq!(fault(&get(&download, &[]).await), (404, 20));
}

#[tokio::test]
async fn a_quicklink_is_for_all_and_ends_after_a_week() {
    let user = User::first().await;
    let file = user.file(&user.home().await, "f", "x").await;
    let made = user
        .post("quicklink/create", json!({"files": [file]}))
        .await
        .expect(201);
    let life = |name: &str| made.json()[name].as_i64().unwrap();
    assert_eq!(life("expires") - life("activates"), 7 * 24 * 3600);
    let link = id(&made);
    let info = user.url(&format!("share/download-info/{link}"));
    let shown = get(&info, &[]).await.expect(200).json();
    assert_eq!(
        (&shown["share_type"], &shown["user_name"]),
        (&json!("P"), &Value::Null)
    );
    let week = Duration::from_secs(7 * 24 * 3600 + 1);
    user.sandbox.clock().advance(week);
    let tail = format!("share/download-link/{link}");
    assert_eq!(fault(&user.get(&tail).await), (400, 60));
}
