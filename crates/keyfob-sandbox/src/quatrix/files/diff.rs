//! What changed in a folder and below it. Guessed: it is what the log says of it, in the log's own words.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::shown;
use crate::answer::json;
use crate::quatrix::caller::{self, Caller};
use crate::quatrix::fault::Fault;
use crate::quatrix::moment::Moment;
use crate::quatrix::state::State;
use crate::quatrix::store::Kind;
use crate::quatrix::tracking::{Action, Entry, Seen, What};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    from: f64,
    to: Option<f64>,
}

pub(super) async fn diff(Path(id): Path<String>, caller: Caller) -> Result<Response, Fault> {
    let span: Span = caller.query()?;
    let from = Moment::from_seconds(span.from);
    let to = span.to.map_or_else(|| caller.now(), Moment::from_seconds);
    let state = caller.state();
    let folder = state.store.folder(caller.id, caller::id(&id)?)?;
    let operations = shown::operations(&state.store, folder, caller.id);
    let entries = state.log.iter();
    let changes = entries.filter(|entry| from <= entry.at && entry.at <= to);
    let changes = changes.filter_map(|entry| Some((entry, change(&state, folder.id, entry)?)));
    let changes: Vec<Value> = changes
        .map(|(entry, seen)| {
            json!({
                "id": seen.id,
                "action": entry.action.in_table(),
                "parent_id": seen.parent,
                "name": seen.name,
                "type": if seen.kind == Kind::File { "F" } else { "D" },
                "size": seen.size,
                "modified": seen.modified.exact(),
                "operations": operations,
                "metadata": null,
            })
        })
        .collect();
    let diff = json!({"from": from.exact(), "to": to.exact(), "data": changes});
    Ok(json(StatusCode::OK, diff))
}

/// A file or folder that came into the folder, changed there or left it.
fn change<'a>(state: &State, folder: Uuid, entry: &'a Entry) -> Option<&'a Seen> {
    let What::File(seen) = &entry.what else {
        return None;
    };
    let inside = |id: Uuid| id == folder || state.store.lies_in(id, folder);
    let here = [seen.parent, seen.was_in].into_iter().flatten().any(inside);
    (here && entry.action != Action::Download).then_some(seen)
}
