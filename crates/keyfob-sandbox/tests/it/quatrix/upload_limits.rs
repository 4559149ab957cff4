use keyfob_sandbox::{Failure, When};
use serde_json::json;

use super::uploads::{finalize, link};
use super::user::{User, fault};
use crate::harness::request;

const MIB: usize = 1 << 20;

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
