//! Making, renaming, copying and moving.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::shown;
use crate::answer::{extend, json};
use crate::quatrix::caller::{self, Caller};
use crate::quatrix::fault::Fault;
use crate::quatrix::jobs::{Job, Task};
use crate::quatrix::moment::Moment;
use crate::quatrix::rights;
use crate::quatrix::state::State;
use crate::quatrix::store::Clash;

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
    fn clash(&self) -> Result<Clash, Fault> {
        match (self.resolve, self.resolve_mode.as_deref().unwrap_or("")) {
            (Some(false), "") => Ok(Clash::Refuse),
            (_, "") => Ok(Clash::Rename),
            (Some(false), "overwrite") => Ok(Clash::Refuse),
            (_, "overwrite") => Ok(Clash::Overwrite),
            _ => Err(Fault::parameter("resolve_mode is not known")),
        }
    }
}

pub(super) async fn set_time(caller: Caller) -> Result<Response, Fault> {
    let SetTime { id, mtime } = caller.json()?;
    let mut state = caller.state();
    state.store.allowed(caller.id, id, rights::RENAME)?;
    let node = state.store.node_mut(caller.id, id)?;
    if let Some(mtime) = mtime {
        node.modified = Moment::from_seconds(mtime);
    }
    let node = state.store.node(caller.id, id)?;
    let shown = shown::file(&state.store, node, caller.id);
    Ok(json(StatusCode::OK, shown))
}

pub(super) async fn make_folder(caller: Caller) -> Result<Response, Fault> {
    let asked: MakeFolder = caller.json()?;
    let name = asked.name.ok_or_else(|| Fault::missing("name"))?;
    let clash = Clash::resolved(asked.resolve);
    let mut state = caller.state();
    let target = match asked.target {
        Some(id) => id,
        None => state.store.home(caller.id)?,
    };
    let made = state.make_folder(caller.id, target, &name, clash, caller.now())?;
    let id = made.id;
    let made = state.store.node(caller.id, id)?;
    let made = shown::file(&state.store, made, caller.id);
    Ok(json(StatusCode::CREATED, made))
}

pub(super) async fn rename(Path(id): Path<String>, caller: Caller) -> Result<Response, Fault> {
    let asked: Rename = caller.json()?;
    let name = asked.name.ok_or_else(|| Fault::missing("name"))?;
    let id = caller::id(&id)?;
    let mut state = caller.state();
    let node = state.store.node(caller.id, id)?;
    let old = node.name.clone();
    let parent = match node.parent {
        Some(parent) => parent,
        None => return Err(Fault::restricted("the home folder keeps its name")),
    };
    let clash = Clash::resolved(asked.resolve);
    state.relocate(caller.id, id, parent, Some(&name), clash, caller.now())?;
    let node = state.store.node(caller.id, id)?;
    let mut shown = shown::file(&state.store, node, caller.id);
    extend(&mut shown, json!({"old_name": old}));
    Ok(json(StatusCode::OK, shown))
}

/// Always a job, however few the things.
pub(super) async fn copy(caller: Caller) -> Result<Response, Fault> {
    let Many {
        ids,
        target,
        resolve,
    } = caller.json()?;
    let mut state = caller.state();
    state.store.folder(caller.id, target)?;
    let clash = Clash::resolved(resolve);
    let task = Task::Copy { target, clash };
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

pub(super) async fn relocate(caller: Caller) -> Result<Response, Fault> {
    let Many {
        ids,
        target,
        resolve,
    } = caller.json()?;
    caller.state().store.folder(caller.id, target)?;
    let clash = Clash::resolved(resolve);
    work_on(&caller, ids, Task::Move { target, clash })
}

/// Few things at once, many in the background.
pub(super) fn work_on(caller: &Caller, ids: Vec<Uuid>, task: Task) -> Result<Response, Fault> {
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

pub(super) async fn copy_one(caller: Caller) -> Result<Response, Fault> {
    let asked: One = caller.json()?;
    let clash = asked.clash()?;
    let (name, now) = (asked.name.as_deref(), caller.now());
    let mut state = caller.state();
    let copy = state.copy(caller.id, asked.file_id, asked.target_id, name, clash, now)?;
    let id = copy.id;
    finish_one(&caller, &mut state, id, asked.mtime)
}

pub(super) async fn move_one(caller: Caller) -> Result<Response, Fault> {
    let asked: One = caller.json()?;
    let (id, clash) = (asked.file_id, asked.clash()?);
    let mut state = caller.state();
    let name = asked.name.as_deref();
    state.relocate(caller.id, id, asked.target_id, name, clash, caller.now())?;
    finish_one(&caller, &mut state, id, asked.mtime)
}

fn finish_one(
    caller: &Caller,
    state: &mut State,
    id: Uuid,
    mtime: Option<f64>,
) -> Result<Response, Fault> {
    if let Some(mtime) = mtime {
        state.store.node_mut(caller.id, id)?.modified = Moment::from_seconds(mtime);
    }
    let node = state.store.node(caller.id, id)?;
    let shown = shown::file(&state.store, node, caller.id);
    Ok(json(StatusCode::OK, shown))
}
