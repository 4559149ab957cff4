//! Asking people for files: a share without files that takes some.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::access::check_contacts;
use super::share::Share;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::mail::About;
use crate::quatrix::operations;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;
use crate::quatrix::tracking::entry::{Action, Target};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    ids: Vec<Uuid>,
    message: Option<String>,
    folder_id: Option<Uuid>,
    send_email: Option<bool>,
    return_pgp_encrypted: Option<bool>,
    #[expect(dead_code, reason = "to return files one is logged in here, always")]
    request_auth: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SendRequest {
    message: Option<String>,
}

pub(super) async fn request(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Request = caller.json()?;
    let id = create(&caller, &mut caller.state(), asked)?;
    let origin = caller.call.requested_origin().unwrap_or_default();
    let made = json!({
        "id": id,
        "url": format!("{origin}/request/{id}"),
        "job_id": Uuid::new_v4(),
    });
    Ok(json(StatusCode::OK, made))
}

/// The id is a share request's, which is mailed once more, as the vendor's documents have it; or a contact's or user's, who is
/// asked anew.
pub(super) async fn send_request(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let SendRequest { message } = caller.json_if_any()?;
    let id = parse_id(&id)?;
    let mut state = caller.state();
    let job = json!({"job_id": Uuid::new_v4()});
    if let Ok(request) = state.share(id) {
        if !request.is_request || request.owner != caller.id {
            return Err(Fault::restricted("this is no share request of yours"));
        }
        let (recipients, what) = (request.recipients.clone(), Target::share(request));
        state.note(caller.id, Action::Mail, what, caller.now());
        state.mail(&recipients, About::FileRequest, id);
        return Ok(json(StatusCode::ACCEPTED, job));
    }
    let asked = Request {
        ids: vec![id],
        message,
        folder_id: None,
        send_email: None,
        return_pgp_encrypted: None,
        request_auth: None,
    };
    create(&caller, &mut state, asked)?;
    Ok(json(StatusCode::ACCEPTED, job))
}

/// Into the home folder, unless another one is named.
fn create(caller: &AuthenticatedUser, state: &mut State, asked: Request) -> Result<Uuid, Fault> {
    if asked.ids.is_empty() {
        return Err(Fault::parameter("ids is empty"));
    }
    check_contacts(state, caller.id, &asked.ids)?;
    let folder = match asked.folder_id {
        Some(id) => id,
        None => state.store.home(caller.id)?,
    };
    state.store.folder(caller.id, folder)?;
    state.store.allowed(caller.id, folder, operations::UPLOAD)?;
    let share = Share {
        recipients: asked.ids,
        message: asked.message.unwrap_or_default(),
        folder: Some(folder),
        is_request: true,
        return_files: true,
        return_pgp_encrypted: asked.return_pgp_encrypted.unwrap_or(false),
        ..Share::new(caller.id, caller.now())
    };
    let id = share.id;
    state.note(
        caller.id,
        Action::Share,
        Target::share(&share),
        caller.now(),
    );
    if asked.send_email.unwrap_or(true) {
        state.mail_share(&share, About::FileRequest, caller.now());
    }
    state.shares.add(share);
    Ok(id)
}
