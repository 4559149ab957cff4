//! What a user would read, scan or solve while logging in.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::json::Sent;
use super::problem::Problem;
use crate::accounts::{CAPTCHA_SOLUTION, SecondFactor};
use crate::answer::json;
use crate::authenticator;
use crate::backend::Backend;
use crate::quatrix::About;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scan {
    user: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UsedCodes {
    allowed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Captcha {
    required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Widget {
    folder_id: String,
    files: u64,
}

/// Mails of Quatrix, and the code that Kotak Neo sent last.
pub(super) async fn outbox(State(backend): State<Arc<Backend>>) -> Response {
    let mails = backend.quatrix().mails();
    let mails: Vec<Value> = mails
        .iter()
        .map(|mail| json!({"to": mail.to, "about": about(mail.about), "id": mail.id}))
        .collect();
    let mut body = json!({"mails": mails});
    if let (Value::Object(body), Some(code)) = (&mut body, backend.kotak_neo().last_otp()) {
        body.insert("last_one_time_password".into(), code.into());
    }
    json(StatusCode::OK, body)
}

pub(super) async fn scan(
    State(backend): State<Arc<Backend>>,
    Sent(Scan { user }): Sent<Scan>,
) -> Result<Response, Problem> {
    let token = backend.kotak_neo().last_ott(&user);
    let token = token.ok_or_else(|| Problem::not_found("no QR code was asked for this user"))?;
    Ok(json(StatusCode::OK, json!({"token": token})))
}

/// What the user would type as second factor now.
pub(super) async fn second_factor(
    State(backend): State<Arc<Backend>>,
    Path((vendor, user)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (kind, code) = match vendor.as_str() {
        "kotak-trade" => {
            let mut known = backend.accounts.kotak_trade.iter();
            let known = known.find(|known| known.user_id == user);
            known.map(|known| ("access_code", Some(known.access_code.clone())))
        }
        "kotak-neo" => {
            let mut known = backend.accounts.kotak_neo.iter();
            let known = known.find(|known| known.ucc == user);
            known.map(|known| ("totp", totp(&backend, &known.totp_secret)))
        }
        "quatrix" => backend
            .quatrix()
            .second_factor(&user)
            .map(|factor| match factor {
                SecondFactor::None => ("none", None),
                SecondFactor::Totp(secret) => ("totp", totp(&backend, &secret)),
                SecondFactor::Pin(pin) => ("pin", Some(pin)),
            }),
        _ => {
            let known = "the vendors are kotak-neo, kotak-trade and quatrix";
            return Err(Problem::not_found(known));
        }
    }
    .ok_or_else(|| Problem::not_found("this vendor has no such user"))?;
    let mut body = json!({"kind": kind});
    if let (Value::Object(body), Some(code)) = (&mut body, code) {
        body.insert("code".into(), code.into());
    }
    Ok(json(StatusCode::OK, body))
}

pub(super) async fn used_codes(
    State(backend): State<Arc<Backend>>,
    Sent(UsedCodes { allowed }): Sent<UsedCodes>,
) -> StatusCode {
    backend.kotak_neo().allow_used_codes(allowed);
    backend.quatrix().allow_used_codes(allowed);
    StatusCode::NO_CONTENT
}

pub(super) async fn are_used_codes_allowed(State(backend): State<Arc<Backend>>) -> Response {
    // Set for Quatrix at the same time.
    let allowed = backend.kotak_neo().allows_used_codes();
    json(StatusCode::OK, json!({"allowed": allowed}))
}

pub(super) async fn is_captcha_required(State(backend): State<Arc<Backend>>) -> Response {
    captcha_state(backend.quatrix().requires_captcha())
}

pub(super) async fn captcha(
    State(backend): State<Arc<Backend>>,
    Sent(Captcha { required }): Sent<Captcha>,
) -> Response {
    backend.quatrix().require_captcha(required);
    captcha_state(required)
}

fn captcha_state(required: bool) -> Response {
    let body = json!({"required": required, "solution": CAPTCHA_SOLUTION});
    json(StatusCode::OK, body)
}

pub(super) async fn widget(
    State(backend): State<Arc<Backend>>,
    Sent(Widget { folder_id, files }): Sent<Widget>,
) -> Result<Response, Problem> {
    let placed = backend.quatrix().place_widget(&folder_id, files);
    let id = placed.ok_or_else(|| Problem::not_found("Quatrix has no such folder"))?;
    Ok(json(StatusCode::CREATED, json!({"id": id})))
}

fn totp(backend: &Backend, secret: &str) -> Option<String> {
    authenticator::code(secret, backend.context.clock.now())
}

fn about(about: About) -> &'static str {
    match about {
        About::Share => "share",
        About::FileRequest => "file_request",
        About::KeyRequest => "key_request",
        About::PasswordReset => "password_reset",
    }
}
