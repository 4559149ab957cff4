//! The log as a list and as a table. Everybody sees what oneself did, who runs the account sees all (guessed).

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::client;
use super::entry::{Entry, Target};
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::csv;
use crate::quatrix::fault::Fault;
use crate::quatrix::page::Page;
use crate::quatrix::state::State;

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
pub(super) async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Wanted = caller.query()?;
    let page = Page::new(asked.id, asked.limit, asked.from, asked.to)?;
    let state = caller.state();
    let whose = whose(&state, caller.id, asked.user_id)?;
    let entries = state.log.iter().rev();
    let entries = entries.filter(|entry| whose.is_none_or(|user| entry.user == user));
    let entries = entries.filter_map(|entry| Some((entry, entry.action.in_list()?)));
    let entries = page.of(entries, |(entry, _)| (entry.id, entry.at));
    let body: Vec<Value> = entries
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
    Ok(json(StatusCode::OK, json!(body)))
}

const COLUMNS: [&str; 9] = [
    "Time",
    "Event",
    "Action",
    "Client IPs",
    "User name",
    "Email",
    "User status",
    "Protocol",
    "Payload",
];

/// The oldest first. Moments are Unix seconds and the payload is a name: how the vendor writes them is unknown.
pub(super) async fn csv(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Span = caller.query()?;
    let page = Page::new(None, None, asked.from, asked.to)?;
    let state = caller.state();
    let whose = whose(&state, caller.id, asked.user_id)?;
    let entries = state.log.iter();
    let entries =
        entries.filter(|entry| page.spans(entry.at) && whose.is_none_or(|user| entry.user == user));
    let rows = entries.map(|entry| {
        [
            entry.at.whole().to_string(),
            entry.event().to_owned(),
            entry.action.in_table().to_owned(),
            client::ADDRESS.to_owned(),
            entry.name.clone(),
            entry.email.clone(),
            user_status(&state, entry).to_owned(),
            "web".to_owned(),
            entry.what.name().to_owned(),
        ]
    });
    Ok(csv::table(COLUMNS, rows))
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
    let Target::Share { id, .. } = entry.what else {
        return None;
    };
    let share = state.shares.get(id).ok()?;
    Some(if share.revoked { "D" } else { "A" })
}
