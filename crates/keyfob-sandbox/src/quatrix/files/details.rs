//! What else is known of a file: its owner, its size, its tags, and a folder as a table.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::node_json;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::csv;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::store::node::Tag;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddTag {
    #[serde(rename = "type")]
    kind: Option<String>,
    value: Option<String>,
}

pub(super) async fn info(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let node = state.store.node(caller.id, parse_id(&id)?)?;
    let owner = state.user(node.owner)?;
    let owner = json!({"id": owner.id, "name": owner.name, "email": owner.account.email});
    let info = json!({
        "id": node.id,
        "created": node.created.whole(),
        "modified": node.modified.whole(),
        "content_modified": node.modified.exact(),
        "name": node.name,
        "size": state.store.size(node),
        "type": node_json::kind(&state.store, node),
        "file_owner": owner,
        "action_role": owner,
        "paths": {"path": state.store.path(node)},
        "antivirus_check": null,
    });
    Ok(json(StatusCode::OK, info))
}

/// A token that nothing takes: there is no web office here.
pub(super) async fn wopi_token(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let file = state
        .store
        .allowed(caller.id, parse_id(&id)?, operations::DOWNLOAD)?;
    if !file.is_file() {
        return Err(Fault::parameter("not a file"));
    }
    Ok(json(StatusCode::OK, json!({"id": Uuid::new_v4()})))
}

pub(super) async fn size(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let node = state.store.node(caller.id, parse_id(&id)?)?;
    Ok(json(
        StatusCode::OK,
        json!({"size": state.store.size(node)}),
    ))
}

const COLUMNS: [&str; 9] = [
    "Path",
    "Name",
    "Size",
    "Type",
    "Created",
    "Modified",
    "Content_modified",
    "Created_by",
    "Owner",
];

/// Everything below a folder. How the vendor writes moments here is unknown; these are Unix seconds.
pub(super) async fn csv(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let folder = state.store.folder(caller.id, parse_id(&id)?)?;
    let owner = &state.user(folder.owner)?.name;
    let below = state.store.below(folder).into_iter().skip(1);
    let rows = below.map(|node| {
        let path = state.store.path(node);
        let path = path.rsplit_once('/').map_or("", |(path, _)| path);
        let modified = node.modified.whole().to_string();
        [
            (if path.is_empty() { "/" } else { path }).to_owned(),
            node.name.clone(),
            state.store.size(node).to_string(),
            node_json::kind(&state.store, node).to_owned(),
            node.created.whole().to_string(),
            modified.clone(),
            modified,
            owner.clone(),
            owner.clone(),
        ]
    });
    Ok(csv::table(COLUMNS, rows))
}

pub(super) async fn tags(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let node = state.store.node(caller.id, parse_id(&id)?)?;
    let tags: Vec<Value> = node.tags.iter().map(|t| tag(node.id, t)).collect();
    Ok(json(StatusCode::OK, json!(tags)))
}

pub(super) async fn add_tag(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let asked: AddTag = caller.json()?;
    let kind = asked.kind.unwrap_or_else(|| "text".into());
    if !["text", "from", "to"].contains(&kind.as_str()) {
        return Err(Fault::parameter("type is text, from or to"));
    }
    let added = Tag {
        id: Uuid::new_v4(),
        kind,
        value: asked.value.unwrap_or_default(),
    };
    let mut state = caller.state();
    let id = parse_id(&id)?;
    state.store.allowed(caller.id, id, operations::RENAME)?;
    let node = state.store.node_mut(caller.id, id)?;
    node.tags.push(added.clone());
    Ok(json(StatusCode::OK, tag(node.id, &added)))
}

fn tag(file: Uuid, tag: &Tag) -> Value {
    json!({"id": tag.id, "file_id": file, "type": tag.kind, "value": tag.value})
}
