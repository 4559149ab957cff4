//! The account as a whole.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::answer::json;
use crate::quatrix::app::Shared;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;

pub(super) async fn metadata(State(app): State<Shared>) -> Response {
    let state = app.state();
    let body = json!({
        "status": if state.site_suspended { "S" } else { "A" },
        "title": state.settings.title,
        "language": state.settings.language,
        "default_logo": state.logo.is_none(),
    });
    json(StatusCode::OK, body)
}

pub(super) async fn roles(caller: AuthenticatedUser) -> Response {
    let state = caller.state();
    let roles: Vec<Value> = state
        .users
        .iter()
        .map(|user| json!({"id": user.id, "email": user.account.email, "name": user.name}))
        .collect();
    json(StatusCode::OK, json!(roles))
}

/// In the shape of the vendor's old pages: it is the one with sizes in it, some of them as text.
pub(super) async fn info(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let info = json!({
        "id": state.account_id,
        "plan": "business",
        "user_limit": "250",
        "user_used": state.users.len(),
        "storage_limit": state.store.limit(),
        "storage_used": state.store.used(),
        "max_file_size": "-1",
        "max_files_count": "-1",
        "retention": "-1",
        "language": state.settings.language,
    });
    Ok(json(StatusCode::OK, info))
}

pub(super) async fn list(caller: AuthenticatedUser) -> Response {
    let hostname = caller.call.header("host").unwrap_or("localhost").to_owned();
    let state = caller.state();
    let status = if state.site_suspended { "S" } else { "A" };
    let account = json!({
        "id": state.account_id,
        "hostname": hostname,
        "plan": "business",
        "status": status,
        "current": true,
    });
    json(StatusCode::OK, json!([account]))
}

pub(super) async fn languages(_: AuthenticatedUser) -> Response {
    let languages = json!([
        {"id": "en_GB", "name": "English", "filename": "en_GB.json"},
        {"id": "zh_CN", "name": "Chinese", "filename": "zh_CN.json"},
    ]);
    json(StatusCode::OK, languages)
}

pub(super) async fn default_language(State(app): State<Shared>) -> Response {
    let language = app.state().settings.language.clone();
    json(StatusCode::OK, json!({"id": language}))
}

/// The vendor's word is not known.
pub(super) async fn ping() -> Response {
    json(StatusCode::OK, json!({"response": "pong"}))
}
