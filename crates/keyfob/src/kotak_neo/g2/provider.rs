//! How to log in to G2 again.

use keyfob_core::{Error, Secret};
use keyfob_session::Provider;

use super::Login;
use crate::input;
use crate::kotak_neo::Session;
use crate::provide::{Codes, Prompt};

/// Logs in with the mobile number, an authenticator's code and the MPIN. The client's code (UCC) is in the login.
///
/// ```
/// use keyfob::Totp;
/// use keyfob::kotak_neo::Consumer;
/// use keyfob::kotak_neo::g2::{Login, Manager, TotpAndMpin};
///
/// let authenticator = Totp::new("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")?;
/// let credentials = TotpAndMpin::new("+919000000001", authenticator, "654321");
/// let manager = Manager::new(Login::new(Consumer::new("key", "secret"), "AB123"), credentials);
/// # Ok::<(), keyfob::Error>(())
/// ```
#[derive(Debug)]
pub struct TotpAndMpin {
    mobile: String,
    codes: Codes,
    mpin: Secret,
    base_url: Option<String>,
}

impl TotpAndMpin {
    /// With codes of this authenticator, and without a person. It gives no code twice: a login within the same half minute waits for the
    /// next code.
    #[cfg(feature = "totp")]
    pub fn new(mobile: &str, totp: crate::Totp, mpin: impl Into<Secret>) -> Self {
        let codes = Codes::of(totp);
        Self::of(mobile, codes, mpin.into())
    }

    /// With codes that somebody is asked for, such as a person. The error of who is asked ends the login.
    pub fn with_prompt<F, R>(mobile: &str, ask: F, mpin: impl Into<Secret>) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Secret, Error>> + Send + 'static,
    {
        Self::of(mobile, Codes::Prompt(Prompt::new(ask)), mpin.into())
    }

    fn of(mobile: &str, codes: Codes, mpin: Secret) -> Self {
        Self {
            mobile: input::mobile(mobile),
            codes,
            mpin,
            base_url: None,
        }
    }

    /// Goes to this host, and does not ask which one serves the client; see [`Login::at`].
    pub fn with_base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }
}

impl Provider<Login> for TotpAndMpin {
    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        let clock = login.consumer().settings().clock().clone();
        let located = match &self.base_url {
            Some(base) => login.at(base)?,
            None => login.locate().await?,
        };
        let application = located.access_token().await?;
        let code = self.codes.next(&clock).await?;
        let view = application.totp(&self.mobile, code).await?;
        Ok(view.mpin(self.mpin.clone()).await?)
    }
}
