//! The chunks of an upload, at the root of the host, and its end.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::content_range::ContentRange;
use super::uploads::Uploader;
use crate::answer::{extend, json};
use crate::call::Call;
use crate::quatrix::app::Shared;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::timestamp::Timestamp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Times {
    mtime: Option<f64>,
}

/// The key is the permission, as one of the vendor's clients shows; credentials that are sent must be good.
pub(super) async fn chunk(
    Path(key): Path<String>,
    app: State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let key = parse_id(&key)?;
    let now = app.now();
    let mut state = app.state();
    let named = call.authorization().is_some() || call.header("X-Auth-Token").is_some();
    let sender = match named {
        true => Some(state.authorize_key_or_session(&call, now)?),
        false => None,
    };
    state.catch_up(now);
    let range = call.header(header::CONTENT_RANGE.as_str());
    let range = range.ok_or_else(|| Fault::missing("Content-Range"))?;
    let range = ContentRange::parse(range)
        .ok_or_else(|| Fault::parameter("Content-Range is not bytes FIRST-LAST/TOTAL"))?;
    let upload = state.uploads.find(key)?;
    let (by, file) = (upload.by, upload.file);
    if sender.is_some_and(|sender| !by.may_send(sender)) {
        return Err(Fault::restricted("the key is another user's"));
    }
    let more = upload.more(range, call.body())?;
    if !matches!(by, Uploader::Logo(_)) {
        let owner = state.store.existing(file)?.owner;
        state.check_room(owner, more)?;
    }
    let size = state.uploads.find(key)?.take(range, call.body(), now);
    state.store.uploading(file, size);
    Ok(json(StatusCode::OK, json!(file)))
}

pub(super) async fn finalize(
    Path(key): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let Times { mtime } = caller.query()?;
    let key = parse_id(&key)?;
    let modified = mtime.map_or_else(|| caller.now(), Timestamp::from_seconds);
    let mut state = caller.state();
    match state.uploads.find(key)?.by {
        Uploader::User(user) | Uploader::Logo(user) if user == caller.id => {}
        _ => return Err(Fault::restricted("the key is another user's")),
    }
    let done = state.finish(key, modified, caller.now())?;
    let mut body = json!({"id": done.id, "size": done.size, "modified": modified.whole()});
    if let Some(parent) = done.parent {
        extend(&mut body, json!({"parent_id": parent}));
    }
    Ok(json(StatusCode::OK, body))
}
