use serde_json::json;

use super::user::{User, column, fault, id};
use crate::harness::get;

const OTHER: usize = 1;

#[tokio::test]
async fn settings_are_changed_by_who_runs_the_account() {
    let user = User::first().await;
    let other = user.bearer_of(OTHER);
    let old = user.get("settings").await.expect(200).json();
    assert_eq!((&old["modified"], &old["bcc"]), (&json!(0), &json!([])));
    let set = json!({"title": "Studio", "bcc": ["a@example.com"], "language": "zh_CN"});
    let denied = user.post_as(&other, "settings/set", set.clone()).await;
    assert_eq!(fault(&denied), (403, 50));
    assert_eq!(fault(&user.get_as(&other, "settings").await), (403, 50));
    let new = user.post("settings/set", set).await.expect(200).json();
    assert_eq!(
        (&new["title"], &new["bcc"]),
        (&json!("Studio"), &json!(["a@example.com"]))
    );
    assert_eq!(new["share_types"], old["share_types"]);
    assert!(new["modified"].as_i64().unwrap() > 0);
    assert_eq!(user.get("settings").await.expect(200).json(), new);

    let shown = get(&user.url("account/metadata"), &[]).await.expect(200);
    assert_eq!(
        (&shown.json()["title"], &shown.json()["language"]),
        (&json!("Studio"), &json!("zh_CN"))
    );
    let default = get(&user.url("languages/default"), &[]).await.expect(200);
    assert_eq!(default.json(), json!({"id": "zh_CN"}));

    let methods = user.get("settings/auth-methods").await.expect(200);
    assert_eq!(column(&methods, "key"), ["2FA", "IP"]);
    let methods = json!({"auth_methods": ["2FA", "IP"]});
    user.post("settings/set", methods).await.expect(200);
    let unknown = json!({"auth_methods": ["charm"]});
    assert_eq!(fault(&user.post("settings/set", unknown).await), (400, 10));
}

#[tokio::test]
async fn kinds_of_shares_can_be_switched_off() {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "x").await;
    let share = async |kind: &str| {
        let body = json!({"folder_id": home, "files": [file], "contacts": [], "share_type": kind});
        user.post("share/create", body).await.status
    };
    let link = async || {
        user.post("quicklink/create", json!({"files": [file]}))
            .await
            .status
    };
    assert_eq!(
        (share("P").await, share("C").await, link().await),
        (201, 201, 201)
    );
    for (name, kinds) in [
        ("public_share", [403, 201, 201]),
        ("tracked_share", [201, 403, 201]),
        ("restricted_share", [201, 201, 403]),
    ] {
        let all = json!({"public_share": true, "tracked_share": true, "restricted_share": true});
        user.post("settings/set", json!({"share_types": all}))
            .await
            .expect(200);
        let off = json!({"share_types": {name: false}});
        user.post("settings/set", off).await.expect(200);
        let got = [share("P").await, share("T").await, share("C").await];
        assert_eq!((got, link().await), (kinds, kinds[0]), "{name}");
        let profile = user.get("profile").await.expect(200).json();
        assert_eq!(profile["share_types"][name], json!(false));
    }
}

#[tokio::test]
async fn a_logo_goes_the_way_of_any_upload() {
    let user = User::first().await;
    let other = user.bearer_of(OTHER);
    let tail = "settings/upload-logo-link";
    assert_eq!(fault(&user.get_as(&other, tail).await), (403, 50));
    let link = user.get(tail).await.expect(200).json();
    let key = link["upload_key"].as_str().unwrap();
    user.bytes(key, "a picture").await;
    let logo = async || get(&user.url("account/logo"), &[]).await.expect(200).text;
    assert_ne!(logo().await, "a picture");
    let finalize = format!("upload/finalize/{key}");
    assert_eq!(fault(&user.get_as(&other, &finalize).await), (403, 50));
    let done = user.get(&finalize).await.expect(200).json();
    assert_eq!((&done["size"], done.get("parent_id")), (&json!(9), None));
    assert_eq!(logo().await, "a picture");
    let shown = get(&user.url("account/metadata"), &[]).await.expect(200);
    assert_eq!(shown.json()["default_logo"], json!(false));
    assert_eq!(user.used().await, 0);
}

#[tokio::test]
async fn branding_is_made_by_the_first_change() {
    let user = User::first().await;
    let other = user.bearer_of(OTHER);
    let none = user.get("branding").await.expect(200).json();
    assert_eq!(
        (&none["status"], &none["banner_text"]),
        (&json!("D"), &json!(""))
    );
    let set = json!({"banner_text": "Hello", "sender_email": "files@example.com"});
    let denied = user.post_as(&other, "branding", set.clone()).await;
    assert_eq!(fault(&denied), (403, 50));
    user.post("branding", set).await.expect(200);
    let set = json!({"banner_text": "Welcome"});
    let both = user.post("branding", set).await.expect(200).json();
    assert_eq!(
        (&both["banner_text"], &both["sender_email"], &both["status"]),
        (&json!("Welcome"), &json!("files@example.com"), &json!("A"))
    );
    let shown = user.get_as(&other, "branding").await.expect(200);
    assert_eq!(shown.json(), both);
    let body = json!({"body_header": "a < b & c"});
    let preview = user.post("branding/preview", body).await.expect(200);
    assert_eq!(preview.json()["body_header"], "<p>a &lt; b &amp; c</p>");
    let shown = user.get("branding").await.expect(200).json();
    assert_eq!(shown["body_header"], "");
}

#[tokio::test]
async fn users_are_given_services() {
    let user = User::first().await;
    let them = user.id_of(OTHER).await;
    let services = user.get("service").await.expect(200).json();
    assert_eq!(
        (&services[0]["key"], &services[0]["users"]),
        (&json!("SFTP"), &json!([]))
    );
    let sftp = services[0]["id"].as_str().unwrap();
    let give = json!({"ids": [them], "services": [sftp]});
    let edited = user.post("user/edit", give).await.expect(200).json();
    assert_eq!(
        edited[0]["services"],
        json!([{"id": sftp, "service_key": "SFTP"}])
    );
    let metadata = format!("service/metadata/{sftp}");
    let service = user.get(&metadata).await.expect(200);
    assert_eq!(
        (id(&service), &service.json()["users"]),
        (sftp.to_owned(), &json!([{"id": them, "name": "totp"}]))
    );
    let profile = user.get_as(&user.bearer_of(OTHER), "profile").await;
    assert_eq!(
        profile.expect(200).json()["services"][0]["service_key"],
        "SFTP"
    );
    let unknown = json!({"ids": [them], "services": [them]});
    assert_eq!(fault(&user.post("user/edit", unknown).await), (404, 20));
    let unknown = format!("service/metadata/{them}");
    assert_eq!(fault(&user.get(&unknown).await), (404, 20));
}
