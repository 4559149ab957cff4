//! What a share shows and gives to those it is for.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::access::find;
use super::optional_user::OptionalUser;
use super::share::Download;
use crate::answer::{extend, json};
use crate::call::Call;
use crate::quatrix::app::Shared;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::timestamp::Timestamp;
use crate::quatrix::transfer::download::send;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    files: Option<Vec<Uuid>>,
}

pub(super) async fn files(
    Path(id): Path<String>,
    visitor: OptionalUser,
) -> Result<Response, Fault> {
    let state = visitor.state();
    let share = state.share(parse_id(&id)?)?;
    share.check(visitor.id, visitor.now)?;
    let files = share.files.iter();
    let files = files.filter_map(|&id| state.store.shared(id));
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

/// Shown to all whom its type lets in, also before it begins and after it has ended.
pub(super) async fn info(Path(id): Path<String>, visitor: OptionalUser) -> Result<Response, Fault> {
    let state = visitor.state();
    let share = state.share(parse_id(&id)?)?;
    share.check_reader(visitor.id)?;
    let (owner, expired) = (share.owner, share.expired(visitor.now));
    let info = json!({
        "id": share.id,
        "message": share.message,
        "subject": share.subject,
        "activates": share.activates.whole(),
        "expires": share.expires.map_or(0, Timestamp::whole),
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
    let user = visitor.id.and_then(|user| state.user(user).ok());
    let people = json!({
        "sender_name": sender.name,
        "sender_email": sender.account.email,
        "user_name": user.map(|user| &user.name),
        "user_email": user.map(|user| &user.account.email),
    });
    extend(&mut info, people);
    if let Some(user) = user {
        extend(&mut info, json!({"user_id": user.id}));
    }
    Ok(json(StatusCode::OK, info))
}

pub(super) async fn download_link(
    Path(id): Path<String>,
    visitor: OptionalUser,
) -> Result<Response, Fault> {
    let Chosen { files } = visitor.json_if_any()?;
    let mut state = visitor.state();
    let share = state.share(parse_id(&id)?)?;
    share.check(visitor.id, visitor.now)?;
    let files = files.unwrap_or_else(|| share.files.clone());
    if !files.iter().all(|file| share.files.contains(file)) {
        return Err(Fault::not_found("file in this share"));
    }
    let share = share.id;
    let id = state.downloads.open(share, visitor.id, files);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

/// The one download that needs no login. It ends with the share, and its owner learns of it.
pub(super) async fn download(
    Path(id): Path<String>,
    Extract(app): Extract<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let mut state = app.state();
    let wanted = state.downloads.find(parse_id(&id)?)?;
    let now = Timestamp::of(app.now());
    if find(&mut state, wanted.of)?.expired(now) {
        return Err(Fault::expired());
    }
    let sent = send(&mut state, &wanted, &call, now)?;
    let recipient = wanted
        .by
        .and_then(|by| state.emails(&[by]).pop())
        .unwrap_or_default();
    let downloads = wanted.files.iter().filter_map(|&id| state.snapshot(id));
    let downloads: Vec<Download> = downloads
        .map(|snapshot| Download {
            file: snapshot.id,
            name: snapshot.name,
            size: snapshot.size,
            at: now,
            recipient: recipient.clone(),
        })
        .collect();
    find(&mut state, wanted.of)?.downloads.extend(downloads);
    Ok(sent)
}
