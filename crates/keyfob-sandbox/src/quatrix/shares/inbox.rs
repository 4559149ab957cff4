//! What was shared with somebody, the newest first. An entry has the share's id (guessed), so that it can be opened.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::share::Share;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::page::Page;
use crate::quatrix::timestamp::Timestamp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    id: Option<Uuid>,
    limit: Option<usize>,
    from: Option<f64>,
    to: Option<f64>,
}

pub(super) async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Wanted = caller.query()?;
    let page = Page::new(asked.id, asked.limit, asked.from, asked.to)?;
    let now = caller.now();
    let state = caller.state();
    let here = |share: &&Share| {
        share.recipients.contains(&caller.id) && !share.revoked && share.activates <= now
    };
    let shares = page.of(state.shares.iter().rev().filter(here), |share| {
        (share.id, share.activates)
    });
    let body: Vec<Value> = shares
        .map(|share| {
            let sender = state.user(share.owner).ok();
            json!({
                "id": share.id,
                "sender_name": sender.map_or("", |sender| &sender.name),
                "activates": share.activates.whole(),
                "is_reply": share.is_reply,
                "replied": share.replied_by.contains(&caller.id),
                "subject": share.subject,
                "type": share.kind,
                "file_request": share.is_request,
                "expires": share.expires.map_or(0, Timestamp::whole),
                "protected": share.has_pin(),
            })
        })
        .collect();
    Ok(json(StatusCode::OK, json!(body)))
}
