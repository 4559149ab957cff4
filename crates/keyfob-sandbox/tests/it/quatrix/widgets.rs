use std::time::Duration;

use keyfob_sandbox::accounts::CAPTCHA_SOLUTION;
use serde_json::{Value, json};

use super::user::{User, fault, id};
use crate::harness::{Reply, get, post};

struct Visited {
    user: User,
    folder: String,
    widget: String,
}

impl Visited {
    async fn new(files: u64) -> Self {
        let user = User::first().await;
        let folder = user.folder(&user.home().await, "Entries").await;
        let widget = user.sandbox.quatrix().place_widget(&folder, files);
        let widget = widget.unwrap();
        Self {
            user,
            folder,
            widget,
        }
    }

    async fn get(&self, call: &str) -> Reply {
        let tail = format!("widget/{call}/{}", self.widget);
        get(&self.user.url(&tail), &[]).await
    }

    async fn post(&self, call: &str, body: Value) -> Reply {
        let tail = format!("widget/{call}/{}", self.widget);
        post(&self.user.url(&tail), &[], body).await
    }

    async fn solve(&self, solution: &str) -> Reply {
        let tail = format!("widget/unblock-captcha/{}", self.widget);
        self.user.post(&tail, json!({"token": solution})).await
    }

    async fn finalize(&self, key: &str) -> Reply {
        let url = self.user.url(&format!("widget/finalize-upload/{key}"));
        get(&url, &[]).await
    }
}

#[tokio::test]
async fn visitors_upload_after_the_captcha() {
    let visited = Visited::new(2).await;
    let shown = visited.get("metadata").await.expect(200).json();
    assert_eq!(
        shown,
        json!({"id": visited.widget, "captcha_passed": false, "files_remaining": 2})
    );
    let file = json!({"name": "form.pdf", "file_size": 4, "payload": {"any": 1}});
    assert_eq!(
        fault(&visited.post("upload-link", file.clone()).await),
        (401, -1)
    );
    let folder = json!({"name": "Week 1"});
    assert_eq!(
        fault(&visited.post("makedir", folder.clone()).await),
        (401, -1)
    );
    assert_eq!(
        visited.solve("wrong").await.expect(401).json(),
        json!({"valid": false})
    );
    let solved = visited.solve(CAPTCHA_SOLUTION).await.expect(200).json();
    assert_eq!(solved, json!({"valid": true, "files_remaining": 2}));

    let made = visited.post("makedir", folder.clone()).await.expect(200);
    let again = visited.post("makedir", folder).await.expect(200);
    assert_eq!(id(&made), id(&again));
    assert_eq!(made.json()["parent_id"], json!(visited.folder));
    let mut inside = file.clone();
    inside["parent_id"] = json!(id(&made));
    let link = visited.post("upload-link", inside).await.expect(200).json();
    let key = link["upload_key"].as_str().unwrap();
    // Whoever is logged in at the same time is welcome, too.
    let chunk = visited.user.chunk(key, "bytes 0-3/4", "form").await;
    chunk.expect(200);
    let own = visited.user.get(&format!("upload/finalize/{key}")).await;
    assert_eq!(fault(&own), (403, 50));
    let done = visited.finalize(key).await.expect(200).json();
    assert_eq!(
        (&done["parent_id"], &done["size"]),
        (&json!(id(&made)), &json!(4))
    );
    assert_eq!(visited.user.names(&id(&made)).await, ["form.pdf"]);
    assert_eq!(fault(&visited.finalize(key).await), (404, 20));
    let shown = visited.get("metadata").await.expect(200).json();
    assert_eq!(shown["files_remaining"], json!(1));
}

#[tokio::test]
async fn a_widget_leads_into_its_folder_only_and_takes_so_many_files() {
    let visited = Visited::new(1).await;
    visited.solve(CAPTCHA_SOLUTION).await.expect(200);
    let home = visited.user.home().await;
    for call in ["upload-link", "makedir"] {
        let out = json!({"name": "a", "parent_id": home});
        assert_eq!(fault(&visited.post(call, out).await), (404, 20), "{call}");
        let nameless = visited.post(call, json!({})).await;
        assert_eq!(fault(&nameless), (400, 11), "{call}");
    }
    let link = visited.post("upload-link", json!({"name": "a"})).await;
    let key = link.expect(200).json()["upload_key"].clone();
    let more = visited.post("upload-link", json!({"name": "b"})).await;
    assert_eq!(fault(&more), (403, 50));
    visited
        .user
        .sandbox
        .clock()
        .advance(Duration::from_secs(15 * 60));
    let late = visited.finalize(key.as_str().unwrap()).await;
    assert_eq!(fault(&late), (404, 20));
}

#[tokio::test]
async fn a_widget_stands_before_a_folder() {
    let user = User::first().await;
    let file = user.file(&user.home().await, "f", "x").await;
    let controls = user.sandbox.quatrix();
    assert_eq!(controls.place_widget(&file, 1), None);
    assert_eq!(controls.place_widget("x", 1), None);
    let url = user.url(&format!("widget/metadata/{file}"));
    assert_eq!(fault(&get(&url, &[]).await), (404, 20));
    let link = json!({"parent_id": user.home().await, "name": "g"});
    let link = user.post("upload/link", link).await.expect(200).json();
    let key = link["upload_key"].as_str().unwrap();
    let url = user.url(&format!("widget/finalize-upload/{key}"));
    assert_eq!(fault(&get(&url, &[]).await), (403, 50));
}
