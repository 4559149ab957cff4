//! Second factors: turned on and off for oneself, and by who runs the account for others.
//!
//! Guessed: a second factor that is turned on ends all sessions of its user but the calling one; a PIN has five characters
//! and may come in base64; turning off one that is not on is a bad parameter.

pub(super) mod factor;
mod own;
mod proof;
mod qr_code;
mod users;

use axum::Router;
use axum::routing::{get, post};

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/profile/2fa/generate", get(own::generate))
        .route("/api/1.0/profile/set-mfa", post(own::set))
        .route("/api/1.0/profile/remove-mfa", post(own::remove))
        .route("/api/1.0/user/set-mfa", post(users::set))
        .route("/api/1.0/user/remove-mfa", post(users::remove))
        .route("/api/1.0/user/reset-mfa", post(users::reset))
}
