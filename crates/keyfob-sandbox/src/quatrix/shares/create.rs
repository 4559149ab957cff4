//! Making shares and quicklinks.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::access::{allow, check_contacts};
use super::share::{Share, Type};
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::mail::About;
use crate::quatrix::operations;
use crate::quatrix::state::State;
use crate::quatrix::timestamp::Timestamp;
use crate::quatrix::tracking::entry::{Action, Target};

const WEEK: f64 = 7.0 * 24.0 * 3600.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "read so that they are known, not that they do anything"
)]
struct Create {
    folder_id: Uuid,
    files: Vec<Uuid>,
    contacts: Vec<Uuid>,
    subject: Option<String>,
    message: Option<String>,
    expires: Option<f64>,
    activates: Option<f64>,
    return_files: Option<bool>,
    pgp_encrypted: Option<bool>,
    return_pgp_encrypted: Option<bool>,
    message_signature: Option<String>,
    notify: Option<bool>,
    share_type: Option<Type>,
    pin: Option<String>,
    send_email: Option<bool>,
    request_auth: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreateQuicklink {
    files: Vec<Uuid>,
    subject: Option<String>,
    pin: Option<String>,
    #[expect(dead_code, reason = "nobody is told")]
    notify: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipients {
    email: Option<String>,
}

pub(super) async fn share(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Create = caller.json()?;
    let mut state = caller.state();
    state.store.folder(caller.id, asked.folder_id)?;
    check_files(&state, caller.id, &asked.files, operations::SHARE)?;
    check_contacts(&state, caller.id, &asked.contacts)?;
    let moment = |seconds: Option<f64>| seconds.filter(|&s| s > 0.0).map(Timestamp::from_seconds);
    let activates = moment(asked.activates).unwrap_or_else(|| caller.now());
    let expires = moment(asked.expires);
    if expires.is_some_and(|expires| expires <= activates) {
        return Err(Fault::parameter("expires is not after activates"));
    }
    let kind = asked.share_type.unwrap_or(Type::Tracked);
    allow(&state, kind)?;
    let share = Share {
        kind,
        files: asked.files,
        folder: Some(asked.folder_id),
        recipients: asked.contacts,
        return_files: asked.return_files.unwrap_or(false),
        return_pgp_encrypted: asked.return_pgp_encrypted.unwrap_or(false),
        subject: asked.subject.unwrap_or_default(),
        message: asked.message.unwrap_or_default(),
        pin: asked.pin,
        activates,
        expires,
        ..Share::new(caller.id, caller.now())
    };
    let made = json!({"id": share.id, "activates": share.activates.whole()});
    state.note(
        caller.id,
        Action::Share,
        Target::share(&share),
        caller.now(),
    );
    if asked.send_email.unwrap_or(false) {
        state.mail_share(&share, About::Share, caller.now());
    }
    state.shares.add(share);
    Ok(json(StatusCode::CREATED, made))
}

/// What is shared, which the sharer may share.
fn check_files(state: &State, user: Uuid, files: &[Uuid], right: i64) -> Result<(), Fault> {
    if files.is_empty() {
        return Err(Fault::parameter("files is empty"));
    }
    for &file in files {
        state.store.allowed(user, file, right)?;
    }
    Ok(())
}

pub(super) async fn quicklink(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: CreateQuicklink = caller.json()?;
    let mut state = caller.state();
    check_files(&state, caller.id, &asked.files, operations::QUICKLINK)?;
    allow(&state, Type::Public)?;
    let expires = Timestamp::from_seconds(caller.now().exact() + WEEK);
    let share = Share {
        kind: Type::Public,
        subject: asked.subject.unwrap_or_default(),
        pin: asked.pin,
        files: asked.files,
        expires: Some(expires),
        ..Share::new(caller.id, caller.now())
    };
    let made = json!({
        "id": share.id,
        "files": share.files,
        "activates": share.activates.whole(),
        "expires": expires.whole(),
    });
    state.note(
        caller.id,
        Action::Quicklink,
        Target::share(&share),
        caller.now(),
    );
    state.shares.add(share);
    Ok(json(StatusCode::CREATED, made))
}

/// Users and contacts whose address holds the text. The specs show one object and speak of a list: it is a list here.
pub(super) async fn recipients(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Recipients { email } = caller.query()?;
    let email = email.unwrap_or_default().to_lowercase();
    let state = caller.state();
    let users = state.users.iter();
    let users = users.map(|user| (user.id, &user.name, &user.account.email));
    let contacts = state.contacts.iter();
    let contacts = contacts.filter(|contact| contact.is_seen_by(caller.id));
    let contacts = contacts.map(|contact| (contact.id, &contact.name, &contact.email));
    let found: Vec<Value> = users
        .chain(contacts)
        .filter(|(_, _, address)| address.to_lowercase().contains(&email))
        .map(|(id, name, email)| {
            let has_key = state.has_key(id);
            json!({"id": id, "name": name, "email": email, "has_key": has_key})
        })
        .collect();
    Ok(json(StatusCode::OK, json!(found)))
}
