//! What changed in a folder and below it. Guessed: it is what the log says of it, in the log's own words.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::node_json;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;
use crate::quatrix::store::node::Kind;
use crate::quatrix::timestamp::Timestamp;
use crate::quatrix::tracking::entry::{Action, Entry, FileSnapshot, Target};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    from: f64,
    to: Option<f64>,
}

pub(super) async fn diff(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let span: Span = caller.query()?;
    let from = Timestamp::from_seconds(span.from);
    let to = span
        .to
        .map_or_else(|| caller.now(), Timestamp::from_seconds);
    let state = caller.state();
    let folder = state.store.folder(caller.id, parse_id(&id)?)?;
    let operations = node_json::operations(&state.store, folder, caller.id);
    let entries = state.log.iter();
    let changes = entries.filter(|entry| from <= entry.at && entry.at <= to);
    let changes = changes.filter_map(|entry| Some((entry, change(&state, folder.id, entry)?)));
    let changes: Vec<Value> = changes
        .map(|(entry, snapshot)| {
            json!({
                "id": snapshot.id,
                "action": entry.action.in_table(),
                "parent_id": snapshot.parent,
                "name": snapshot.name,
                "type": if snapshot.kind == Kind::File { "F" } else { "D" },
                "size": snapshot.size,
                "modified": snapshot.modified.exact(),
                "operations": operations,
                "metadata": null,
            })
        })
        .collect();
    let diff = json!({"from": from.exact(), "to": to.exact(), "data": changes});
    Ok(json(StatusCode::OK, diff))
}

/// A file or folder that came into the folder, changed there or left it.
fn change<'a>(state: &State, folder: Uuid, entry: &'a Entry) -> Option<&'a FileSnapshot> {
    let Target::File(snapshot) = &entry.what else {
        return None;
    };
    let inside = |id: Uuid| id == folder || state.store.lies_in(id, folder);
    let here = [snapshot.parent, snapshot.was_in]
        .into_iter()
        .flatten()
        .any(inside);
    (here && entry.action != Action::Download).then_some(snapshot)
}
