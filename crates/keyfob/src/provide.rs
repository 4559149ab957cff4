//! Where providers have the codes of second factors from.

#[cfg(feature = "totp")]
mod authenticator;
mod prompt;

#[cfg(feature = "totp")]
pub(crate) use authenticator::Authenticator;
pub(crate) use prompt::Prompt;

use keyfob_core::{Clock, Error, Secret};

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
