use serde_json::json;

use super::user::{User, fault};
use crate::harness::get;

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
