use keyfob_sandbox::quatrix::About;
use serde_json::json;

use super::pgp_keys::key;
use super::user::{User, fault, id};

const OTHER: usize = 1;
const STRANGER: usize = 2;

/// The id in the last mail, which goes to this address.
fn mailed(user: &User, to: &str) -> String {
    let mails = user.sandbox.quatrix().mails();
    let last = mails.last().unwrap();
    assert_eq!((last.about, last.to.as_str()), (About::KeyRequest, to));
    last.id.clone()
}

/// Whether a key is still kept for somebody.
async fn has_key(user: &User, id: &str) -> bool {
    let found = user.post("pgp-key/recipients", json!({"ids": [id]})).await;
    found.expect(200).json() != json!([])
}

#[tokio::test]
async fn a_user_is_asked_for_a_key_and_answers() {
    let user = User::first().await;
    let (them, other) = (user.id_of(OTHER).await, user.bearer_of(OTHER));
    let job = user.post("pgp-key/request", json!({"ids": [them]})).await;
    assert!(job.expect(202).json()["job_id"].is_string());
    let request = mailed(&user, "totp@sandbox.example");
    let metadata = format!("key-request/metadata/{request}");
    let shown = user.get_as(&other, &metadata).await.expect(200).json();
    assert_eq!(
        shown,
        json!({"id": request, "sender_name": "plain", "sender_email": "plain@sandbox.example",
               "user_name": "totp", "user_email": "totp@sandbox.example", "locale": "en_GB",
               "is_contact": false})
    );
    let respond = format!("key-request/respond/{request}");
    let stranger = user.bearer_of(STRANGER);
    assert_eq!(fault(&user.get_as(&stranger, &metadata).await), (403, 50));
    let foreign = user.post_as(&stranger, &respond, key("x")).await;
    assert_eq!(fault(&foreign), (403, 50));
    user.post_as(&other, &respond, key("Totp"))
        .await
        .expect(202);
    let stored = user.get(&format!("user/pgp-key/{them}")).await;
    assert_eq!(stored.expect(200).json()["name"], "Totp");
    let again = user.post_as(&other, &respond, key("x")).await;
    assert_eq!(fault(&again), (404, 20));
    user.post("user/delete", json!({"ids": [them]}))
        .await
        .expect(202);
    assert!(!has_key(&user, &them).await);
}

#[tokio::test]
async fn a_contact_is_asked_in_the_older_form() {
    let user = User::first().await;
    let ann = json!({"name": "Ann", "email": "ann@example.com"});
    let ann = id(&user.post("contact/create", ann).await.expect(201));
    user.get(&format!("pgp-key/request/{ann}"))
        .await
        .expect(202);
    let request = mailed(&user, "ann@example.com");
    let shown = user.get(&format!("key-request/metadata/{request}")).await;
    assert_eq!(shown.expect(200).json()["is_contact"], json!(true));
    user.post(&format!("key-request/respond/{request}"), key("Ann"))
        .await
        .expect(202);
    let stored = user.get(&format!("contact/pgp-key/{ann}")).await;
    assert_eq!(stored.expect(200).json()["email"], "ann@example.com");
    let contacts = user.get("contact").await.expect(200).json();
    assert_eq!(contacts[0]["has_key"], json!(true));
    assert!(has_key(&user, &ann).await);
    user.post("contact/delete", json!({"ids": [ann]}))
        .await
        .expect(200);
    assert!(!has_key(&user, &ann).await);
    let nobody = json!({"ids": ["00000000-0000-4000-8000-000000000001"]});
    assert_eq!(
        fault(&user.post("pgp-key/request", nobody).await),
        (404, 20)
    );
}
