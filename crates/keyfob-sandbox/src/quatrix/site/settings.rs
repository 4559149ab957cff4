//! The site's settings. Only who runs the account may see and change them (guessed).

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::records::Settings;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::timestamp::Timestamp;

const METHODS: [(&str, Uuid); 2] = [
    (
        "2FA",
        Uuid::from_u128(0x5a4d_b0c5_0000_4000_8000_0000_0000_0011),
    ),
    (
        "IP",
        Uuid::from_u128(0x5a4d_b0c5_0000_4000_8000_0000_0000_0012),
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    title: Option<String>,
    bcc: Option<Vec<String>>,
    billing_emails: Option<Vec<String>>,
    email_footer: Option<String>,
    language: Option<String>,
    pgp_enabled: Option<bool>,
    share_types: Option<SetShareTypes>,
    auth_methods: Option<Vec<String>>,
    #[expect(dead_code, reason = "everybody calls from loopback")]
    ip_whitelist: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetShareTypes {
    public_share: Option<bool>,
    tracked_share: Option<bool>,
    restricted_share: Option<bool>,
}

pub(super) async fn get(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    state.check_admin(caller.id)?;
    Ok(json(StatusCode::OK, to_json(&state.settings)))
}

/// The methods of authentication are taken and forgotten: nobody is made to use them.
pub(super) async fn set(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Set = caller.json()?;
    let methods = asked.auth_methods.unwrap_or_default();
    if !methods
        .iter()
        .all(|method| METHODS.iter().any(|(key, _)| key == method))
    {
        return Err(Fault::parameter("auth_methods has another method"));
    }
    let mut state = caller.state();
    state.check_admin(caller.id)?;
    let settings = &mut state.settings;
    set_if(&mut settings.title, asked.title);
    set_if(&mut settings.bcc, asked.bcc);
    set_if(&mut settings.billing_emails, asked.billing_emails);
    set_if(&mut settings.email_footer, asked.email_footer);
    set_if(&mut settings.language, asked.language);
    set_if(&mut settings.pgp_enabled, asked.pgp_enabled);
    if let Some(types) = asked.share_types {
        set_if(&mut settings.share_types.public, types.public_share);
        set_if(&mut settings.share_types.tracked, types.tracked_share);
        set_if(&mut settings.share_types.restricted, types.restricted_share);
    }
    settings.modified = Some(caller.now());
    Ok(json(StatusCode::OK, to_json(settings)))
}

fn set_if<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

pub(super) async fn methods(_: AuthenticatedUser) -> Response {
    let methods = METHODS.iter().zip(1..);
    let methods: Vec<Value> = methods
        .map(|((key, id), rank)| json!({"rank": rank, "id": id, "key": key}))
        .collect();
    json(StatusCode::OK, json!(methods))
}

fn to_json(settings: &Settings) -> Value {
    json!({
        "title": settings.title,
        "bcc": settings.bcc,
        "billing_emails": settings.billing_emails,
        "email_footer": settings.email_footer,
        "modified": settings.modified.map_or(0, Timestamp::whole),
        "language": settings.language,
        "pgp_enabled": settings.pgp_enabled,
        "share_types": settings.share_types.to_json(),
    })
}
