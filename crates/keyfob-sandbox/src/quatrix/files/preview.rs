//! What is in a file, at a glance.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::pictures::Preview;

pub(super) async fn find(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let node = state.store.node(caller.id, parse_id(&id)?)?;
    let preview = Preview::of(&node.name).filter(|_| node.is_file());
    let preview = preview.ok_or_else(none)?;
    let found = json!({"type": preview.text(), "uri": format!("/preview/{}", node.id)});
    Ok(json(StatusCode::OK, found))
}

pub(super) async fn fetch(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let id = parse_id(&id)?;
    let node = state.store.allowed(caller.id, id, operations::DOWNLOAD)?;
    let preview = Preview::of(&node.name).filter(|_| node.is_file());
    let preview = preview.ok_or_else(none)?;
    Ok(preview.show(&node.name, node.content.clone()))
}

fn none() -> Fault {
    Fault::not_found("preview")
}
