//! The keys that users bring to Quatrix.

use keyfob_sandbox::Sandbox;
use quatrix::types::{
    ContactCreateRequest, IdsRequest, KeyResponseRequest, PgpKeyCreateRequest, PgpKeyEditRequest,
    SettingsSetRequest, SshKeyCreateRequest, SshKeyDeleteRequest, SshKeyEditRequest,
};
use serde_json::{Value, json};

use super::conform::{conforms, walks};
use super::quatrix_calls::{body, user};

fn pgp(name: &str) -> Value {
    json!({"name": name, "public": "cHVibGlj", "private": "cHJpdmF0ZQ=="})
}

#[tokio::test]
async fn pgp_keys_are_kept_and_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mine, me) = user(&sandbox, "plain").await;
    let (theirs, them) = user(&sandbox, "pin").await;
    let made = mine
        .pgp()
        .create_key()
        .body(body::<PgpKeyCreateRequest>(pgp("Plain")))
        .send()
        .await;
    let key = made.unwrap().id.clone().unwrap();
    let none = mine.users().pgp_key().id(&them).send().await;
    assert_eq!(none.unwrap_err().status().unwrap().as_u16(), 404);
    let edited = mine.pgp().update_key().id(&key);
    let edited = edited
        .body(body::<PgpKeyEditRequest>(json!({"name": "Work"})))
        .send()
        .await;
    assert!(edited.unwrap().private_key.is_some());
    let seen = theirs.pgp().key().id(&key).send().await.unwrap();
    assert!(seen.private_key.is_none());
    let seen = theirs.users().pgp_key().id(&me).send().await.unwrap();
    assert_eq!(seen.name.as_deref(), Some("Work"));
    let ids = json!({"ids": [me, them]});
    let found = theirs
        .pgp()
        .recipient_keys()
        .body(body::<IdsRequest>(ids))
        .send()
        .await;
    assert_eq!(found.unwrap().len(), 1);

    let ids = json!({"ids": [them]});
    mine.pgp()
        .request_keys()
        .body(body::<IdsRequest>(ids))
        .send()
        .await
        .unwrap();
    let request = sandbox.quatrix().mails().pop().unwrap().id;
    let asked = theirs
        .pgp()
        .key_request()
        .id(&request)
        .send()
        .await
        .unwrap();
    assert_eq!(asked.sender_name.as_deref(), Some("plain"));
    let answer = theirs.pgp().respond_to_key_request().id(&request);
    answer
        .body(body::<KeyResponseRequest>(pgp("Pin")))
        .send()
        .await
        .unwrap();

    let ann = json!({"name": "Ann", "email": "ann@example.com"});
    let ann = mine
        .contacts()
        .create()
        .body(body::<ContactCreateRequest>(ann))
        .send()
        .await
        .unwrap();
    let ann = ann.id.clone().unwrap();
    let none = mine.contacts().pgp_key().id(&ann).send().await;
    assert_eq!(none.unwrap_err().status().unwrap().as_u16(), 404);
    mine.pgp()
        .request_key_from()
        .contact_id(&ann)
        .send()
        .await
        .unwrap();
    let request = sandbox.quatrix().mails().pop().unwrap().id;
    let answer = mine.pgp().respond_to_key_request().id(&request);
    answer
        .body(body::<KeyResponseRequest>(pgp("Ann")))
        .send()
        .await
        .unwrap();
    let stored = mine.contacts().pgp_key().id(&ann).send().await.unwrap();
    assert_eq!(stored.email.as_deref(), Some("ann@example.com"));
    let off = json!({"pgp_enabled": false});
    mine.site_settings()
        .update()
        .body(body::<SettingsSetRequest>(off))
        .send()
        .await
        .unwrap();
    let off = mine.contacts().pgp_key().id(&ann).send().await;
    assert_eq!(off.unwrap_err().status().unwrap().as_u16(), 403);
    let off = mine.users().pgp_key().id(&me).send().await;
    assert_eq!(off.unwrap_err().status().unwrap().as_u16(), 403);
    mine.pgp().delete_key().id(&key).send().await.unwrap();
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["pgp"], &exchanges);
    conforms("quatrix", &exchanges);
}

#[tokio::test]
async fn ssh_keys_are_kept() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, me) = user(&sandbox, "plain").await;
    let key = format!("ssh-rsa {} build@example.com", "AAAA".repeat(80));
    let new = json!({"caption": "Build", "key": key, "expires": 1_795_336_000});
    let made = client
        .ssh_keys()
        .create()
        .body(body::<SshKeyCreateRequest>(new))
        .send()
        .await
        .unwrap();
    let id = made.id.clone().unwrap();
    let edit = json!({"id": id, "status": "D"});
    let edited = client
        .ssh_keys()
        .update()
        .body(body::<SshKeyEditRequest>(edit))
        .send()
        .await
        .unwrap();
    assert_eq!(edited.fingerprint, made.fingerprint);
    let shown = client.ssh_keys().get().id(&id).send().await.unwrap();
    assert_eq!(shown.status.as_ref().unwrap().as_str(), "D");
    let own = client.ssh_keys().list_own().send().await.unwrap();
    let all = client.ssh_keys().list().send().await.unwrap();
    let of_user = client
        .ssh_keys()
        .list_for_user()
        .id(&me)
        .send()
        .await
        .unwrap();
    assert_eq!((own.len(), all.len(), of_user.len()), (1, 1, 1));
    let gone = client
        .ssh_keys()
        .delete()
        .body(body::<SshKeyDeleteRequest>(json!({"id": id})));
    gone.send().await.unwrap();
    assert!(client.ssh_keys().list().send().await.unwrap().is_empty());
    let exchanges = sandbox.take_exchanges();
    walks("quatrix", &["ssh-key"], &exchanges);
    conforms("quatrix", &exchanges);
}
