//! The chunks of an upload, at the root of the host, and its end.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::content_range::ContentRange;
use crate::answer::json;
use crate::call::Call;
use crate::quatrix::caller::{self, Caller};
use crate::quatrix::fault::Fault;
use crate::quatrix::moment::Moment;
use crate::world::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Times {
    mtime: Option<f64>,
}

/// The key is the permission, as one of the vendor's clients shows; credentials that are sent must be good.
pub(super) async fn chunk(
    Path(key): Path<String>,
    world: State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let key = caller::id(&key)?;
    let now = world.clock.now();
    let mut state = world.quatrix();
    let named = call.authorization().is_some() || call.header("X-Auth-Token").is_some();
    let sender = match named {
        true => Some(state.admit_key_or_session(&call, now)?),
        false => None,
    };
    state.catch_up(now);
    let range = call.header(header::CONTENT_RANGE.as_str());
    let range = range.ok_or_else(|| Fault::missing("Content-Range"))?;
    let range = ContentRange::parse(range)
        .ok_or_else(|| Fault::parameter("Content-Range is not bytes FIRST-LAST/TOTAL"))?;
    let upload = state.uploads.find(key)?;
    let (user, file) = (upload.user, upload.file);
    if sender.is_some_and(|sender| sender != user) {
        return Err(Fault::restricted("the key is another user's"));
    }
    let more = upload.more(range, call.body())?;
    state.check_room(user, more)?;
    state.store.node(user, file)?;
    let size = state.uploads.find(key)?.take(range, call.body(), now);
    state.store.arriving(file, size);
    Ok(json(StatusCode::OK, json!(file)))
}

pub(super) async fn finalize(Path(key): Path<String>, caller: Caller) -> Result<Response, Fault> {
    let Times { mtime } = caller.query()?;
    let key = caller::id(&key)?;
    let mut state = caller.state();
    let upload = state.uploads.find(key)?;
    if upload.user != caller.id {
        return Err(Fault::restricted("the key is another user's"));
    }
    let file = upload.file;
    let content = upload.finish()?;
    state.uploads.close(key);
    let modified = mtime.map_or_else(|| caller.now(), Moment::from_seconds);
    state.store.write(caller.id, file, content, modified)?;
    let node = state.store.node(caller.id, file)?;
    let done = json!({
        "id": node.id,
        "parent_id": node.parent,
        "size": node.bytes(),
        "modified": node.modified.whole(),
    });
    Ok(json(StatusCode::OK, done))
}
