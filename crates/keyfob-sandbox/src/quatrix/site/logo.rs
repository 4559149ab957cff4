//! The account's logo, and the key that another one is uploaded with.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use crate::answer::json;
use crate::quatrix::app::Shared;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::pictures;
use crate::quatrix::transfer::uploads::{Upload, Uploader};

/// What was uploaded, whatever it is.
pub(super) async fn logo(State(app): State<Shared>) -> Response {
    match app.state().logo.clone() {
        None => pictures::png(),
        Some(logo) => ([(header::CONTENT_TYPE, "image/png")], logo).into_response(),
    }
}

pub(super) async fn upload_link(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let mut state = caller.state();
    state.check_admin(caller.id)?;
    // It is no file of anybody's, so the id is nowhere else.
    let (by, rest) = (Uploader::Logo(caller.id), [].as_slice().into());
    let upload = Upload::new(by, Uuid::new_v4(), None, rest, caller.time);
    let key = state.uploads.open(upload);
    Ok(json(StatusCode::OK, json!({"upload_key": key})))
}
