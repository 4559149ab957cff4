//! One's own second factor.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::factor::Kind;
use super::proof::proven;
use super::qr_code;
use crate::accounts::SecondFactor;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    auth_type: Kind,
    code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Remove {
    auth_type: Kind,
}

/// Draws a new secret at every call; it counts once a code of it was shown.
pub(super) async fn generate(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let mut state = caller.state();
    let email = &state.user(caller.id)?.account.email;
    let secret = secret();
    let link = format!("otpauth://totp/Quatrix:{email}?secret={secret}&issuer=Quatrix");
    state.drawn_secrets.insert(caller.id, secret);
    let picture = STANDARD.encode(qr_code::to_png(&link));
    Ok(([(header::CONTENT_TYPE, "text/plain")], picture).into_response())
}

/// 160 bits in base32.
fn secret() -> String {
    let random = [Uuid::new_v4(), Uuid::new_v4()];
    let bytes = random.iter().flat_map(|uuid| uuid.as_bytes());
    let letters = bytes.filter_map(|byte| BASE32.get(usize::from(byte & 31)));
    letters.map(|&letter| char::from(letter)).collect()
}

pub(super) async fn set(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Set { auth_type, code } = caller.json()?;
    let mut state = caller.state();
    let factor = proven(&mut state, &caller, auth_type, &code)?;
    state.set_second_factor(caller.id, factor)?;
    state.drawn_secrets.remove(&caller.id);
    let present = caller.call.header("X-Auth-Token");
    let ended = state.end_sessions_of(&[caller.id], present);
    Ok(json(StatusCode::OK, json!({"session_ids": ended})))
}

pub(super) async fn remove(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Remove { auth_type } = caller.json()?;
    let mut state = caller.state();
    if !auth_type.is(&state.user(caller.id)?.account.second_factor) {
        return Err(Fault::parameter("this second factor is not on"));
    }
    state.set_second_factor(caller.id, SecondFactor::None)?;
    Ok(json(StatusCode::OK, json!({"status": "success"})))
}
