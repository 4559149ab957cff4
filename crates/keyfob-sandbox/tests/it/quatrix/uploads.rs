use std::time::Duration;

use serde_json::{Value, json};

use super::user::{User, fault};
use crate::harness::{request, send};

pub(crate) async fn link(user: &User, name: &str) -> (String, String) {
    let body = json!({"parent_id": user.home().await, "name": name, "resolve": false});
    let link = user.post("upload/link", body).await.expect(200).json();
    let text = |name: &str| link[name].as_str().unwrap().to_owned();
    (text("file_id"), text("upload_key"))
}

pub(crate) async fn finalize(user: &User, key: &str) -> crate::harness::Reply {
    user.get(&format!("upload/finalize/{key}?mtime=1571234567.123456"))
        .await
}

#[tokio::test]
async fn chunks_come_in_order_and_the_last_one_may_come_again() {
    let user = User::first().await;
    let (file, key) = link(&user, "f").await;
    let reply = user.chunk(&key, "bytes 5-9/10", "world").await;
    assert_eq!(fault(&reply), (400, 10));
    for _ in 0..2 {
        let reply = user.chunk(&key, "bytes 0-4/10", "hello").await.expect(200);
        assert_eq!(reply.json(), json!(file));
    }
    for (range, body) in [
        ("bytes 0-4/10", "HELLO"),
        ("bytes 6-9/10", "orld"),
        ("bytes 4-9/10", "oworld"),
        ("bytes 5-9/11", "world"),
        ("bytes 5-10/10", "world!"),
        ("bytes 5-9/10", "worl"),
        ("5-9/10", "world"),
    ] {
        let reply = user.chunk(&key, range, body).await;
        assert_eq!(fault(&reply), (400, 10), "{range} {body}");
    }
    assert_eq!(fault(&finalize(&user, &key).await), (400, 10));
    user.chunk(&key, "bytes 5-9/10", "world").await.expect(200);
    let done = finalize(&user, &key).await.expect(200).json();
    assert_eq!(
        (&done["id"], &done["size"], &done["modified"]),
        (&json!(file), &json!(10), &json!(1_571_234_567))
    );
    assert_eq!(user.download(&[&file]).await, b"helloworld");
    let shown = user.get(&format!("file/metadata/{file}")).await;
    let shown = shown.expect(200).json();
    assert_eq!(shown["modified_ms"], json!(1_571_234_567.123_456));
    assert_eq!(fault(&finalize(&user, &key).await), (404, 20));
}

#[tokio::test]
async fn a_file_can_be_seen_while_it_comes() {
    let user = User::first().await;
    let (file, key) = link(&user, "f").await;
    user.chunk(&key, "bytes 0-2/9", "abc").await.expect(200);
    let size = user.get(&format!("file/size/{file}")).await.expect(200);
    assert_eq!(size.json(), json!({"size": 3}));
    assert_eq!(user.used().await, 3);
}

#[tokio::test]
async fn an_empty_file_has_no_chunk_and_an_announced_size_must_come_true() {
    let user = User::first().await;
    let (file, key) = link(&user, "empty").await;
    assert_eq!(
        finalize(&user, &key).await.expect(200).json()["size"],
        json!(0)
    );
    assert!(user.download(&[&file]).await.is_empty());

    let body = json!({"parent_id": user.home().await, "name": "f", "file_size": 4});
    let link = user.post("upload/link", body).await.expect(200).json();
    let key = link["upload_key"].as_str().unwrap();
    user.chunk(key, "bytes 0-2/3", "abc").await.expect(200);
    assert_eq!(fault(&finalize(&user, key).await), (400, 10));
}

#[tokio::test]
async fn a_key_lives_for_fifteen_minutes_after_its_last_chunk() {
    let user = User::first().await;
    let (_, key) = link(&user, "f").await;
    let clock = user.sandbox.clock();
    clock.advance(Duration::from_secs(14 * 60));
    user.chunk(&key, "bytes 0-0/3", "a").await.expect(200);
    clock.advance(Duration::from_secs(14 * 60));
    user.chunk(&key, "bytes 1-1/3", "b").await.expect(200);
    clock.advance(Duration::from_secs(15 * 60));
    let reply = user.chunk(&key, "bytes 2-2/3", "c").await;
    assert_eq!(fault(&reply), (404, 20));
    assert_eq!(fault(&finalize(&user, &key).await), (404, 20));
}

#[tokio::test]
async fn the_key_is_the_permission_but_wrong_credentials_are_none() {
    let user = User::first().await;
    let (_, key) = link(&user, "f").await;
    let url = format!("{}/upload/chunked/{key}", user.sandbox.url());
    let chunk = async |headers: &[(&str, &str)]| {
        let request = request("POST", &url, headers);
        send(request.header("Content-Range", "bytes 0-2/3").body("abc")).await
    };
    let wrong = chunk(&[("Authorization", "Bearer wrong")]).await;
    assert_eq!(fault(&wrong), (401, 14));
    let other = chunk(&[("Authorization", &user.bearer_of(1))]).await;
    assert_eq!(fault(&other), (403, 50));
    chunk(&[]).await.expect(200);
}

#[tokio::test]
async fn a_rewritten_file_keeps_its_id_and_is_cut_at_once() {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "0123456789").await;
    let rewrite = async |truncate: Value| {
        let body = json!({"id": file, "truncate": truncate});
        let link = user.post("file/modify", body).await.expect(200).json();
        assert_eq!(link["file_id"], json!(file));
        link["upload_key"].as_str().unwrap().to_owned()
    };
    let key = rewrite(json!(0)).await;
    user.chunk(&key, "bytes 0-2/3", "abc").await.expect(200);
    assert_eq!(user.download(&[&file]).await, b"");
    finalize(&user, &key).await.expect(200);
    assert_eq!(user.download(&[&file]).await, b"abc");

    let key = rewrite(json!(2)).await;
    user.chunk(&key, "bytes 0-0/1", "x").await.expect(200);
    finalize(&user, &key).await.expect(200);
    assert_eq!(user.download(&[&file]).await, b"xb");
    let key = rewrite(json!(0)).await;
    finalize(&user, &key).await.expect(200);
    assert!(user.download(&[&file]).await.is_empty());
    let folder = user.post("file/modify", json!({"id": home})).await;
    assert_eq!(fault(&folder), (400, 10));
}

#[tokio::test]
async fn a_rewrite_that_is_given_up_leaves_what_it_cut() {
    let user = User::first().await;
    let home = user.home().await;
    let file = user.file(&home, "f", "0123456789").await;
    let used = async || user.get("profile/info").await.json()["user_used"].clone();
    // Without a length nothing is cut, nor behind the end.
    for keeps in [json!({"id": file}), json!({"id": file, "truncate": 99})] {
        user.post("file/modify", keeps).await.expect(200);
        assert_eq!(user.download(&[&file]).await, b"0123456789");
    }
    let taken = json!({"id": file, "truncate": 0, "name": "Trash"});
    assert_eq!(fault(&user.post("file/modify", taken).await), (400, 30));
    assert_eq!(user.download(&[&file]).await, b"0123456789");
    let cut = json!({"id": file, "truncate": 4});
    user.post("file/modify", cut).await.expect(200);
    assert_eq!(user.download(&[&file]).await, b"0123");
    assert_eq!(used().await, 4);
    user.sandbox
        .clock()
        .advance(std::time::Duration::from_secs(15 * 60));
    assert_eq!(user.download(&[&file]).await, b"0123");
    assert_eq!(used().await, 4);
}
