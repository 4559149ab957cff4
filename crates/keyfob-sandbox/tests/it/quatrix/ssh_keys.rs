use std::time::Duration;

use serde_json::json;

use super::user::{User, column, fault, id};
use crate::harness::Reply;

const OTHER: usize = 1;

/// The MD5 of [`key`].
const FINGERPRINT: &str = "c6:32:75:e9:8b:ee:8f:d3:44:fa:b3:8a:2d:63:26:a0";

/// 200 bytes of nothing in the form of a public key.
fn key() -> String {
    use base64::Engine as _;
    let blob = base64::engine::general_purpose::STANDARD.encode([7_u8; 200]);
    format!("ssh-rsa {blob} build@example.com")
}

#[tokio::test]
async fn an_ssh_key_is_added_changed_and_removed() {
    let user = User::first().await;
    let other = user.bearer_of(OTHER);
    let body = json!({"caption": "Build", "key": key(), "expires": 1_795_336_000});
    let made = user.post_as(&other, "ssh-key/create", body).await;
    let made = made.expect(201);
    let ssh_key = id(&made);
    assert_eq!(made.json()["user_id"], json!(user.id_of(OTHER).await));
    assert_eq!(made.json()["expires"], 1_795_336_000);
    assert_eq!(made.json()["fingerprint"], FINGERPRINT);
    let metadata = format!("ssh-key/metadata/{ssh_key}");
    let shown = user.get_as(&other, &metadata).await.expect(200);
    assert_eq!(shown.json(), made.json());
    user.sandbox.clock().advance(Duration::from_secs(60));
    let edit = json!({"id": ssh_key, "caption": "Old", "status": "D"});
    let edited = user.post_as(&other, "ssh-key/edit", edit).await.expect(200);
    assert_eq!(
        (&edited.json()["caption"], &edited.json()["status"]),
        (&json!("Old"), &json!("D"))
    );
    assert_eq!(edited.json()["fingerprint"], FINGERPRINT);
    let modified = |reply: &Reply| reply.json()["modified"].as_i64().unwrap();
    assert!(modified(&edited) >= modified(&made) + 60);
    let delete = json!({"id": ssh_key});
    let gone = user.post_as(&other, "ssh-key/delete", delete.clone()).await;
    assert_eq!(gone.expect(200).json(), delete);
    assert_eq!(fault(&user.get_as(&other, &metadata).await), (404, 20));
    let again = user.post_as(&other, "ssh-key/delete", delete).await;
    assert_eq!(fault(&again), (404, 20));
}

#[tokio::test]
async fn ones_own_keys_and_those_of_whom_one_manages() {
    let user = User::first().await;
    let (me, them) = (user.id_of(0).await, user.id_of(OTHER).await);
    let other = user.bearer_of(OTHER);
    let body =
        |caption: &str, whose: &str| json!({"caption": caption, "key": key(), "user_id": whose});
    let mine = user.post("ssh-key/create", body("mine", &me)).await;
    let mine = id(&mine.expect(201));
    let theirs = user.post("ssh-key/create", body("theirs", &them)).await;
    theirs.expect(201);
    let foreign = user.post_as(&other, "ssh-key/create", body("x", &me)).await;
    assert_eq!(fault(&foreign), (403, 50));
    let captions = async |bearer: &str, tail: &str| {
        column(&user.get_as(bearer, tail).await.expect(200), "caption")
    };
    assert_eq!(captions(&user.bearer, "ssh-key").await, ["mine"]);
    assert_eq!(captions(&user.bearer, "ssh-key/").await, ["mine", "theirs"]);
    assert_eq!(
        captions(&user.bearer, &format!("ssh-key/{them}")).await,
        ["theirs"]
    );
    assert_eq!(captions(&other, "ssh-key").await, ["theirs"]);
    assert_eq!(captions(&other, "ssh-key/").await, ["theirs"]);
    for tail in [format!("ssh-key/{me}"), format!("ssh-key/metadata/{mine}")] {
        assert_eq!(
            fault(&user.get_as(&other, &tail).await),
            (403, 50),
            "{tail}"
        );
    }
    for tail in ["ssh-key/edit", "ssh-key/delete"] {
        let reply = user.post_as(&other, tail, json!({"id": mine})).await;
        assert_eq!(fault(&reply), (403, 50), "{tail}");
    }
    user.post("user/delete", json!({"ids": [them]}))
        .await
        .expect(202);
    assert_eq!(captions(&user.bearer, "ssh-key/").await, ["mine"]);
}

#[tokio::test]
async fn keys_that_are_none() {
    let user = User::first().await;
    for (caption, key) in [
        ("", key()),
        ("x", "ssh-rsa AAAA".into()),
        ("x", key().replace(' ', "")),
        ("x", format!("{} {}", key(), "x".repeat(16_384))),
    ] {
        let body = json!({"caption": caption, "key": key});
        let reply = user.post("ssh-key/create", body).await;
        assert_eq!(fault(&reply), (400, 10));
    }
}
