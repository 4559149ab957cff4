use serde_json::json;

use super::user::{User, column, fault, id};
use crate::harness::get;

const OTHER: usize = 1;

#[tokio::test]
async fn shares_and_their_downloads_are_counted() {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "abc").await;
    let unread = user.file(&home, "g", "").await;
    let (me, them) = (user.id_of(0).await, user.id_of(OTHER).await);
    let other = user.bearer_of(OTHER);
    let body = json!({"folder_id": home, "files": [file, unread], "contacts": [them],
                      "subject": "s", "return_files": true});
    let share = id(&user.post("share/create", body).await.expect(201));
    let body = json!({"files": [file]});
    for _ in 0..2 {
        let link = format!("share/download-link/{share}");
        let link = id(&user.post_as(&other, &link, body.clone()).await.expect(200));
        let url = user.url(&format!("share/download/{link}"));
        get(&url, &[]).await.expect(200);
    }
    let files = format!("tracking/files/{share}");
    let counted = user.get(&files).await.expect(200);
    assert_eq!(column(&counted, "downloads"), [2, 0]);
    assert_eq!(counted.json()[0]["size"], 3);
    let downloads = format!("tracking/downloads/{file}");
    let told = user.get(&downloads).await.expect(200);
    assert_eq!(column(&told, "recipient"), ["totp@sandbox.example"; 2]);
    assert_eq!(told.json()[0]["name"], "f");
    for tail in [&files, &downloads] {
        assert_eq!(fault(&user.get_as(&other, tail).await), (403, 50), "{tail}");
    }
    let never = format!("tracking/downloads/{home}");
    assert_eq!(fault(&user.get(&never).await), (404, 20));

    let all = user.get("tracking/").await.expect(200).json();
    assert_eq!(all[0]["id"], json!(share));
    assert_eq!(all[0]["emails"], json!(["totp@sandbox.example"]));
    assert_eq!(
        (
            &all[0]["can_reply"],
            &all[0]["is_request"],
            &all[0]["status"]
        ),
        (&json!(true), &json!(false), &json!("A"))
    );
    user.get(&format!("share/revoke/{share}")).await.expect(200);
    let one = user.get(&format!("tracking/{me}")).await.expect(200).json();
    assert_eq!(
        (&one[0]["status"], one[0].get("can_reply")),
        (&json!("D"), None)
    );
    let later = user.get("tracking/?date=99999999999").await.expect(200);
    assert_eq!(later.json(), json!([]));
    let own = user.get_as(&other, "tracking/").await.expect(200);
    assert_eq!(own.json(), json!([]));
    let denied = user.get_as(&other, &format!("tracking/{me}")).await;
    assert_eq!(fault(&denied), (403, 50));
}
