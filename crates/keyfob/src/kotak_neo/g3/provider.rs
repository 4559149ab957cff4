//! How to log in to G3 again.

use keyfob_core::{Error, Secret};
use keyfob_session::Provider;

use super::Login;
use crate::input;
use crate::kotak_neo::Session;
use crate::provide::{Codes, Prompt};

/// Logs in with the mobile number, the client's code (UCC), an authenticator's code and the MPIN.
///
/// ```
/// use keyfob::Totp;
/// use keyfob::kotak_neo::g3::{Login, Manager, TotpAndMpin};
///
/// let authenticator = Totp::new("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")?;
/// let credentials = TotpAndMpin::new("+919000000001", "AB123", authenticator, "654321");
/// let manager = Manager::new(Login::new("dashboard-token"), credentials);
/// # Ok::<(), keyfob::Error>(())
/// ```
#[derive(Debug)]
pub struct TotpAndMpin {
    mobile: String,
    ucc: String,
    codes: Codes,
    mpin: Secret,
}

impl TotpAndMpin {
    /// With codes of this authenticator, and without a person. It gives no code twice: a login within the same half minute waits for the
    /// next code.
    #[cfg(feature = "totp")]
    pub fn new(mobile: &str, ucc: &str, totp: crate::Totp, mpin: impl Into<Secret>) -> Self {
        let codes = Codes::of(totp);
        Self::of(mobile, ucc, codes, mpin.into())
    }

    /// With codes that somebody is asked for, such as a person. The error of who is asked ends the login.
    pub fn with_prompt<F, R>(mobile: &str, ucc: &str, ask: F, mpin: impl Into<Secret>) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Secret, Error>> + Send + 'static,
    {
        Self::of(mobile, ucc, Codes::Prompt(Prompt::new(ask)), mpin.into())
    }

    fn of(mobile: &str, ucc: &str, codes: Codes, mpin: Secret) -> Self {
        Self {
            mobile: input::mobile(mobile),
            ucc: ucc.trim().to_owned(),
            codes,
            mpin,
        }
    }
}

impl Provider<Login> for TotpAndMpin {
    fn user(&self) -> Option<String> {
        Some(self.ucc.clone())
    }

    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        let code = self.codes.next(login.settings().clock()).await?;
        let view = login.totp(&self.mobile, &self.ucc, code).await?;
        Ok(view.mpin(self.mpin.clone()).await?)
    }
}
