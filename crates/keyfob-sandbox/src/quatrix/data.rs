//! The two calls that are not about sessions: one public, one not.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::fault::Fault;
use crate::answer::json;
use crate::call::Call;
use crate::world::Shared;

pub(super) async fn account_metadata(State(world): State<Shared>) -> Response {
    let status = if world.quatrix().site_suspended {
        "S"
    } else {
        "A"
    };
    let body = json!({"status": status, "title": "Keyfob sandbox", "language": "en_GB", "default_logo": true});
    json(StatusCode::OK, body)
}

pub(super) async fn profile_info(
    State(world): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    world
        .quatrix()
        .admit_key_or_session(&call, world.clock.now())?;
    // More than 32 bits, as real accounts are; -1 is unlimited.
    let body = json!({"user_used": 10_485_760, "user_limit": -1, "acc_used": 5_368_709_120_u64, "acc_limit": 1_099_511_627_776_u64});
    Ok(json(StatusCode::OK, body))
}
