//! Upload widgets: a folder that visitors put files into, without a login. No call makes one, so a switch does.

use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;
use uuid::Uuid;

use super::authenticated_user::AuthenticatedUser;
use super::fault::Fault;
use super::parameter::parse_id;
use super::state::State;
use super::store::conflict::OnConflict;
use super::timestamp::Timestamp;
use super::transfer::uploads::Uploader;
use super::widget::Widget;
use crate::accounts::CAPTCHA_SOLUTION;
use crate::answer::json;
use crate::call::Call;
use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/widget/metadata/{id}", get(metadata))
        .route("/api/1.0/widget/unblock-captcha/{id}", post(unblock))
        .route("/api/1.0/widget/makedir/{id}", post(make_folder))
        .route("/api/1.0/widget/upload-link/{id}", post(upload_link))
        .route("/api/1.0/widget/finalize-upload/{id}", get(finalize))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Solution {
    token: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewFolder {
    name: Option<String>,
    parent_id: Option<Uuid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewFile {
    name: Option<String>,
    parent_id: Option<Uuid>,
    file_size: Option<u64>,
    #[expect(dead_code, reason = "what may stand here is unknown")]
    payload: Option<IgnoredAny>,
}

impl State {
    /// Puts a widget before a folder and names it.
    pub(super) fn add_widget(&mut self, folder: Uuid, files: u64) -> Result<Uuid, Fault> {
        let owner = self.store.existing(folder)?.owner;
        self.store.folder(owner, folder)?;
        let id = Uuid::new_v4();
        self.widgets.add(Widget {
            id,
            folder,
            captcha_passed: false,
            files_remaining: files,
        });
        Ok(id)
    }

    /// A widget whose captcha is solved, whose its folder is, and the folder that is meant: its own or one below.
    fn visited(&self, id: Uuid, folder: Option<Uuid>) -> Result<(&Widget, Uuid, Uuid), Fault> {
        let widget = self.widgets.get(id)?;
        if !widget.captcha_passed {
            return Err(Fault::captcha());
        }
        let folder = folder.unwrap_or(widget.folder);
        if !self.store.lies_in(folder, widget.folder) {
            return Err(Fault::not_found("folder of the widget"));
        }
        let owner = self.store.existing(folder)?.owner;
        Ok((widget, owner, folder))
    }
}

async fn metadata(
    Path(id): Path<String>,
    Extract(app): Extract<Shared>,
) -> Result<Response, Fault> {
    let state = app.state();
    let widget = state.widgets.get(parse_id(&id)?)?;
    let body = json!({
        "id": widget.id,
        "captcha_passed": widget.captcha_passed,
        "files_remaining": widget.files_remaining,
    });
    Ok(json(StatusCode::OK, body))
}

async fn unblock(Path(id): Path<String>, caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Solution { token } = caller.json()?;
    let mut state = caller.state();
    let widget = state.widgets.get_mut(parse_id(&id)?)?;
    if token != CAPTCHA_SOLUTION {
        return Err(Fault::wrong_captcha());
    }
    widget.captcha_passed = true;
    let passed = json!({"valid": true, "files_remaining": widget.files_remaining});
    Ok(json(StatusCode::OK, passed))
}

async fn make_folder(
    Path(id): Path<String>,
    Extract(app): Extract<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let asked: NewFolder = call.json().map_err(|error| Fault::parameter(&error))?;
    let name = asked.name.ok_or_else(|| Fault::missing("name"))?;
    let now = Timestamp::of(app.now());
    let mut state = app.state();
    let (_, owner, parent) = state.visited(parse_id(&id)?, asked.parent_id)?;
    let there = state.store.walk(owner, parent, &name).ok();
    let there = there.filter(|node| !node.is_file()).map(|node| node.id);
    let folder = match there {
        Some(folder) => folder,
        None => {
            state
                .make_folder(owner, parent, &name, OnConflict::Refuse, now)?
                .id
        }
    };
    let folder = state.store.existing(folder)?;
    let body = json!({
        "id": folder.id,
        "parent_id": folder.parent,
        "modified": folder.modified.whole(),
        "name": folder.name,
    });
    Ok(json(StatusCode::OK, body))
}

/// A key counts as a file, whether bytes come or not.
async fn upload_link(
    Path(id): Path<String>,
    Extract(app): Extract<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let asked: NewFile = call.json().map_err(|error| Fault::parameter(&error))?;
    let name = asked.name.ok_or_else(|| Fault::missing("name"))?;
    let now = app.now();
    let id = parse_id(&id)?;
    let mut state = app.state();
    let (widget, owner, parent) = state.visited(id, asked.parent_id)?;
    if widget.files_remaining == 0 {
        return Err(Fault::restricted("the widget takes no more files"));
    }
    let (size, on_conflict) = (asked.file_size, OnConflict::Rename);
    let mut upload = state.new_file(owner, parent, &name, size, on_conflict, now)?;
    upload.by = Uploader::Visitor;
    state.widgets.get_mut(id)?.files_remaining -= 1;
    let key = state.uploads.open(upload);
    Ok(json(StatusCode::OK, json!({"upload_key": key})))
}

async fn finalize(
    Path(key): Path<String>,
    Extract(app): Extract<Shared>,
) -> Result<Response, Fault> {
    let key = parse_id(&key)?;
    let time = app.now();
    let now = Timestamp::of(time);
    let mut state = app.state();
    state.catch_up(time);
    if state.uploads.find(key)?.by != Uploader::Visitor {
        return Err(Fault::restricted("the key is a user's"));
    }
    let done = state.finish(key, now, now)?;
    let body = json!({"id": done.id, "parent_id": done.parent, "size": done.size});
    Ok(json(StatusCode::OK, body))
}
