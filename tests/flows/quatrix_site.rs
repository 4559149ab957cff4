//! What holds for a whole Quatrix account.

use keyfob_sandbox::{Exchange, Sandbox};
use quatrix::types::{
    AutomationCreateRequest, AutomationEditRequest, BrandingPreviewRequest, BrandingSetRequest,
    IdsRequest, SettingsSetRequest, UserEditRequest,
};
use serde_json::json;

use super::conform::{conforms, walks};
use super::quatrix_calls::{all, body, chunk, file, folder, user};

#[tokio::test]
async fn an_account_is_set_up() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, me) = user(&sandbox, "plain").await;
    let methods = client
        .site_settings()
        .authentication_methods()
        .send()
        .await
        .unwrap();
    assert_eq!(methods[0].key.as_ref().unwrap().as_str(), "2FA");
    let set = json!({"title": "Studio", "auth_methods": ["2FA"],
                     "share_types": {"public_share": false}});
    let set = client
        .site_settings()
        .update()
        .body(body::<SettingsSetRequest>(set))
        .send()
        .await
        .unwrap();
    let shown = client.site_settings().get().send().await.unwrap();
    assert_eq!(
        (shown.title.as_deref(), &set.title),
        (Some("Studio"), &shown.title)
    );

    let link = client
        .site_settings()
        .logo_upload_link()
        .send()
        .await
        .unwrap();
    let key = link.upload_key.as_ref().unwrap().expose().to_owned();
    chunk(&client, &key).await;
    client.uploads().finalize().id(key).send().await.unwrap();
    let logo = client.account().logo().send().await.unwrap();
    assert_eq!(all(logo.into_inner()).await, b"hello");

    let none = client.branding().get().send().await.unwrap();
    assert_eq!(none.status.as_ref().unwrap().as_str(), "D");
    let set = json!({"banner_text": "Hello"});
    let set = client
        .branding()
        .update()
        .body(body::<BrandingSetRequest>(set))
        .send()
        .await
        .unwrap();
    assert_eq!(set.banner_text.as_deref(), Some("Hello"));
    let text = json!({"body_header": "a & b"});
    let html = client
        .branding()
        .preview()
        .body(body::<BrandingPreviewRequest>(text))
        .send()
        .await;
    assert_eq!(
        html.unwrap().body_header.as_deref(),
        Some("<p>a &amp; b</p>")
    );

    let sftp = client.services().list().send().await.unwrap()[0].id.clone();
    let sftp = sftp.unwrap();
    let give = json!({"ids": [me], "services": [sftp]});
    client
        .users()
        .update()
        .body(body::<UserEditRequest>(give))
        .send()
        .await
        .unwrap();
    let service = client.services().get().id(&sftp).send().await.unwrap();
    assert_eq!(service.users[0].name.as_deref(), Some("plain"));
    let exchanges = sandbox.take_exchanges();
    walks(
        "quatrix",
        &["site-settings", "branding", "service"],
        &exchanges,
    );
    conforms("quatrix", &exchanges);
}

#[tokio::test]
async fn rules_are_made_changed_and_removed() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = user(&sandbox, "plain").await;
    let dir = folder(&client, "dir").await;
    let new = json!({"file_id": dir, "action": "autodelete", "options": {"expire": 30}});
    let made = client
        .automations()
        .create()
        .body(body::<AutomationCreateRequest>(new))
        .send()
        .await;
    let rule = made.unwrap().id.clone().unwrap();
    let edit = json!({"ids": [rule], "status": "D"});
    let edited = client
        .automations()
        .update()
        .body(body::<AutomationEditRequest>(edit))
        .send()
        .await;
    assert_eq!(edited.unwrap()[0].status.as_ref().unwrap().as_str(), "D");
    let shown = client.automations().get().id(&rule).send().await.unwrap();
    assert_eq!(shown.file_path.as_deref(), Some("/dir"));
    assert_eq!(client.automations().list().send().await.unwrap().len(), 1);
    let gone = client
        .automations()
        .delete()
        .body(body::<IdsRequest>(json!({"ids": [rule]})));
    gone.send().await.unwrap();
    assert!(client.automations().list().send().await.unwrap().is_empty());
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["automation"], &exchanges);
    conforms("quatrix", &exchanges);
}

#[tokio::test]
async fn what_the_vendor_no_longer_names_is_played_all_the_same() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = user(&sandbox, "plain").await;
    let folder = folder(&client, "office").await;
    let file = file(&client, &folder, "f").await;
    let ping = client.session().ping().send().await.unwrap();
    assert!(ping.response.is_some());
    let token = client.files().wopi_token().id(&file).send().await.unwrap();
    assert!(!token.id.as_ref().unwrap().expose().is_empty());
    let error = client.files().wopi_token().id(&folder).send().await;
    assert!(error.is_err(), "a folder is edited in no office");
    let exchanges = sandbox.take_exchanges();
    let fine = |one: &&Exchange| one.status().is_some_and(|status| status < 300);
    let fine: Vec<_> = exchanges.iter().filter(fine).cloned().collect();
    conforms("quatrix", &fine);
}
