//! Shares and quicklinks: things that others may download, things asked of others, and what comes back.

mod ask;
mod create;
mod inbox;
mod preview;
mod read;
mod reader;
mod returns;
mod share;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::caller::{self, Caller};
use super::fault::Fault;
use super::tracking::{Action, What};
pub(super) use create::check_contacts;
use reader::Reader;
use share::find;
pub(super) use share::{Download, Share, Type};

use crate::answer::json;
use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/share/create", post(create::share))
        .route("/api/1.0/share/recipients", get(create::recipients))
        .route("/api/1.0/share/login-pin", post(login_pin))
        .route("/api/1.0/share/revoke/{id}", get(revoke))
        .route("/api/1.0/share/files/{id}", get(read::files))
        .route("/api/1.0/share/download-info/{id}", get(read::info))
        .route(
            "/api/1.0/share/download-link/{id}",
            get(read::download_link).post(read::download_link),
        )
        .route("/api/1.0/share/download/{id}", get(read::download))
        .route("/api/1.0/share/preview/{id}", get(preview::preview))
        .route("/api/1.0/share/request", post(ask::request))
        .route("/api/1.0/share/send-request/{id}", post(ask::send_request))
        .route("/api/1.0/inbox", get(inbox::list))
        .merge(returns::routes())
        .route("/api/1.0/quicklink/create", post(create::quicklink))
        .route("/api/1.0/quicklink/login-pin", post(login_pin))
        .route("/api/1.0/quicklink/revoke/{id}", get(revoke))
}

async fn revoke(Path(id): Path<String>, caller: Caller) -> Result<Response, Fault> {
    let id = caller::id(&id)?;
    let mut state = caller.state();
    let share = find(&mut state, id)?;
    if share.owner != caller.id {
        return Err(Fault::restricted("the share is another user's"));
    }
    share.revoked = true;
    let what = What::share(share);
    state.note(caller.id, Action::Revoke, what, caller.now());
    Ok(json(StatusCode::OK, json!({"id": id})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginPin {
    id: Uuid,
    pin: String,
}

async fn login_pin(reader: Reader) -> Result<StatusCode, Fault> {
    let LoginPin { id, pin } = reader.json()?;
    let mut state = reader.state();
    let share = find(&mut state, id)?;
    share.lets_in(reader.id)?;
    if share.pin.as_ref().is_some_and(|right| *right != pin) {
        return Err(Fault::wrong_pin());
    }
    share.unlocked_by.push(reader.id);
    Ok(StatusCode::OK)
}
