//! Rules that work on folders. They are kept and do nothing: after which time files go has no known unit.

pub(super) mod rule;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::authenticated_user::AuthenticatedUser;
use super::fault::Fault;
use super::parameter::parse_id;
use super::people::status::{Status, status};
use super::state::State;
use crate::answer::{extend, json};
use crate::quatrix::app::Shared;
use rule::{Action, Options, Rule};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/automation", get(list))
        .route("/api/1.0/automation/metadata/{id}", get(metadata))
        .route("/api/1.0/automation/create", post(create))
        .route("/api/1.0/automation/edit/", post(edit))
        .route("/api/1.0/automation/delete", post(delete))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "no answer shows the comment and the end")]
struct Create {
    file_id: Uuid,
    action: Action,
    status: Option<Status>,
    options: Option<Options>,
    comment: Option<String>,
    expires: Option<i64>,
    email: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "no answer shows the comment and the end")]
struct Edit {
    ids: Vec<Uuid>,
    action: Option<Action>,
    file_id: Option<Uuid>,
    status: Option<Status>,
    options: Option<Options>,
    comment: Option<String>,
    expires: Option<i64>,
    email: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<Uuid>,
}

/// One's own, or everybody's for who runs the account (guessed, as in all calls here).
async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let rules = state.rules.iter();
    let rules = rules.filter(|rule| state.check_own(caller.id, rule.owner).is_ok());
    let rules: Vec<Value> = rules.map(|rule| to_json(&state, rule)).collect();
    Ok(json(StatusCode::OK, json!(rules)))
}

async fn metadata(Path(id): Path<String>, caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let rule = find(&state, &caller, parse_id(&id)?)?;
    Ok(json(StatusCode::OK, to_json(&state, rule)))
}

async fn create(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Create = caller.json()?;
    let mut state = caller.state();
    state.store.folder(caller.id, asked.file_id)?;
    let last = state.rules.iter().map(|rule| rule.number).max();
    let rule = Rule {
        id: Uuid::new_v4(),
        number: last.unwrap_or(0) + 1,
        owner: caller.id,
        folder: asked.file_id,
        action: asked.action,
        enabled: asked.status.is_none_or(Status::enabled),
        options: asked.options.unwrap_or_default(),
        email: asked.email.unwrap_or_default(),
        created: caller.now(),
        modified: caller.now(),
    };
    let made = to_json(&state, &rule);
    state.rules.add(rule);
    Ok(json(StatusCode::CREATED, made))
}

/// Options come as a whole.
async fn edit(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Edit = caller.json()?;
    let mut state = caller.state();
    if let Some(folder) = asked.file_id {
        state.store.folder(caller.id, folder)?;
    }
    for &id in &asked.ids {
        find(&state, &caller, id)?;
    }
    for &id in &asked.ids {
        let rule = state.rules.get_mut(id)?;
        rule.action = asked.action.unwrap_or(rule.action);
        rule.folder = asked.file_id.unwrap_or(rule.folder);
        rule.enabled = asked.status.map_or(rule.enabled, Status::enabled);
        rule.options = asked
            .options
            .clone()
            .unwrap_or(std::mem::take(&mut rule.options));
        rule.email = asked
            .email
            .clone()
            .unwrap_or(std::mem::take(&mut rule.email));
        rule.modified = caller.now();
    }
    let rules = asked.ids.iter().map(|&id| state.rules.get(id));
    let rules: Result<Vec<&Rule>, Fault> = rules.collect();
    let rules: Vec<Value> = rules?
        .into_iter()
        .map(|rule| to_json(&state, rule))
        .collect();
    Ok(json(StatusCode::OK, json!(rules)))
}

async fn delete(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Ids { ids } = caller.json()?;
    let mut state = caller.state();
    for &id in &ids {
        find(&state, &caller, id)?;
    }
    state.rules.retain(|rule| !ids.contains(&rule.id));
    Ok(json(StatusCode::OK, json!({"ids": ids})))
}

fn find<'a>(state: &'a State, caller: &AuthenticatedUser, id: Uuid) -> Result<&'a Rule, Fault> {
    let rule = state.rules.get(id)?;
    state.check_own(caller.id, rule.owner)?;
    Ok(rule)
}

fn to_json(state: &State, rule: &Rule) -> Value {
    let mut body = json!({
        "id": rule.id,
        "owner_id": rule.owner,
        "file_id": rule.folder,
        "created": rule.created.whole(),
        "modified": rule.modified.whole(),
        "status": status(rule.enabled),
        "action": rule.action,
        "options": rule.options,
        "email": rule.email,
        "rule_num": rule.number,
    });
    // A folder that is gone has no path.
    if let Some(folder) = state.store.shared(rule.folder) {
        extend(&mut body, json!({"file_path": state.store.path(folder)}));
    }
    body
}
