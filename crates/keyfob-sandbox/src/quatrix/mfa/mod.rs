//! Second factors: turned on and off for oneself, and by who runs the account for others.
//!
//! Guessed: a second factor that is turned on ends all sessions of its user but the calling one; a PIN has five characters
//! and may come in base64; turning off one that is not on is a bad parameter.

mod own;
mod picture;
mod users;

use axum::Router;
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use uuid::Uuid;

use super::caller::Caller;
use super::fault::Fault;
use super::state::State;
use crate::accounts::SecondFactor;
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

#[derive(Clone, Copy, Deserialize)]
enum Kind {
    #[serde(rename = "2FA")]
    Code,
    #[serde(rename = "PIN")]
    Pin,
}

impl Kind {
    fn is(self, factor: &SecondFactor) -> bool {
        matches!(
            (self, factor),
            (Self::Code, SecondFactor::Totp(_)) | (Self::Pin, SecondFactor::Pin(_))
        )
    }
}

/// What the profile calls the second factor that is on.
pub(super) fn methods(factor: &SecondFactor) -> &'static [&'static str] {
    match factor {
        SecondFactor::None => &[],
        SecondFactor::Totp(_) => &["2FA"],
        SecondFactor::Pin(_) => &["PIN"],
    }
}

/// The second factor that a code proves: a PIN is its own proof, a one-time code is one of the secret that the
/// caller's last picture shows.
fn proven(
    state: &mut State,
    caller: &Caller,
    kind: Kind,
    code: &str,
) -> Result<SecondFactor, Fault> {
    match kind {
        Kind::Pin => pin(code).map(SecondFactor::Pin),
        Kind::Code => {
            let secret = state.drawn_secrets.get(&caller.id).cloned();
            let secret = secret.ok_or_else(|| Fault::parameter("no QR code was asked for"))?;
            if !state.authenticator.accept(&secret, code, caller.time) {
                return Err(Fault::wrong_code());
            }
            Ok(SecondFactor::Totp(secret))
        }
    }
}

fn pin(code: &str) -> Result<String, Fault> {
    let five = |pin: &String| pin.chars().count() == 5;
    let decoded = STANDARD.decode(code).ok();
    let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let pin = Some(code.to_owned()).filter(five).or(decoded.filter(five));
    pin.ok_or_else(|| Fault::parameter("a PIN has five characters"))
}

impl State {
    /// The secret that a user's authenticator has, or would have after scanning the last picture.
    pub(super) fn authenticator_secret(&self, email: &str) -> Option<String> {
        let user = self.users.iter().find(|user| user.has_email(email))?;
        match (
            self.drawn_secrets.get(&user.id),
            &user.account.second_factor,
        ) {
            (Some(drawn), _) => Some(drawn.clone()),
            (None, SecondFactor::Totp(secret)) => Some(secret.clone()),
            (None, SecondFactor::None | SecondFactor::Pin(_)) => None,
        }
    }

    fn set_second_factor(&mut self, user: Uuid, factor: SecondFactor) -> Result<(), Fault> {
        let user = self.user_mut(user)?;
        user.account.second_factor = factor;
        user.must_set_up = false;
        Ok(())
    }
}
