//! Asking people for their PGP keys. The request's id is in a mail.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::new_key::New;
use super::records::KeyRequest;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::mail::About;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::shares::access::check_contacts;
use crate::quatrix::state::State;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<Uuid>,
}

pub(super) async fn request(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Ids { ids } = caller.json()?;
    request_keys(&caller, ids)
}

/// The older form, for one person.
pub(super) async fn request_one(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    request_keys(&caller, vec![parse_id(&id)?])
}

fn request_keys(caller: &AuthenticatedUser, people: Vec<Uuid>) -> Result<Response, Fault> {
    let mut state = caller.state();
    check_contacts(&state, caller.id, &people)?;
    for asked in people {
        let request = KeyRequest {
            id: Uuid::new_v4(),
            sender: caller.id,
            asked,
        };
        state.mail(&[asked], About::KeyRequest, request.id);
        state.key_requests.add(request);
    }
    Ok(job())
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let request = find(&state, &caller, &id)?;
    let sender = state.user(request.sender)?;
    let contact = state.contact(request.asked);
    let name = match contact {
        Some(contact) => contact.name.clone(),
        None => state.user(request.asked)?.name.clone(),
    };
    let body = json!({
        "id": request.id,
        "sender_name": sender.name,
        "sender_email": sender.account.email,
        "user_name": name,
        "user_email": state.emails(&[request.asked]).pop().unwrap_or_default(),
        "locale": state.settings.language,
        "is_contact": contact.is_some(),
    });
    Ok(json(StatusCode::OK, body))
}

/// Done at once, though it is said to be a job. Then the request is gone.
pub(super) async fn respond(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let key: New = caller.json()?;
    let mut state = caller.state();
    let request = find(&state, &caller, &id)?;
    let (id, asked) = (request.id, request.asked);
    state.keep_key(asked, key, caller.now())?;
    state.key_requests.remove(id);
    Ok(job())
}

/// A user who is asked answers oneself. Contacts cannot log in here, so whoever knows the request answers for them.
fn find<'a>(
    state: &'a State,
    caller: &AuthenticatedUser,
    id: &str,
) -> Result<&'a KeyRequest, Fault> {
    let request = state.key_requests.get(parse_id(id)?)?;
    if request.asked == caller.id || state.contact(request.asked).is_some() {
        Ok(request)
    } else {
        Err(Fault::restricted("the request is for another user"))
    }
}

fn job() -> Response {
    let job = json!({"job_id": Uuid::new_v4()});
    json(StatusCode::ACCEPTED, job)
}
