//! Making, renaming, copying and moving.

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
use crate::quatrix::job::{Job, Task};
use crate::quatrix::operations;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;
use crate::quatrix::store::conflict::OnConflict;
use crate::quatrix::timestamp::Timestamp;

/// More ids than this are moved or deleted in the background.
pub(super) const AT_ONCE: usize = 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetTime {
    id: Uuid,
    mtime: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MakeFolder {
    target: Option<Uuid>,
    name: Option<String>,
    resolve: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    name: Option<String>,
    resolve: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Many {
    ids: Vec<Uuid>,
    target: Uuid,
    resolve: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    file_id: Uuid,
    target_id: Uuid,
    name: Option<String>,
    mtime: Option<f64>,
    resolve: Option<bool>,
    resolve_mode: Option<String>,
}

impl One {
    fn on_conflict(&self) -> Result<OnConflict, Fault> {
        match (self.resolve, self.resolve_mode.as_deref().unwrap_or("")) {
            (Some(false), "") => Ok(OnConflict::Refuse),
            (_, "") => Ok(OnConflict::Rename),
            (Some(false), "overwrite") => Ok(OnConflict::Refuse),
            (_, "overwrite") => Ok(OnConflict::Overwrite),
            _ => Err(Fault::parameter("resolve_mode is not known")),
        }
    }
}

pub(super) async fn set_time(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let SetTime { id, mtime } = caller.json()?;
    let mut state = caller.state();
    state.store.allowed(caller.id, id, operations::RENAME)?;
    let node = state.store.node_mut(caller.id, id)?;
    if let Some(mtime) = mtime {
        node.modified = Timestamp::from_seconds(mtime);
    }
    let node = state.store.node(caller.id, id)?;
    let body = node_json::file(&state.store, node, caller.id);
    Ok(json(StatusCode::OK, body))
}

pub(super) async fn make_folder(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: MakeFolder = caller.json()?;
    let name = asked.name.ok_or_else(|| Fault::missing("name"))?;
    let on_conflict = OnConflict::resolved(asked.resolve);
    let mut state = caller.state();
    let target = match asked.target {
        Some(id) => id,
        None => state.store.home(caller.id)?,
    };
    let made = state.make_folder(caller.id, target, &name, on_conflict, caller.now())?;
    let id = made.id;
    let made = state.store.node(caller.id, id)?;
    let made = node_json::file(&state.store, made, caller.id);
    Ok(json(StatusCode::CREATED, made))
}

pub(super) async fn rename(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let asked: Rename = caller.json()?;
    let name = asked.name.ok_or_else(|| Fault::missing("name"))?;
    let id = parse_id(&id)?;
    let mut state = caller.state();
    let node = state.store.node(caller.id, id)?;
    let old = node.name.clone();
    let parent = match node.parent {
        Some(parent) => parent,
        None => return Err(Fault::restricted("the home folder keeps its name")),
    };
    let on_conflict = OnConflict::resolved(asked.resolve);
    state.relocate(
        caller.id,
        id,
        parent,
        Some(&name),
        on_conflict,
        caller.now(),
    )?;
    let node = state.store.node(caller.id, id)?;
    let mut body = node_json::file(&state.store, node, caller.id);
    extend(&mut body, json!({"old_name": old}));
    Ok(json(StatusCode::OK, body))
}

/// Always a job, however few the things.
pub(super) async fn copy(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Many {
        ids,
        target,
        resolve,
    } = caller.json()?;
    let mut state = caller.state();
    state.store.folder(caller.id, target)?;
    let on_conflict = OnConflict::resolved(resolve);
    let task = Task::Copy {
        target,
        on_conflict,
    };
    let job = state.begin(
        Job {
            user: caller.id,
            ids,
            task,
        },
        caller.time,
    );
    Ok(json(StatusCode::ACCEPTED, json!({"job_id": job})))
}

pub(super) async fn relocate(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Many {
        ids,
        target,
        resolve,
    } = caller.json()?;
    caller.state().store.folder(caller.id, target)?;
    let on_conflict = OnConflict::resolved(resolve);
    answer_job(
        &caller,
        ids,
        Task::Move {
            target,
            on_conflict,
        },
    )
}

/// Few things at once, many in the background.
pub(super) fn answer_job(
    caller: &AuthenticatedUser,
    ids: Vec<Uuid>,
    task: Task,
) -> Result<Response, Fault> {
    let mut state = caller.state();
    let many = ids.len() > AT_ONCE;
    let job = Job {
        user: caller.id,
        ids,
        task,
    };
    if many {
        let job = state.begin(job, caller.time);
        return Ok(json(StatusCode::ACCEPTED, json!({"job_id": job})));
    }
    let done = state.carry_out(&job, caller.time)?;
    Ok(json(StatusCode::OK, json!({"ids": done})))
}

pub(super) async fn copy_one(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: One = caller.json()?;
    let on_conflict = asked.on_conflict()?;
    let (name, now) = (asked.name.as_deref(), caller.now());
    let mut state = caller.state();
    let copy = state.copy(
        caller.id,
        asked.file_id,
        asked.target_id,
        name,
        on_conflict,
        now,
    )?;
    let id = copy.id;
    finish_one(&caller, &mut state, id, asked.mtime)
}

pub(super) async fn move_one(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: One = caller.json()?;
    let (id, on_conflict) = (asked.file_id, asked.on_conflict()?);
    let mut state = caller.state();
    let name = asked.name.as_deref();
    state.relocate(
        caller.id,
        id,
        asked.target_id,
        name,
        on_conflict,
        caller.now(),
    )?;
    finish_one(&caller, &mut state, id, asked.mtime)
}

fn finish_one(
    caller: &AuthenticatedUser,
    state: &mut State,
    id: Uuid,
    mtime: Option<f64>,
) -> Result<Response, Fault> {
    if let Some(mtime) = mtime {
        state.store.node_mut(caller.id, id)?.modified = Timestamp::from_seconds(mtime);
    }
    let node = state.store.node(caller.id, id)?;
    let body = node_json::file(&state.store, node, caller.id);
    Ok(json(StatusCode::OK, body))
}
