use serde_json::json;

use super::user::{User, fault, id};
use crate::harness::request;

const OTHER: usize = 1;

/// Kind and beginning of the bytes of an answer.
async fn bytes(user: &User, bearer: &str, tail: &str) -> (String, Vec<u8>) {
    let request = request("GET", &user.url(tail), &[("Authorization", bearer)]);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let kind = response.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    (kind, response.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn a_preview_goes_by_the_ending_of_the_name() {
    let user = User::first().await;
    let home = user.home().await;
    for (name, kind, content_type, begin) in [
        ("a.JPG", "image", "image/jpeg", "own"),
        ("a.png", "image", "image/jpeg", "\u{ff}\u{d8}\u{ff}"),
        ("a.mp4", "video", "video/mp4", "own"),
        ("a.pdf", "document", "application/pdf", "own"),
        ("a.txt", "document", "application/pdf", "%PDF-1.0"),
    ] {
        let file = user.file(&home, name, "own").await;
        let found = user.get(&format!("file/preview/{file}")).await;
        let found = found.expect(200).json();
        assert_eq!(
            found,
            json!({"type": kind, "uri": format!("/preview/{file}")})
        );
        let (kind, bytes) = bytes(&user, &user.bearer, &format!("preview/{file}")).await;
        assert_eq!(kind, content_type, "{name}");
        let begin: Vec<u8> = begin.chars().map(|c| c as u8).collect();
        assert!(bytes.starts_with(&begin), "{name}");
    }
    let file = user.file(&home, "a.bin", "own").await;
    let folder = user.folder(&home, "folder.png").await;
    for tail in ["file/preview", "preview"] {
        for id in [&file, &folder] {
            let reply = user.get(&format!("{tail}/{id}")).await;
            assert_eq!(fault(&reply), (404, 20), "{tail}");
        }
        let foreign = format!("{tail}/{file}");
        let reply = user.get_as(&user.bearer_of(OTHER), &foreign).await;
        assert_eq!(fault(&reply), (403, 50), "{tail}");
    }
}

#[tokio::test]
async fn shared_files_have_a_picture_while_they_are_shared() {
    let user = User::first().await;
    let other = user.bearer_of(OTHER);
    let home = user.home().await;
    let dir = user.folder(&home, "dir").await;
    let file = user.file(&dir, "f", "x").await;
    let tail = format!("share/preview/{file}?size=small");
    assert_eq!(fault(&user.get_as(&other, &tail).await), (404, 20));
    let body = json!({"folder_id": home, "files": [dir], "contacts": [], "pin": "MTIzNDU="});
    let share = id(&user.post("share/create", body).await.expect(201));
    assert_eq!(fault(&user.get_as(&other, &tail).await), (401, 73));
    let pin = json!({"id": share, "pin": "MTIzNDU="});
    user.post_as(&other, "share/login-pin", pin)
        .await
        .expect(200);
    let (kind, picture) = bytes(&user, &other, &tail).await;
    assert_eq!(
        (kind.as_str(), &picture[1..4]),
        ("image/png", b"PNG".as_slice())
    );
    let huge = format!("share/preview/{file}?size=huge");
    assert_eq!(fault(&user.get_as(&other, &huge).await), (400, 10));
    user.get(&format!("share/revoke/{share}")).await.expect(200);
    assert_eq!(fault(&user.get_as(&other, &tail).await), (404, 20));
}
