//! Where things are and what they look like.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::node_json;
use crate::answer::{extend, json};
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;

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

pub(super) async fn home(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let home = caller.state().store.home(caller.id)?;
    show(&caller, home)
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    show(&caller, parse_id(&id)?)
}

fn show(caller: &AuthenticatedUser, id: Uuid) -> Result<Response, Fault> {
    let Depth { content } = caller.query()?;
    let state = caller.state();
    let node = state.store.node(caller.id, id)?;
    let body = match content {
        None | Some(1) => node_json::with_content(&state.store, node, caller.id),
        Some(0) => node_json::file(&state.store, node, caller.id),
        Some(_) => return Err(Fault::parameter("content is 0 or 1")),
    };
    Ok(json(StatusCode::OK, body))
}

/// A path to an id; nothing there is a 404 and no more than an answer.
pub(super) async fn lookup(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Lookup { parent_id, path } = caller.json()?;
    let state = caller.state();
    let start = match parent_id {
        Some(id) => id,
        None => state.store.home(caller.id)?,
    };
    let node = state.store.walk(caller.id, start, &path)?;
    let mut found = json!({
        "file_id": node.id,
        "src": path,
        "type": node_json::kind(&state.store, node),
    });
    // The home folder lies in none.
    if let Some(parent) = node.parent {
        extend(&mut found, json!({"parent_id": parent}));
    }
    Ok(json(StatusCode::OK, found))
}
