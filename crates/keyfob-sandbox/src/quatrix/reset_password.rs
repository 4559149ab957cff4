//! A new password by way of a mailed link.
//!
//! Guessed: an unknown address is answered like a known one; a link holds for a day and works once; the password comes
//! as it is; who is locked out may log in again with it.

use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::fault::Fault;
use super::mail::About;
use super::password_reset::Reset;
use super::state::State;
use crate::answer::json;
use crate::call::Call;
use crate::quatrix::app::Shared;

const KEPT: Duration = Duration::from_secs(24 * 3600);

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/reset-password/request", post(request))
        .route("/api/1.0/reset-password/metadata/{id}", get(metadata))
        .route("/api/1.0/reset-password/reset/{id}", post(reset))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    email: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    password: String,
}

/// Answers another thing to who is logged in.
async fn request(Extract(app): Extract<Shared>, call: Call) -> Result<Response, Fault> {
    let Request { email } = call.json().map_err(|error| Fault::parameter(&error))?;
    if email.is_empty() {
        return Err(Fault::parameter("email is empty"));
    }
    let now = app.now();
    let mut state = app.state();
    let logged_in = state.authorize_key_or_session(&call, now).is_ok();
    let known = |user: &&super::user::User| email.iter().any(|email| user.has_email(email));
    let users: Vec<Uuid> = state
        .users
        .iter()
        .filter(known)
        .map(|user| user.id)
        .collect();
    for user in users {
        let id = Uuid::new_v4();
        let asked = now;
        state.resets.push(Reset { id, user, asked });
        state.mail(&[user], About::PasswordReset, id);
    }
    Ok(if logged_in {
        json(StatusCode::ACCEPTED, json!({"status": "accepted"}))
    } else {
        json(StatusCode::OK, json!({"email": email}))
    })
}

async fn metadata(
    Path(id): Path<String>,
    Extract(app): Extract<Shared>,
) -> Result<Response, Fault> {
    let state = app.state();
    let (id, _) = find(&state, &id, app.now())?;
    let body = json!({"id": id, "multiple_accounts": false});
    Ok(json(StatusCode::OK, body))
}

async fn reset(
    Path(id): Path<String>,
    Extract(app): Extract<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let mut state = app.state();
    let (id, user) = find(&state, &id, app.now())?;
    let NewPassword { password } = call.json().map_err(|error| Fault::parameter(&error))?;
    if !(6..=64).contains(&password.chars().count()) {
        return Err(Fault::parameter("password has 6 to 64 characters"));
    }
    let user = state.user_mut(user)?;
    user.account.password = password;
    user.signed_up = true;
    let email = user.account.email.clone();
    state.lockout.reset(&email);
    state.resets.retain(|reset| reset.id != id);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

/// A reset that still holds, and whose it is.
fn find(state: &State, id: &str, now: SystemTime) -> Result<(Uuid, Uuid), Fault> {
    let id = Uuid::parse_str(id).map_err(|_| Fault::link())?;
    let holds = |reset: &&Reset| reset.id == id && now < reset.asked + KEPT;
    let found = state.resets.iter().find(holds);
    let found = found.ok_or_else(Fault::link)?;
    Ok((found.id, found.user))
}
