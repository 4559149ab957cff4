//! Into the Trash, and out of the app.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::change::answer_job;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::job::Task;
use crate::quatrix::parameter::parse_id;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delete {
    ids: Vec<Uuid>,
    delete_permanently: Option<bool>,
}

pub(super) async fn delete(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Delete = caller.json()?;
    let for_good = asked.delete_permanently.unwrap_or(false);
    answer_job(&caller, asked.ids, Task::Delete { for_good })
}

pub(super) async fn empty_trash(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let trash = parse_id(&id)?;
    let erased = caller.state().store.empty_trash(caller.id, trash)?;
    let erased: Vec<Value> = erased
        .into_iter()
        .map(|id| json!({"id": id, "source_id": trash}))
        .collect();
    Ok(json(StatusCode::OK, json!(erased)))
}
