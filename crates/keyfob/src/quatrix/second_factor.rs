//! The second factor.

use std::sync::Arc;

use keyfob_core::{SecondFactor as Kind, Secret};
use quatrix::{Client, credentials, types};

use super::Session;
use crate::step::{Failed, step};

/// The password was right, and a second factor is wanted.
#[derive(Debug)]
pub struct SecondFactor {
    client: Client,
    account: Arc<str>,
    kind: Kind,
}

impl SecondFactor {
    pub(super) fn new(client: Client, account: Arc<str>, kind: Kind) -> Self {
        Self {
            client,
            account,
            kind,
        }
    }

    /// Which one.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Finishes with the code or the PIN. A kind that we do not know is tried as a one-time code.
    ///
    /// # Errors
    /// [`Error::WrongCode`](keyfob_core::Error::WrongCode); the session is still half open, and another code can be tried.
    pub async fn code(self, code: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let auth_type = match self.kind {
            Kind::Pin => types::SecondFactor::Pin,
            _ => types::SecondFactor::OneTimeCode,
        };
        let body = types::SessionLoginMfaRequest::builder()
            .auth_type(auth_type)
            .code(code);
        let answer = step!(
            self,
            self.client.session().login_mfa().body(body).send().await
        )
        .into_inner();
        // The vendor may or may not send a new session id; without one the half-open session has become a whole one.
        if let Some(token) = answer.session_id {
            self.client
                .handle()
                .credentials()
                .set(&credentials::SESSION_TOKEN, token);
        }
        Ok(Session::new(self.client, self.account))
    }
}
