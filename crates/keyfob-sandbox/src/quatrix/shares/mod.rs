//! Shares and quicklinks: things that others may download, things asked of others, and what comes back.

pub(super) mod access;
mod create;
mod downloads;
mod file_requests;
mod inbox;
mod optional_user;
mod preview;
mod returns;
pub(super) mod share;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::authenticated_user::AuthenticatedUser;
use super::fault::Fault;
use super::parameter::parse_id;
use super::tracking::entry::{Action, Target};
use access::find;
use optional_user::OptionalUser;

use crate::answer::json;
use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/share/create", post(create::share))
        .route("/api/1.0/share/recipients", get(create::recipients))
        .route("/api/1.0/share/login-pin", post(login_pin))
        .route("/api/1.0/share/revoke/{id}", get(revoke))
        .route("/api/1.0/share/files/{id}", get(downloads::files))
        .route("/api/1.0/share/download-info/{id}", get(downloads::info))
        .route(
            "/api/1.0/share/download-link/{id}",
            get(downloads::download_link).post(downloads::download_link),
        )
        .route("/api/1.0/share/download/{id}", get(downloads::download))
        .route("/api/1.0/share/preview/{id}", get(preview::preview))
        .route("/api/1.0/share/request", post(file_requests::request))
        .route(
            "/api/1.0/share/send-request/{id}",
            post(file_requests::send_request),
        )
        .route("/api/1.0/inbox", get(inbox::list))
        .merge(returns::routes())
        .route("/api/1.0/quicklink/create", post(create::quicklink))
        .route("/api/1.0/quicklink/login-pin", post(login_pin))
        .route("/api/1.0/quicklink/revoke/{id}", get(revoke))
}

async fn revoke(Path(id): Path<String>, caller: AuthenticatedUser) -> Result<Response, Fault> {
    let id = parse_id(&id)?;
    let mut state = caller.state();
    let share = find(&mut state, id)?;
    if share.owner != caller.id {
        return Err(Fault::restricted("the share is another user's"));
    }
    share.revoked = true;
    let what = Target::share(share);
    state.note(caller.id, Action::Revoke, what, caller.now());
    Ok(json(StatusCode::OK, json!({"id": id})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginPin {
    id: Uuid,
    pin: String,
}

async fn login_pin(visitor: OptionalUser) -> Result<StatusCode, Fault> {
    let LoginPin { id, pin } = visitor.json()?;
    let mut state = visitor.state();
    let share = find(&mut state, id)?;
    share.check_reader(visitor.id)?;
    if share.pin.as_ref().is_some_and(|right| *right != pin) {
        return Err(Fault::wrong_pin());
    }
    share.unlocked_by.push(visitor.id);
    Ok(StatusCode::OK)
}
