//! How often the files of a share were fetched, and by whom. Only who shares them learns of it, and who runs the account.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::client;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;

pub(super) async fn files(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let share = state.shares.get(parse_id(&id)?)?;
    state.check_own(caller.id, share.owner)?;
    let files = share.files.iter().filter_map(|&id| state.store.shared(id));
    let files: Vec<Value> = files
        .map(|node| {
            let downloads = share.downloads.iter();
            json!({
                "id": node.id,
                "name": node.name,
                "size": state.store.size(node),
                "type": if node.is_file() { "F" } else { "D" },
                "downloads": downloads.filter(|download| download.file == node.id).count(),
            })
        })
        .collect();
    Ok(json(StatusCode::OK, json!(files)))
}

/// In all shares that the file is in. A download is over at once here.
pub(super) async fn downloads(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let id = parse_id(&id)?;
    let state = caller.state();
    let admin = state.user(caller.id)?.super_admin;
    let shares = state.shares.iter();
    let shares: Vec<_> = shares.filter(|share| share.files.contains(&id)).collect();
    if shares.is_empty() {
        return Err(Fault::not_found("shared file"));
    }
    let mut shares = shares
        .into_iter()
        .filter(|share| admin || share.owner == caller.id)
        .peekable();
    if shares.peek().is_none() {
        return Err(Fault::restricted("the share is another user's"));
    }
    let downloads = shares.flat_map(|share| &share.downloads);
    let downloads: Vec<Value> = downloads
        .filter(|download| download.file == id)
        .map(|download| {
            json!({
                "ip": client::ADDRESS,
                "name": download.name,
                "size": download.size,
                "duration": 0,
                "time": download.at.whole(),
                "recipient": download.recipient,
            })
        })
        .collect();
    Ok(json(StatusCode::OK, json!(downloads)))
}
