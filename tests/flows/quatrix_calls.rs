//! Calls of Quatrix through its generated client, with bodies as JSON.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use keyfob_core::ByteStream;
use keyfob_sandbox::Sandbox;
use quatrix::Client;
use quatrix::types::{MakeFolderRequest, UploadLinkRequest};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::quatrix::{account, login};

/// The typed body that this JSON is.
pub fn body<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

/// The demo user whose address begins like this, by API key, and that user's id.
pub async fn user(sandbox: &Sandbox, name: &str) -> (Client, String) {
    let session = login(sandbox).api_key(account(sandbox, name).api_key);
    let client = session.unwrap().client().clone();
    let id = client.profile().get().send().await.unwrap().id.clone();
    (client, id.unwrap())
}

/// Makes a folder in the user's home.
pub async fn folder(client: &Client, name: &str) -> String {
    let made = client
        .files()
        .make_folder()
        .body(body::<MakeFolderRequest>(json!({"name": name})));
    made.send().await.unwrap().id.clone().unwrap()
}

/// Uploads a file of five bytes.
pub async fn file(client: &Client, parent: &str, name: &str) -> String {
    let asked = json!({"parent_id": parent, "name": name});
    let link = client
        .uploads()
        .link()
        .body(body::<UploadLinkRequest>(asked))
        .send()
        .await
        .unwrap();
    let key = link.upload_key.as_ref().unwrap().expose().to_owned();
    chunk(client, &key).await;
    client.uploads().finalize().id(key).send().await.unwrap();
    link.file_id.clone().unwrap()
}

/// All five bytes of an upload.
pub async fn chunk(client: &Client, key: &str) {
    let chunk = client.uploads().chunk().upload_key(key);
    let chunk = chunk.content_range("bytes 0-4/5").body("hello");
    chunk.send().await.unwrap();
}

/// Everything that a stream brings.
pub async fn all(mut stream: ByteStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some(part) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        bytes.extend_from_slice(&part.unwrap());
    }
    bytes
}
