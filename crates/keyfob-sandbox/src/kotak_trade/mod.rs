//! Kotak Securities Trade API: session init, password, second factor, logout, and today's positions.
//!
//! Guessed, because no source tells: fault code -1 for everything but a gateway refusal (900901), a dead
//! one-time token (50001) and an access code that is not text (0); that a locked account answers 401 with
//! a message saying so; that a wrong second factor leaves the one-time token usable and counts towards
//! the lock like a wrong password; that one-time tokens live five minutes and session tokens a day; the
//! bodies of the mpin call (`userid`, `mpin`), the biometric call (`userid` and one more text of any
//! name) and the nickname login (`nickname`, `password`); the envelope `success` of the first two; XML
//! for unknown paths.

mod controls;
mod fault;
mod gate;
mod init;
mod login;
mod logout;
mod positions;
mod second_factor;
mod session_answer;
mod state;

use axum::Router;
use axum::routing::{delete, get, post};

pub use controls::Controls;
pub(crate) use fault::{refused, too_many_requests};
pub(crate) use state::State;

use crate::world::Shared;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/apim/session/1.0/session/init", get(init::init))
        .route(
            "/apim/session/1.0/session/init/userid/{userid}",
            get(init::by_user_id),
        )
        .route(
            "/apim/session/1.0/session/init/nickname/{nickname}",
            get(init::by_nickname),
        )
        .route(
            "/apim/session/1.0/session/login/userid",
            post(login::by_user_id),
        )
        .route(
            "/apim/session/1.0/session/login/nickname",
            post(login::by_nickname),
        )
        .route(
            "/apim/session/1.0/session/2FA/accesscode",
            get(second_factor::ask_access_code).post(second_factor::access_code),
        )
        .route(
            "/apim/session/1.0/session/2FA/oneTimeToken",
            post(second_factor::one_time_token),
        )
        .route(
            "/apim/session/1.0/session/2FA/mpin",
            post(second_factor::mpin),
        )
        .route(
            "/apim/session/1.0/session/2FA/biometric",
            post(second_factor::biometric),
        )
        .route("/apim/session/1.0/session/logout", delete(logout::logout))
        .route(
            "/apim/positions/1.0/positions/todays",
            get(positions::today),
        )
}
