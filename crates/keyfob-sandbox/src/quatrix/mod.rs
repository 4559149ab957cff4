//! Quatrix: login with its second factor, keepalive, captcha, logout, account metadata, storage use.
//!
//! Guessed, because no source tells: code 14 for wrong credentials and for dead sessions; status 401
//! with the known codes 13 (suspended), 70 (logout without a session), 71 and 73 (the second factor is
//! still wanted) and 80 (locked after five wrong secrets); that the second factor answers with the
//! session id of the first step; that a PIN may come plain or in base64; status 429 for too many logins.
//!
//! What triggers a captcha at the vendor and which code it has are unknown: here a switch triggers it,
//! the code is -1 and the message mentions the captcha; logging out and calls with an API key stay
//! possible.

mod captcha;
mod controls;
mod data;
mod fault;
mod login;
mod second_factor;
mod session;
mod state;

use axum::Router;
use axum::routing::get;

pub use controls::Controls;
pub(crate) use fault::{refused, too_many_requests};
pub(crate) use state::State;

use crate::world::Shared;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route(
            "/api/1.0/session/login",
            get(login::login).post(second_factor::second_factor),
        )
        .route("/api/1.0/session/keepalive", get(session::keepalive))
        .route("/api/1.0/session/logout", get(session::logout))
        .route(
            "/api/1.0/session/unblock-captcha",
            get(captcha::unblock_by_query).post(captcha::unblock_by_body),
        )
        .route("/api/1.0/account/metadata", get(data::account_metadata))
        .route("/api/1.0/profile/info", get(data::profile_info))
}
