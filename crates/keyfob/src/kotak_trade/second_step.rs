//! The second factor.

use keyfob_core::{Error, OpenEnum, Secret};
use kotak_trade::{Client, credentials, types};

use super::Session;
use crate::input::code;
use crate::step::{Failed, step};

/// The password was right; a second factor comes next.
///
/// The one-time token behind it works once and for a short while. When a step fails with [`Error::WrongCode`], the vendor may have
/// used it up: then begin again with the password.
#[derive(Debug)]
pub struct SecondStep {
    client: Client,
    user_id: String,
    result: types::LoginResult,
}

impl SecondStep {
    pub(super) fn new(
        client: Client,
        user_id: String,
        token: Secret,
        result: types::LoginResult,
    ) -> Self {
        client
            .handle()
            .credentials()
            .set(&credentials::ONE_TIME_TOKEN, token);
        Self {
            client,
            user_id,
            result,
        }
    }

    /// What the vendor said to the password or to the request for an access code.
    pub fn info(&self) -> &types::LoginResult {
        &self.result
    }

    /// Whether the user may use [`SecondStep::mpin`].
    pub fn offers_mpin(&self) -> bool {
        is_yes(self.result.mpin.as_ref())
    }

    /// Whether the user may use [`SecondStep::biometric`].
    pub fn offers_biometric(&self) -> bool {
        is_yes(self.result.biometric.as_ref())
    }

    /// Has an access code sent by mail and text message. It brings a new one-time token.
    ///
    /// # Errors
    /// [`Error::WrongCode`] if the one-time token has expired.
    pub async fn request_access_code(self) -> Result<Self, Failed<Self>> {
        let answer =
            step!(self, self.client.session().send_access_code().send().await).into_inner();
        let result = answer.success.unwrap_or_default();
        // A vendor that sends none lets us keep ours.
        match result.one_time_token.clone() {
            Some(token) => Ok(Self::new(self.client, self.user_id, token, result)),
            None => Ok(Self { result, ..self }),
        }
    }

    /// Finishes with the access code.
    ///
    /// # Errors
    /// [`Error::WrongCode`]
    pub async fn access_code(
        self,
        access_code: impl Into<Secret>,
    ) -> Result<Session, Failed<Self>> {
        let body = types::AccessCodeRequest::builder()
            .user_id(&*self.user_id)
            .access_code(code(access_code));
        let answer = step!(
            self,
            self.client
                .session()
                .verify_access_code()
                .body(body)
                .send()
                .await
        );
        self.finish("generate_session_2fa", answer.into_inner().success)
    }

    /// Finishes with the MPIN. The body that the vendor wants is not documented; this is our best guess.
    ///
    /// # Errors
    /// [`Error::WrongCode`]
    pub async fn mpin(self, mpin: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let body = types::MpinRequest::builder().user_id(&*self.user_id);
        let body = body.mpin(code(mpin));
        let answer = step!(
            self,
            self.client.session().verify_mpin().body(body).send().await
        );
        self.finish("generate_session_2fa_mpin", answer.into_inner().success)
    }

    /// Finishes with a biometric proof. The body that the vendor wants is not documented; this is our best guess.
    ///
    /// # Errors
    /// [`Error::WrongCode`]
    pub async fn biometric(self, proof: impl Into<Secret>) -> Result<Session, Failed<Self>> {
        let body = types::BiometricRequest::builder()
            .user_id(&*self.user_id)
            .biometric(proof);
        let answer = step!(
            self,
            self.client
                .session()
                .verify_biometric()
                .body(body)
                .send()
                .await
        );
        self.finish(
            "generate_session_2fa_biometric",
            answer.into_inner().success,
        )
    }

    /// Finishes with the one-time token alone, which accounts subscribed to the API may do.
    ///
    /// # Errors
    /// [`Error::WrongCode`]
    pub async fn one_time_token(self) -> Result<Session, Failed<Self>> {
        let body = types::OneTimeTokenRequest::builder().user_id(&*self.user_id);
        let answer = step!(
            self,
            self.client
                .session()
                .verify_one_time_token()
                .body(body)
                .send()
                .await
        );
        self.finish(
            "generate_session_2fa_one_time_token",
            answer.into_inner().success,
        )
    }

    fn finish(
        self,
        operation: &'static str,
        result: Option<types::SessionResult>,
    ) -> Result<Session, Failed<Self>> {
        let result = result.unwrap_or_default();
        match result.session_token.clone() {
            Some(token) => Ok(Session::new(self.client, &self.user_id, token, result)),
            None => {
                let error = Error::incomplete(operation, "success.sessionToken");
                Err(Failed::new(self, error))
            }
        }
    }
}

fn is_yes(told: Option<&OpenEnum<types::YesNo>>) -> bool {
    told.is_some_and(|told| *told == types::YesNo::Yes)
}
