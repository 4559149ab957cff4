//! The keys that bytes are uploaded with.

use std::time::SystemTime;

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::uploads::{Upload, Uploader};
use crate::answer::{extend, json};
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;
use crate::quatrix::state::State;
use crate::quatrix::store::conflict::OnConflict;
use crate::quatrix::store::node::Kind;
use crate::quatrix::timestamp::Timestamp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewFile {
    name: String,
    parent_id: Uuid,
    resolve: Option<bool>,
    file_size: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rewrite {
    id: Uuid,
    truncate: Option<u64>,
    name: Option<String>,
}

/// The file exists from now on, and can be seen unfinished.
pub(super) async fn new_file(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: NewFile = caller.json()?;
    // Both specs say number; a size is a whole one.
    let size = asked.file_size.map(|size| size as u64);
    let on_conflict = OnConflict::resolved(asked.resolve);
    let mut state = caller.state();
    let upload = state.new_file(
        caller.id,
        asked.parent_id,
        &asked.name,
        size,
        on_conflict,
        caller.time,
    )?;
    open(&caller, &mut state, upload)
}

/// The file keeps its id, and is cut to the wanted length at once: what is behind it is gone, whatever becomes of the upload.
pub(super) async fn rewrite(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Rewrite = caller.json()?;
    let mut state = caller.state();
    let node = state
        .store
        .allowed(caller.id, asked.id, operations::UPLOAD)?;
    if !node.is_file() {
        return Err(Fault::parameter("not a file"));
    }
    let length = node.content.len();
    let kept = asked.truncate.map_or(length, |length| {
        usize::try_from(length).unwrap_or(usize::MAX)
    });
    let rest = node.content.slice(..kept.min(length));
    if let (Some(name), Some(parent)) = (asked.name, node.parent) {
        let on_conflict = OnConflict::Refuse;
        state.relocate(
            caller.id,
            asked.id,
            parent,
            Some(&name),
            on_conflict,
            caller.now(),
        )?;
    }
    if rest.len() < length {
        state.store.write(asked.id, rest.clone(), caller.now())?;
    }
    state.store.uploading(asked.id, rest.len() as u64);
    let upload = Upload::new(Uploader::User(caller.id), asked.id, None, rest, caller.time);
    open(&caller, &mut state, upload)
}

impl State {
    /// Makes a file that bytes are to come for, if its folder's owner has room for them.
    pub(in crate::quatrix) fn new_file(
        &mut self,
        user: Uuid,
        folder: Uuid,
        name: &str,
        size: Option<u64>,
        on_conflict: OnConflict,
        now: SystemTime,
    ) -> Result<Upload, Fault> {
        let owner = self.store.node(user, folder)?.owner;
        self.check_room(owner, size.unwrap_or(0))?;
        let kind = Kind::File;
        let file = self
            .store
            .make(user, folder, name, kind, on_conflict, Timestamp::of(now))?;
        let file = file.id;
        self.store.uploading(file, 0);
        let rest = [].as_slice().into();
        Ok(Upload::new(Uploader::User(user), file, size, rest, now))
    }
}

fn open(caller: &AuthenticatedUser, state: &mut State, upload: Upload) -> Result<Response, Fault> {
    let file = state.store.node(caller.id, upload.file)?;
    let mut link = json!({"name": file.name, "file_id": file.id, "parent_id": file.parent});
    let key = state.uploads.open(upload);
    extend(&mut link, json!({"upload_key": key}));
    Ok(json(StatusCode::OK, link))
}
