//! Proving a second factor before it is turned on.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use super::factor::Kind;
use crate::accounts::SecondFactor;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::state::State;

/// The second factor that a code proves: a PIN is its own proof, a one-time code is one of the secret that the
/// caller's last picture shows.
pub(super) fn proven(
    state: &mut State,
    caller: &AuthenticatedUser,
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
    pub(in crate::quatrix) fn authenticator_secret(&self, email: &str) -> Option<String> {
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

    pub(super) fn set_second_factor(
        &mut self,
        user: Uuid,
        factor: SecondFactor,
    ) -> Result<(), Fault> {
        let user = self.user_mut(user)?;
        user.account.second_factor = factor;
        user.must_set_up = false;
        Ok(())
    }
}
