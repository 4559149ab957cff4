//! Where things are and what they look like.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::shown;
use crate::answer::json;
use crate::quatrix::caller::{self, Caller};
use crate::quatrix::fault::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Depth {
    content: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lookup {
    parent_id: Option<Uuid>,
    path: String,
}

pub(super) async fn home(caller: Caller) -> Result<Response, Fault> {
    let home = caller.state().store.home(caller.id)?;
    show(&caller, home)
}

pub(super) async fn metadata(Path(id): Path<String>, caller: Caller) -> Result<Response, Fault> {
    show(&caller, caller::id(&id)?)
}

fn show(caller: &Caller, id: Uuid) -> Result<Response, Fault> {
    let Depth { content } = caller.query()?;
    let state = caller.state();
    let node = state.store.node(caller.id, id)?;
    let shown = match content {
        None | Some(1) => shown::with_content(&state.store, node, caller.id),
        Some(0) => shown::file(&state.store, node, caller.id),
        Some(_) => return Err(Fault::parameter("content is 0 or 1")),
    };
    Ok(json(StatusCode::OK, shown))
}

/// A path to an id; nothing there is a 404 and no more than an answer.
pub(super) async fn lookup(caller: Caller) -> Result<Response, Fault> {
    let Lookup { parent_id, path } = caller.json()?;
    let state = caller.state();
    let start = match parent_id {
        Some(id) => id,
        None => state.store.home(caller.id)?,
    };
    let node = state.store.walk(caller.id, start, &path)?;
    let found = json!({
        "file_id": node.id,
        "parent_id": node.parent,
        "src": path,
        "type": shown::kind(&state.store, node),
    });
    Ok(json(StatusCode::OK, found))
}
