//! Files that come back: uploaded into the sender's folder, then handed over with a share the other way round.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::access::find;
use super::share::{Share, Type};
use crate::answer::{extend, json};
use crate::quatrix::app::Shared;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;
use crate::quatrix::store::conflict::OnConflict;
use crate::quatrix::timestamp::Timestamp;
use crate::quatrix::tracking::entry::{Action, Target};
use crate::quatrix::transfer::uploads::Uploader;

/// How many files come back at most (a guess).
const MOST: usize = 100;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/files-return/metadata/{id}", get(metadata))
        .route("/api/1.0/files-return/upload-link/{id}", post(upload_link))
        .route("/api/1.0/files-return/makedir/{id}", post(make_folder))
        .route("/api/1.0/files-return/send", post(send))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewFile {
    name: String,
    parent_id: Option<Uuid>,
    file_size: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewFolder {
    name: String,
    parent_id: Option<Uuid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    id: Uuid,
    files: Vec<Uuid>,
    message: Option<String>,
}

async fn metadata(Path(id): Path<String>, caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let (share, folder) = open(&state, &caller, parse_id(&id)?)?;
    let (share, state) = (state.shares.get(share)?, &state);
    let (sender, reader) = (state.user(share.owner)?, state.user(caller.id)?);
    let mut body = json!({
        "id": share.id,
        "subject": share.subject,
        "sender_name": sender.name,
        "sender_email": sender.account.email,
        "user_name": reader.name,
        "user_email": reader.account.email,
        "locale": state.settings.language,
        "return_pgp_encrypted": share.return_pgp_encrypted,
        "title": state.settings.title,
        "pgp_enabled": state.settings.pgp_enabled,
        "share_type": share.kind,
        "folder_id": folder,
        "activates": share.activates.whole(),
        "expires": share.expires.map_or(0, Timestamp::whole),
        "files_per_share": MOST,
        "message": share.message,
    });
    if let Some(key) = state.key_of(share.owner) {
        extend(&mut body, json!({"sender_key": key.public}));
    }
    Ok(json(StatusCode::OK, body))
}

async fn upload_link(Path(id): Path<String>, caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: NewFile = caller.json()?;
    let mut state = caller.state();
    let (share, folder) = open(&state, &caller, parse_id(&id)?)?;
    let (owner, folder) = place(&state, share, folder, asked.parent_id)?;
    let (on_conflict, now) = (OnConflict::Rename, caller.time);
    let mut upload = state.new_file(
        owner,
        folder,
        &asked.name,
        asked.file_size,
        on_conflict,
        now,
    )?;
    upload.by = Uploader::User(caller.id);
    let file = upload.file;
    find(&mut state, share)?.returned.push(file);
    let key = state.uploads.open(upload);
    let link = json!({"file_id": file, "upload_key": key, "parent_id": folder});
    Ok(json(StatusCode::OK, link))
}

async fn make_folder(Path(id): Path<String>, caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: NewFolder = caller.json()?;
    let mut state = caller.state();
    let (share, folder) = open(&state, &caller, parse_id(&id)?)?;
    let (owner, folder) = place(&state, share, folder, asked.parent_id)?;
    let (on_conflict, now) = (OnConflict::Rename, caller.now());
    let made = state.make_folder(owner, folder, &asked.name, on_conflict, now)?;
    let body = json!({"id": made.id, "parent_id": folder, "modified": made.modified.whole()});
    let made = made.id;
    find(&mut state, share)?.returned.push(made);
    Ok(json(StatusCode::CREATED, body))
}

async fn send(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Send { id, files, message } = caller.json()?;
    let mut state = caller.state();
    open(&state, &caller, id)?;
    for &file in &files {
        let returned = state.shares.get(id)?.returned.contains(&file);
        let node = state.store.shared(file).filter(|_| returned);
        let node = node.ok_or_else(|| Fault::not_found("returned file"))?;
        if node.uploading.is_some() {
            return Err(Fault::parameter("the upload is not complete"));
        }
    }
    if files.is_empty() || files.len() > MOST {
        return Err(Fault::parameter("files has none or too many"));
    }
    let share = find(&mut state, id)?;
    share.replied_by.push(caller.id);
    let what = Target::share(share);
    let reply = Share {
        files: files.clone(),
        folder: share.folder,
        recipients: vec![share.owner],
        subject: share.subject.clone(),
        message: message.unwrap_or_default(),
        is_reply: true,
        ..Share::new(caller.id, caller.now())
    };
    state.shares.add(reply);
    state.note(caller.id, Action::Reply, what, caller.now());
    Ok(json(StatusCode::CREATED, json!({"file_ids": files})))
}

/// A share that takes files back from the caller, and the folder that they go to.
fn open(state: &State, caller: &AuthenticatedUser, id: Uuid) -> Result<(Uuid, Uuid), Fault> {
    let share = state.share(id)?;
    share.check(Some(caller.id), caller.now())?;
    if !share.return_files {
        return Err(Fault::restricted("the share takes no files back"));
    }
    if share.kind != Type::Public && !share.recipients.contains(&caller.id) {
        return Err(Fault::restricted("the share is for others"));
    }
    let (owner, folder) = (share.owner, share.folder);
    match folder {
        Some(folder) => Ok((id, folder)),
        None => Ok((id, state.store.home(owner)?)),
    }
}

/// Whose the new file is and where it goes: into the share's folder, or one that came back already.
fn place(
    state: &State,
    share: Uuid,
    folder: Uuid,
    parent: Option<Uuid>,
) -> Result<(Uuid, Uuid), Fault> {
    let share = state.shares.get(share)?;
    let parent = parent.unwrap_or(folder);
    if parent != folder && !share.returned.contains(&parent) {
        return Err(Fault::not_found("returned folder"));
    }
    Ok((state.store.existing(parent)?.owner, parent))
}
