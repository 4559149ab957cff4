//! Where one-time codes come from.

use keyfob_core::{Clock, Error, Secret};

#[cfg(feature = "totp")]
use super::authenticator::Authenticator;
use super::prompt::Prompt;

/// Where one-time codes come from.
#[derive(Debug)]
pub(crate) enum Codes {
    /// They are computed.
    #[cfg(feature = "totp")]
    Authenticator(Authenticator),
    /// Somebody is asked.
    Prompt(Prompt),
}

impl Codes {
    /// Those of an authenticator.
    #[cfg(feature = "totp")]
    pub(crate) fn of(totp: crate::Totp) -> Self {
        Self::Authenticator(Authenticator::new(totp))
    }

    /// A code that was not given before, by this clock.
    pub(crate) async fn next(&self, clock: &Clock) -> Result<Secret, Error> {
        #[cfg(not(feature = "totp"))]
        let _ = clock;
        match self {
            #[cfg(feature = "totp")]
            Self::Authenticator(authenticator) => Ok(authenticator.next(clock).await),
            Self::Prompt(prompt) => prompt.ask().await,
        }
    }
}
