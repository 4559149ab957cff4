use std::fs;
use std::path::Path;

use keyfob_sandbox::Sandbox;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::get;

const SECRET: &str = "beside the pages";

/// Pages in a folder, and a file beside that folder.
fn pages() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    fs::create_dir_all(pages.join("guides")).unwrap();
    fs::write(folder.path().join("secret.txt"), SECRET).unwrap();
    fs::write(pages.join("index.html"), "<title>start</title>").unwrap();
    fs::write(pages.join("guides/feeds.html"), "<title>feeds</title>").unwrap();
    fs::write(pages.join("served-by.js"), "nobody").unwrap();
    (folder, pages)
}

async fn start(pages: &Path) -> Sandbox {
    Sandbox::builder().docs(pages).start().await.unwrap()
}

#[tokio::test]
async fn pages_are_served_beside_the_vendors_and_are_no_exchanges() {
    let (_folder, pages) = pages();
    let sandbox = start(&pages).await;
    let url = sandbox.url();
    let index = get(&format!("{url}/docs/"), &[]).await.expect(200);
    assert_eq!(index.text, "<title>start</title>");
    assert!(index.header("content-type").starts_with("text/html"));
    let guide = get(&format!("{url}/docs/guides/feeds.html"), &[]).await;
    assert_eq!(guide.expect(200).text, "<title>feeds</title>");
    let without_slash = get(&format!("{url}/docs"), &[]).await.expect(308);
    assert_eq!(without_slash.header("location"), "/docs/");
    get(&format!("{url}/docs/none.html"), &[]).await.expect(404);
    assert!(sandbox.exchanges().is_empty());

    get(&format!("{url}/api/1.0/account/metadata"), &[])
        .await
        .expect(200);
    assert_eq!(sandbox.exchanges().len(), 1);
    let elsewhere = get(&format!("{url}/api/1.0/nothing"), &[]).await;
    assert_eq!(elsewhere.expect(404).json()["code"], 20);
}

#[tokio::test]
async fn served_here_the_pages_know_what_can_be_tried() {
    let (_folder, pages) = pages();
    let sandbox = start(&pages).await;
    let script = get(&format!("{}/docs/served-by.js", sandbox.url()), &[])
        .await
        .expect(200);
    assert_eq!(script.header("content-type"), "text/javascript");
    for vendor in ["kotak-trade", "kotak-neo", "quatrix"] {
        assert!(
            script.text.contains(&format!("\"{vendor}\"")),
            "{}",
            script.text
        );
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let (_folder, pages) = pages();
    let sandbox = start(&pages).await;
    let host = sandbox.url().trim_start_matches("http://");
    let ways = [
        "/docs/../secret.txt",
        "/docs/%2e%2e/secret.txt",
        "/docs/..%2fsecret.txt",
        "/docs/guides/../../secret.txt",
        "/docs/guides/%2e%2e/%2e%2e/secret.txt",
        "/docs//../secret.txt",
        "/docs/..\\secret.txt",
        "/docs/%5c..%5csecret.txt",
        "/docs/..%00/secret.txt",
        "/docs/%2fetc/hostname",
        "/docs//etc/hostname",
    ];
    for way in ways {
        // By hand, since a client of HTTP would straighten the path.
        let mut line = TcpStream::connect(host).await.unwrap();
        let request = format!("GET {way} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        line.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(
            ["400", "403", "404", "500"].contains(&status),
            "{way}: {answer}"
        );
        assert!(!answer.contains(SECRET), "{way}: {answer}");
    }
}

#[tokio::test]
async fn a_folder_without_pages_is_told_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let error = Sandbox::builder()
        .docs(folder.path())
        .start()
        .await
        .err()
        .unwrap();
    assert!(error.to_string().contains("cargo xtask docs"), "{error}");
}

#[tokio::test]
async fn without_being_asked_no_pages_are_served() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = get(&format!("{}/docs/", sandbox.url()), &[])
        .await
        .expect(404);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
}
