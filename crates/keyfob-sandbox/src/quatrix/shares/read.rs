//! What a share shows and gives to those it is for.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Download, find};
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
    share.check(caller.id, caller.now())?;
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
    let share = state.shares.get(id)?;
    let (owner, expired) = (share.owner, share.expired(Moment::of(now)));
    let info = json!({
        "id": share.id,
        "message": share.message,
        "subject": share.subject,
        "activates": share.activates.whole(),
        "expires": share.expires.map_or(0, Moment::whole),
        "pgp_encrypted": false,
        "private_key": null,
        "pgp_enabled": state.settings.pgp_enabled,
        "status": "A",
        "share_type": share.kind,
        "title": state.settings.title,
        "locale": state.settings.language,
        "expired": expired,
        "is_reply": share.is_reply,
        "pin_protected": share.has_pin(),
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
    share.check(caller.id, caller.now())?;
    let files = files.unwrap_or_else(|| share.files.clone());
    if !files.iter().all(|file| share.files.contains(file)) {
        return Err(Fault::not_found("file in this share"));
    }
    let share = share.id;
    let id = state.downloads.open(share, caller.id, files);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

/// The one download that needs no login. It ends with the share, and its owner learns of it.
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
    let sent = transfer::send(&mut state, &wanted, &call, now)?;
    let recipient = state.emails(&[wanted.by]).pop().unwrap_or_default();
    let downloads = wanted.files.iter().filter_map(|&id| state.seen(id));
    let downloads: Vec<Download> = downloads
        .map(|seen| Download {
            file: seen.id,
            name: seen.name,
            size: seen.size,
            at: now,
            recipient: recipient.clone(),
        })
        .collect();
    find(&mut state, wanted.of)?.downloads.extend(downloads);
    Ok(sent)
}
