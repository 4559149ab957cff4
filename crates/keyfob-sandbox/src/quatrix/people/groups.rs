//! Groups: two that are always there, one of users and one of contacts. No call makes another.

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

const USERS: Uuid = Uuid::from_u128(0x5a4d_b0c5_0000_4000_8000_0000_0000_0001);
const CONTACTS: Uuid = Uuid::from_u128(0x5a4d_b0c5_0000_4000_8000_0000_0000_0002);

pub(super) async fn list(caller: AuthenticatedUser) -> Response {
    json(StatusCode::OK, json!([users(&caller.state())]))
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    match parse_id(&id)? {
        USERS => Ok(json(StatusCode::OK, users(&caller.state()))),
        _ => Err(Fault::not_found("group")),
    }
}

pub(super) async fn for_users(_: AuthenticatedUser) -> Response {
    json(StatusCode::OK, json!([short(USERS)]))
}

pub(super) async fn for_contacts(_: AuthenticatedUser) -> Response {
    let group = json!({"id": CONTACTS, "name": "Contacts", "global": true, "readonly": false});
    json(StatusCode::OK, json!([group]))
}

fn users(state: &State) -> Value {
    let members: Vec<Value> = state
        .users
        .iter()
        .filter(|user| user.groups.contains(&USERS))
        .map(|user| json!({"id": user.id, "name": user.name}))
        .collect();
    json!({
        "id": USERS,
        "name": "Users",
        "type": "U",
        "operations": 3,
        "users": members,
        "groups": [],
        "metadata": {"is_system": true, "translation_id": "pro", "visual_order": 10},
    })
}

/// A group as users and contacts name theirs.
pub(super) fn short(id: Uuid) -> Value {
    let name = if id == USERS { "Users" } else { "Contacts" };
    json!({
        "id": id,
        "name": name,
        "metadata": {"is_system": true, "translation_id": "pro", "visual_order": 10},
    })
}

/// # Errors
/// Code 20 for an id that is no group.
pub(super) fn check(ids: &[Uuid]) -> Result<(), Fault> {
    if ids.iter().all(|id| [USERS, CONTACTS].contains(id)) {
        Ok(())
    } else {
        Err(Fault::not_found("group"))
    }
}
