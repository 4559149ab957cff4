//! One Quatrix user at a sandbox, by API key.

use keyfob_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::harness::{Reply, get, keys, post, request, sandbox, send};

pub(crate) struct User {
    pub(crate) sandbox: Sandbox,
    pub(crate) bearer: String,
}

impl User {
    /// The first demo account: it runs the account as a whole.
    pub(crate) async fn first() -> Self {
        let sandbox = sandbox().await;
        let bearer = format!("Bearer {}", sandbox.accounts().quatrix[0].api_key);
        Self { sandbox, bearer }
    }

    pub(crate) fn bearer_of(&self, index: usize) -> String {
        format!("Bearer {}", self.sandbox.accounts().quatrix[index].api_key)
    }

    /// The id of a demo user.
    pub(crate) async fn id_of(&self, index: usize) -> String {
        id(&self
            .get_as(&self.bearer_of(index), "profile")
            .await
            .expect(200))
    }

    /// A session of a demo user without second factor, as a header.
    pub(crate) async fn session_of(&self, index: usize) -> String {
        let account = self.sandbox.accounts().quatrix[index].clone();
        let login = request("GET", &self.url("session/login"), &[]);
        let login = login.basic_auth(&account.email, Some(&account.password));
        let reply = send(login).await.json();
        reply["session_id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn url(&self, tail: &str) -> String {
        format!("{}/{tail}", self.sandbox.quatrix_url())
    }

    pub(crate) async fn get(&self, tail: &str) -> Reply {
        self.get_as(&self.bearer, tail).await
    }

    pub(crate) async fn get_as(&self, bearer: &str, tail: &str) -> Reply {
        get(&self.url(tail), &[("Authorization", bearer)]).await
    }

    pub(crate) async fn post(&self, tail: &str, body: Value) -> Reply {
        self.post_as(&self.bearer, tail, body).await
    }

    pub(crate) async fn post_as(&self, bearer: &str, tail: &str, body: Value) -> Reply {
        post(&self.url(tail), &[("Authorization", bearer)], body).await
    }

    pub(crate) async fn home(&self) -> String {
        id(&self.get("file/metadata?content=0").await.expect(200))
    }

    pub(crate) async fn folder(&self, parent: &str, name: &str) -> String {
        let body = json!({"target": parent, "name": name, "resolve": false});
        id(&self.post("file/makedir", body).await.expect(201))
    }

    /// Uploads a file in one chunk and names it.
    pub(crate) async fn file(&self, parent: &str, name: &str, content: &str) -> String {
        self.file_as(&self.bearer, parent, name, content).await
    }

    pub(crate) async fn file_as(
        &self,
        bearer: &str,
        parent: &str,
        name: &str,
        content: &str,
    ) -> String {
        let body = json!({"parent_id": parent, "name": name, "resolve": false});
        let link = self.post_as(bearer, "upload/link", body).await;
        let link = link.expect(200).json();
        let key = link["upload_key"].as_str().unwrap();
        self.bytes(key, content).await;
        let tail = format!("upload/finalize/{key}");
        self.get_as(bearer, &tail).await.expect(200);
        link["file_id"].as_str().unwrap().to_owned()
    }

    /// All bytes of an upload, without credentials.
    pub(crate) async fn bytes(&self, key: &str, content: &str) {
        if content.is_empty() {
            return;
        }
        let url = format!("{}/upload/chunked/{key}", self.sandbox.url());
        let range = format!("bytes 0-{}/{}", content.len() - 1, content.len());
        let chunk = request("POST", &url, &[("Content-Range", &range)]);
        send(chunk.body(content.to_owned())).await.expect(200);
    }

    pub(crate) async fn chunk(&self, key: &str, range: &str, bytes: impl Into<Vec<u8>>) -> Reply {
        let url = format!("{}/upload/chunked/{key}", self.sandbox.url());
        let headers = [
            ("Authorization", self.bearer.as_str()),
            ("Content-Range", range),
        ];
        send(request("POST", &url, &headers).body(bytes.into())).await
    }

    /// The names of what a folder holds.
    pub(crate) async fn names(&self, folder: &str) -> Vec<String> {
        let folder = self.get(&format!("file/metadata/{folder}")).await;
        let folder = folder.expect(200).json();
        let content = folder["content"].as_array().unwrap().iter();
        content
            .map(|file| file["name"].as_str().unwrap().to_owned())
            .collect()
    }

    pub(crate) async fn download(&self, ids: &[&str]) -> Vec<u8> {
        let response = self.download_range(ids, None).await;
        assert_eq!(response.status(), 200);
        response.bytes().await.unwrap().to_vec()
    }

    pub(crate) async fn download_range(
        &self,
        ids: &[&str],
        range: Option<&str>,
    ) -> reqwest::Response {
        let link = self.post("file/download-link", json!({"ids": ids})).await;
        let url = self.url(&format!("file/download/{}", id(&link.expect(200))));
        let mut headers = vec![("Authorization", self.bearer.as_str())];
        headers.extend(range.map(|range| ("Range", range)));
        request("GET", &url, &headers).send().await.unwrap()
    }

    pub(crate) async fn trash(&self) -> String {
        let found = self.post("file/id", json!({"path": "Trash"})).await;
        found.expect(200).json()["file_id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) async fn used(&self) -> i64 {
        let info = self.get("profile/info").await.expect(200).json();
        info["user_used"].as_i64().unwrap()
    }
}

pub(crate) fn id(reply: &Reply) -> String {
    reply.json()["id"].as_str().unwrap().to_owned()
}

/// Status and code of an answer that is an error and nothing else.
#[track_caller]
pub(crate) fn fault(reply: &Reply) -> (u16, i64) {
    let body = reply.json();
    assert!(keys(&body).starts_with(&["code"]), "{body}");
    (reply.status, body["code"].as_i64().unwrap())
}

/// The members of a list's rows, one name each.
pub(crate) fn column(rows: &Reply, name: &str) -> Vec<Value> {
    let rows = rows.json();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row[name].clone()).collect()
}
