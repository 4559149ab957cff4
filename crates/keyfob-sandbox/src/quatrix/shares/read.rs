//! What a share shows and gives to those it is for.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::find;
use crate::answer::{extend, json};
use crate::call::Call;
use crate::quatrix::caller::{self, Caller};
use crate::quatrix::fault::Fault;
use crate::quatrix::moment::Moment;
use crate::quatrix::transfer;
use crate::world::Shared;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    files: Option<Vec<Uuid>>,
}

pub(super) async fn files(Path(id): Path<String>, caller: Caller) -> Result<Response, Fault> {
    let mut state = caller.state();
    let share = find(&mut state, caller::id(&id)?)?;
    share.check(Some(caller.id), caller.now())?;
    let files = share.files.clone();
    let files = files.iter().filter_map(|&id| state.store.shared(id));
    let files: Vec<Value> = files
        .map(|node| {
            let below = state.store.below(node);
            json!({
                "id": node.id,
                "name": node.name,
                "size": state.store.size(node),
                "count": below.into_iter().filter(|node| node.is_file()).count(),
                "type": if node.is_file() { "F" } else { "D" },
                "download_locked": false,
            })
        })
        .collect();
    Ok(json(StatusCode::OK, json!(files)))
}

/// A public share is shown to anybody; for the others one must be logged in.
pub(super) async fn info(
    Path(id): Path<String>,
    Extract(world): Extract<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let now = world.clock.now();
    let mut state = world.quatrix();
    let user = state.admit_key_or_session(&call, now).ok();
    let id = caller::id(&id)?;
    let share = find(&mut state, id)?;
    if user.is_none() && !share.public {
        return Err(Fault::session());
    }
    let share = find(&mut state, id)?;
    let (owner, expired) = (share.owner, share.expired(Moment::of(now)));
    let info = json!({
        "id": share.id,
        "message": share.message,
        "subject": share.subject,
        "activates": share.activates.whole(),
        "expires": share.expires.map_or(0, Moment::whole),
        "pgp_encrypted": false,
        "private_key": null,
        "pgp_enabled": false,
        "status": "A",
        "share_type": share.kind,
        "title": "Keyfob sandbox",
        "locale": "en_GB",
        "expired": expired,
        "is_reply": false,
        "pin_protected": share.pin.is_some(),
    });
    let mut info = info;
    let sender = state.user(owner)?;
    let reader = user.and_then(|user| state.user(user).ok());
    let people = json!({
        "sender_name": sender.name,
        "sender_email": sender.account.email,
        "user_name": reader.map(|user| &user.name),
        "user_email": reader.map(|user| &user.account.email),
    });
    extend(&mut info, people);
    if let Some(reader) = reader {
        extend(&mut info, json!({"user_id": reader.id}));
    }
    Ok(json(StatusCode::OK, info))
}

pub(super) async fn download_link(
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Response, Fault> {
    let Chosen { files } = caller.json_if_any()?;
    let mut state = caller.state();
    let share = find(&mut state, caller::id(&id)?)?;
    share.check(Some(caller.id), caller.now())?;
    let files = files.unwrap_or_else(|| share.files.clone());
    if !files.iter().all(|file| share.files.contains(file)) {
        return Err(Fault::not_found("file in this share"));
    }
    let share = share.id;
    let id = state.downloads.open(share, files);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

/// The one download that needs no login. It ends with the share.
pub(super) async fn download(
    Path(id): Path<String>,
    Extract(world): Extract<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let mut state = world.quatrix();
    let wanted = state.downloads.find(caller::id(&id)?)?;
    let now = Moment::of(world.clock.now());
    if find(&mut state, wanted.of)?.expired(now) {
        return Err(Fault::expired());
    }
    transfer::send(&state, &wanted, &call)
}
