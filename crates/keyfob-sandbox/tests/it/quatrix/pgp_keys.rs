use serde_json::{Value, json};

use super::user::{User, column, fault, id};

const OTHER: usize = 1;
const PUBLIC: &str = "cHVibGlj";
const PRIVATE: &str = "cHJpdmF0ZQ==";

pub(crate) fn key(name: &str) -> Value {
    json!({"name": name, "public": PUBLIC, "private": PRIVATE})
}

#[tokio::test]
async fn the_private_half_is_for_its_owner_only() {
    let user = User::first().await;
    let other = user.bearer_of(OTHER);
    let made = user.post("pgp-key/create", key("Plain")).await.expect(201);
    assert_eq!(made.json()["private"], PRIVATE);
    assert_eq!(made.json()["email"], "plain@sandbox.example");
    let (key_id, me) = (id(&made), user.id_of(0).await);
    for tail in [
        format!("pgp-key/metadata/{key_id}"),
        format!("user/pgp-key/{me}"),
    ] {
        let own = user.get(&tail).await.expect(200).json();
        assert_eq!(
            (&own["public"], &own["private"]),
            (&json!(PUBLIC), &json!(PRIVATE))
        );
        let foreign = user.get_as(&other, &tail).await.expect(200).json();
        assert_eq!(
            (&foreign["public"], foreign.get("private")),
            (&json!(PUBLIC), None)
        );
    }
    let edit = format!("pgp-key/edit/{key_id}");
    let delete = format!("pgp-key/delete/{key_id}");
    let foreign = user.post_as(&other, &edit, json!({"name": "x"})).await;
    assert_eq!(fault(&foreign), (403, 50));
    assert_eq!(fault(&user.get_as(&other, &delete).await), (403, 50));
    let edited = user
        .post(&edit, json!({"name": "Work"}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&edited["name"], &edited["private"]),
        (&json!("Work"), &json!(PRIVATE))
    );
    let gone = user.get(&delete).await.expect(200);
    assert_eq!(id(&gone), key_id);
    let tail = format!("pgp-key/metadata/{key_id}");
    assert_eq!(fault(&user.get(&tail).await), (404, 20));
    let tail = format!("user/pgp-key/{me}");
    assert_eq!(fault(&user.get(&tail).await), (404, 20));
}

#[tokio::test]
async fn one_key_each_which_shows_everywhere() {
    let user = User::first().await;
    let me = user.id_of(0).await;
    let has_key = async || {
        let profile = user.get("profile").await.expect(200).json();
        let record = user.get(&format!("user/metadata/{me}")).await;
        let found = user.get("share/recipients?email=plain").await.expect(200);
        let all = [
            profile["has_key"].clone(),
            record.expect(200).json()["has_key"].clone(),
            found.json()[0]["has_key"].clone(),
        ];
        assert!(all.iter().all(|one| *one == all[0]), "{all:?}");
        all[0] == true
    };
    assert!(!has_key().await);
    let first = id(&user.post("pgp-key/create", key("first")).await.expect(201));
    assert!(has_key().await);
    let again = user.post("pgp-key/create", key("second")).await.expect(201);
    assert_eq!(
        (id(&again), &again.json()["name"]),
        (first, &json!("first"))
    );
    let ids = json!({"ids": [user.id_of(OTHER).await, me]});
    let found = user.post("pgp-key/recipients", ids).await.expect(200);
    assert_eq!(column(&found, "recipient_id"), [json!(me)]);
    assert_eq!(found.json()[0].get("private"), None);
    for bad in ["", "no base64"] {
        let body = json!({"name": "x", "public": bad});
        let other = user.bearer_of(OTHER);
        let reply = user.post_as(&other, "pgp-key/create", body).await;
        assert_eq!(fault(&reply), (400, 10));
    }
}

#[tokio::test]
async fn pgp_can_be_switched_off() {
    let user = User::first().await;
    let ann = json!({"name": "Ann", "email": "ann@example.com"});
    let ann = id(&user.post("contact/create", ann).await.expect(201));
    user.post("pgp-key/create", key("x")).await.expect(201);
    let contact = format!("contact/pgp-key/{ann}");
    assert_eq!(fault(&user.get(&contact).await), (404, 20));
    let off = json!({"pgp_enabled": false});
    user.post("settings/set", off).await.expect(200);
    assert_eq!(fault(&user.get(&contact).await), (403, 50));
    let own = format!("user/pgp-key/{}", user.id_of(0).await);
    assert_eq!(fault(&user.get(&own).await), (403, 50));
    let profile = user.get("profile").await.expect(200).json();
    assert_eq!(profile["pgp_enabled"], json!(false));
}
