//! How to log in to G1 again.

use keyfob_core::{Error, Secret};
use keyfob_session::Provider;

use super::{Identity, Knowledge, Login};
use crate::kotak_neo::Session;
use crate::provide::Prompt;

/// Logs in with what the user knows, and with the MPIN or a one-time code after it.
///
/// ```
/// use keyfob::kotak_neo::Consumer;
/// use keyfob::kotak_neo::g1::{Identity, Knowledge, Login, Manager, UserCredentials};
///
/// let who = Identity::Mobile("+919000000001".into());
/// let credentials = UserCredentials::with_mpin(who, Knowledge::Password("password".into()), "654321");
/// let manager = Manager::new(Login::new(Consumer::new("key", "secret")), credentials);
/// ```
#[derive(Debug)]
pub struct UserCredentials {
    identity: Identity,
    knowledge: Knowledge,
    second: Second,
    user: Option<String>,
}

/// The second factor.
#[derive(Debug)]
enum Second {
    Mpin(Secret),
    Otp(Prompt),
}

impl UserCredentials {
    /// Finishes with the MPIN, which needs no person. It is for who logs in by mobile number or PAN.
    pub fn with_mpin(identity: Identity, knowledge: Knowledge, mpin: impl Into<Secret>) -> Self {
        Self::new(identity, knowledge, Second::Mpin(mpin.into()))
    }

    /// Finishes with a one-time code: has the vendor send one by text message and mail, and asks for it, such as a person. The error of who
    /// is asked ends the login.
    pub fn with_otp<F, R>(identity: Identity, knowledge: Knowledge, ask: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Secret, Error>> + Send + 'static,
    {
        Self::new(identity, knowledge, Second::Otp(Prompt::new(ask)))
    }

    fn new(identity: Identity, knowledge: Knowledge, second: Second) -> Self {
        let identity = identity.normalised();
        let user = match &identity {
            Identity::Mobile(number) => Some(number.clone()),
            Identity::UserId(id) => Some(id.clone()),
            Identity::Pan(_) => None,
        };
        Self {
            identity,
            knowledge,
            second,
            user,
        }
    }

    /// Who logs in, by any name. It is the mobile number or the user id, unless this says something else. A PAN is not shown: with
    /// one, a manager with a store needs this.
    pub fn with_user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }
}

impl Provider<Login> for UserCredentials {
    fn user(&self) -> Option<String> {
        self.user.clone()
    }

    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        let application = login.access_token().await?;
        let view = application
            .identify(self.identity.clone(), self.knowledge.clone())
            .await?;
        Ok(match &self.second {
            Second::Mpin(mpin) => view.mpin(mpin.clone()).await?,
            Second::Otp(prompt) => {
                let view = view.send_otp().await?;
                view.otp(prompt.ask().await?).await?
            }
        })
    }
}
