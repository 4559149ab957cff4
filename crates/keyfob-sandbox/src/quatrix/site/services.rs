//! Services that users can be given: SFTP, the only one that the vendor's pages name. Nothing listens for it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;

const SFTP: Uuid = Uuid::from_u128(0x5a4d_b0c5_0000_4000_8000_0000_0000_0021);

pub(super) async fn list(caller: AuthenticatedUser) -> Response {
    json(StatusCode::OK, json!([to_json(&caller.state())]))
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    check(&[parse_id(&id)?])?;
    Ok(json(StatusCode::OK, to_json(&caller.state())))
}

fn to_json(state: &State) -> Value {
    let users = state.users.iter();
    let users = users.filter(|user| user.services.contains(&SFTP));
    let users: Vec<Value> = users
        .map(|user| json!({"id": user.id, "name": user.name}))
        .collect();
    json!({
        "id": SFTP,
        "key": "SFTP",
        "base": false,
        "properties": {},
        "users": users,
        "forced_auth": [],
    })
}

/// Services as a user's own record names them.
pub(in crate::quatrix) fn short(ids: &[Uuid]) -> Vec<Value> {
    let known = ids.iter().filter(|id| **id == SFTP);
    known
        .map(|id| json!({"id": id, "service_key": "SFTP"}))
        .collect()
}

/// # Errors
/// Code 20 for an id that is no service.
pub(in crate::quatrix) fn check(ids: &[Uuid]) -> Result<(), Fault> {
    if ids.iter().all(|id| *id == SFTP) {
        Ok(())
    } else {
        Err(Fault::not_found("service"))
    }
}
