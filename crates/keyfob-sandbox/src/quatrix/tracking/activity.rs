//! The log as a list and as a table. Everybody sees what oneself did, who runs the account sees all (guessed).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::log::{Entry, What};
use crate::answer::json;
use crate::quatrix::State;
use crate::quatrix::caller::Caller;
use crate::quatrix::csv;
use crate::quatrix::fault::Fault;
use crate::quatrix::page::Page;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    id: Option<Uuid>,
    user_id: Option<Uuid>,
    limit: Option<usize>,
    from: Option<f64>,
    to: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    user_id: Option<Uuid>,
    from: Option<f64>,
    to: Option<f64>,
}

/// The newest first.
pub(super) async fn list(caller: Caller) -> Result<Response, Fault> {
    let asked: Wanted = caller.query()?;
    let page = Page::new(asked.id, asked.limit, asked.from, asked.to)?;
    let state = caller.state();
    let whose = whose(&state, caller.id, asked.user_id)?;
    let entries = state.log.iter().rev();
    let entries = entries.filter(|entry| whose.is_none_or(|user| entry.user == user));
    let shown = entries.filter_map(|entry| Some((entry, entry.action.in_list()?)));
    let shown = page.of(shown, |(entry, _)| (entry.id, entry.at));
    let shown: Vec<Value> = shown
        .map(|(entry, action)| {
            json!({
                "id": entry.id,
                "email": entry.email,
                "user_name": entry.name,
                "user_status": user_status(&state, entry),
                "timestamp": entry.at.whole(),
                "protocol": "web",
                "event": entry.event(),
                "action": action,
                "share_status": share_status(&state, entry),
                "payload": entry.what.payload(),
                "duration": 0,
            })
        })
        .collect();
    Ok(json(StatusCode::OK, json!(shown)))
}

/// The oldest first. Moments are Unix seconds and the payload is a name: how the vendor writes them is unknown.
pub(super) async fn csv(caller: Caller) -> Result<Response, Fault> {
    let asked: Span = caller.query()?;
    let page = Page::new(None, None, asked.from, asked.to)?;
    let state = caller.state();
    let whose = whose(&state, caller.id, asked.user_id)?;
    let mut table =
        String::from("Time,Event,Action,Client IPs,User name,Email,User status,Protocol,Payload\n");
    for entry in &state.log {
        if page.spans(entry.at) && whose.is_none_or(|user| entry.user == user) {
            table += &format!(
                "{},{},{},{},{},{},{},web,{}\n",
                entry.at.whole(),
                entry.event(),
                entry.action.in_table(),
                super::CLIENT,
                csv::quoted(&entry.name),
                csv::quoted(&entry.email),
                user_status(&state, entry),
                csv::quoted(entry.what.name()),
            );
        }
    }
    Ok(([(header::CONTENT_TYPE, "text/csv")], table).into_response())
}

/// Whose entries are shown; `None` is everybody's.
fn whose(state: &State, caller: Uuid, asked: Option<Uuid>) -> Result<Option<Uuid>, Fault> {
    match asked {
        Some(user) => {
            state.check_own(caller, user)?;
            state.user(user)?;
            Ok(Some(user))
        }
        None if state.user(caller)?.super_admin => Ok(None),
        None => Ok(Some(caller)),
    }
}

fn user_status(state: &State, entry: &Entry) -> &'static str {
    let user = state.user(entry.user);
    if user.is_ok_and(|user| user.enabled) {
        "A"
    } else {
        "D"
    }
}

fn share_status(state: &State, entry: &Entry) -> Option<&'static str> {
    let What::Share { id, .. } = entry.what else {
        return None;
    };
    let share = state.shares.get(id).ok()?;
    Some(if share.revoked { "D" } else { "A" })
}
