//! The account as a whole.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::answer::json;
use crate::quatrix::caller::Caller;
use crate::quatrix::fault::Fault;
use crate::world::Shared;

/// One grey pixel.
const LOGO: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

pub(super) async fn metadata(State(world): State<Shared>) -> Response {
    let status = if world.quatrix().site_suspended {
        "S"
    } else {
        "A"
    };
    let body = json!({"status": status, "title": "Keyfob sandbox", "language": "en_GB", "default_logo": true});
    json(StatusCode::OK, body)
}

pub(super) async fn logo() -> Response {
    let bytes = STANDARD.decode(LOGO).unwrap_or_default();
    ([(header::CONTENT_TYPE, "image/png")], bytes).into_response()
}

pub(super) async fn roles(caller: Caller) -> Response {
    let state = caller.state();
    let roles: Vec<Value> = state
        .users
        .iter()
        .map(|user| json!({"id": user.id, "email": user.account.email, "name": user.name}))
        .collect();
    json(StatusCode::OK, json!(roles))
}

/// In the shape of the vendor's old pages: it is the one with sizes in it, some of them as text.
pub(super) async fn info(caller: Caller) -> Result<Response, Fault> {
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
        "language": "en_GB",
    });
    Ok(json(StatusCode::OK, info))
}

pub(super) async fn list(caller: Caller) -> Response {
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

pub(super) async fn languages(_: Caller) -> Response {
    let languages = json!([
        {"id": "en_GB", "name": "English", "filename": "en_GB.json"},
        {"id": "zh_CN", "name": "Chinese", "filename": "zh_CN.json"},
    ]);
    json(StatusCode::OK, languages)
}

pub(super) async fn default_language() -> Response {
    json(StatusCode::OK, json!({"id": "en_GB"}))
}
