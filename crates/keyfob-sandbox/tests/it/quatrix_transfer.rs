use std::time::Duration;

use keyfob_sandbox::{Failure, When};
use serde_json::{Value, json};

use crate::harness::{get, request, send};
use crate::quatrix_user::{User, fault};

const MIB: usize = 1 << 20;

async fn link(user: &User, name: &str) -> (String, String) {
    let body = json!({"parent_id": user.home().await, "name": name, "resolve": false});
    let link = user.post("upload/link", body).await.expect(200).json();
    let text = |name: &str| link[name].as_str().unwrap().to_owned();
    (text("file_id"), text("upload_key"))
}

async fn finalize(user: &User, key: &str) -> crate::harness::Reply {
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
async fn a_rewritten_file_keeps_its_id_and_until_the_end_its_content() {
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
    assert_eq!(user.download(&[&file]).await, b"0123456789");
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
async fn parts_of_a_file() {
    let user = User::first().await;
    let file = user.file(&user.home().await, "f", "0123456789").await;
    for (range, status, span, body) in [
        ("bytes=2-4", 206, "bytes 2-4/10", "234"),
        ("bytes=8-", 206, "bytes 8-9/10", "89"),
        ("bytes=-1", 206, "bytes 9-9/10", "9"),
        ("bytes=0-99", 206, "bytes 0-9/10", "0123456789"),
        ("bytes=5-2", 200, "", "0123456789"),
    ] {
        let response = user.download_range(&[&file], Some(range)).await;
        assert_eq!(response.status(), status, "{range}");
        let header = response.headers().get("content-range");
        assert_eq!(header.map_or("", |h| h.to_str().unwrap()), span);
        assert_eq!(response.text().await.unwrap(), body, "{range}");
    }
    let response = user.download_range(&[&file], Some("bytes=10-")).await;
    assert_eq!(response.status(), 416);
    assert_eq!(response.headers()["content-range"], "bytes */10");
}

#[tokio::test]
async fn downloads_are_their_users_own_and_slashes_fold() {
    let user = User::first().await;
    let file = user.file(&user.home().await, "f", "abc").await;
    let link = user
        .post("file/download-link", json!({"ids": [file]}))
        .await;
    let id = link.expect(200).json()["id"].as_str().unwrap().to_owned();
    let tail = format!("file/download/{id}");
    let reply = user.get_as(&user.bearer_of(1), &tail).await;
    assert_eq!(fault(&reply), (403, 50));
    assert_eq!(get(&user.url(&tail), &[]).await.status, 401);
    let reply = user.get(&format!("/{tail}")).await.expect(200);
    assert_eq!(reply.text, "abc");
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    assert_eq!(
        fault(&user.get(&format!("file/download/{file}")).await),
        (404, 20)
    );
}

#[tokio::test]
async fn a_folder_comes_as_a_zip() {
    let user = User::first().await;
    let home = user.home().await;
    let dir = user.folder(&home, "dir").await;
    user.file(&dir, "a.txt", "alpha").await;
    let zip = user.download(&[&dir]).await;
    assert!(zip.starts_with(b"PK\x03\x04"));
    let text = String::from_utf8_lossy(&zip);
    assert!(text.contains("dir/a.txtalpha"), "{text}");
    // The end of the directory: two entries, the folder and the file.
    let end = &zip[zip.len() - 22..];
    assert_eq!((&end[..4], end[10]), (b"PK\x05\x06".as_slice(), 2));
}

#[tokio::test]
async fn two_hundred_mebibytes_go_up_and_down() {
    let user = User::first().await;
    let (file, key) = link(&user, "big").await;
    let total = 200 * MIB;
    let chunk: Vec<u8> = (0..50 * MIB).map(|i| (i % 251) as u8).collect();
    for first in (0..total).step_by(chunk.len()) {
        let last = first + chunk.len() - 1;
        let range = format!("bytes {first}-{last}/{total}");
        user.chunk(&key, &range, chunk.clone()).await.expect(200);
    }
    let done = finalize(&user, &key).await.expect(200).json();
    assert_eq!(done["size"], json!(total));
    let bytes = user.download(&[&file]).await;
    assert!(bytes.chunks(chunk.len()).all(|part| part == chunk));
    let kept = user.sandbox.exchanges();
    assert!(kept.iter().all(|call| call.request_body.len() <= MIB));
}

#[tokio::test]
async fn a_chunk_that_is_lost_or_whose_answer_is_lost_comes_again() {
    let user = User::first().await;
    let (file, key) = link(&user, "f").await;
    let url = format!("{}/upload/chunked/{key}", user.sandbox.url());
    let chunk = || {
        request("POST", &url, &[("Content-Range", "bytes 0-2/3")])
            .body("abc")
            .send()
    };
    for (failure, there) in [(Failure::Dropped, 0), (Failure::AnswerLost, 3)] {
        let when = When::path("/upload/chunked/");
        user.sandbox.fail_next(when, failure);
        chunk().await.unwrap_err();
        assert_eq!(user.used().await, there);
    }
    assert_eq!(chunk().await.unwrap().status(), 200);
    finalize(&user, &key).await.expect(200);
    assert_eq!(user.download(&[&file]).await, b"abc");
}

#[tokio::test]
async fn what_is_stored_counts_and_has_a_limit() {
    let user = User::first().await;
    let home = user.home().await;
    user.file(&home, "a", "12345").await;
    user.sandbox.quatrix().limit_storage(8);
    let info = user.get("profile/info").await.expect(200).json();
    assert_eq!(
        info,
        json!({"user_used": 5, "user_limit": -1, "acc_used": 5, "acc_limit": 8})
    );
    let announced = json!({"parent_id": home, "name": "b", "file_size": 4});
    assert_eq!(
        fault(&user.post("upload/link", announced).await),
        (400, 122)
    );
    let (_, key) = link(&user, "b").await;
    user.chunk(&key, "bytes 0-2/4", "abc").await.expect(200);
    let reply = user.chunk(&key, "bytes 3-3/4", "d").await;
    assert_eq!(fault(&reply), (400, 122));

    user.sandbox.quatrix().limit_storage(1000);
    let me = user.get("profile").await.expect(200).json()["id"].clone();
    let quota = json!({"ids": [me], "quota": 8});
    user.post("user/edit", quota).await.expect(200);
    let reply = user.chunk(&key, "bytes 3-3/4", "d").await;
    assert_eq!(fault(&reply), (400, 122));
}
