//! Who calls: every call that is not about logging in goes through here.

use std::sync::MutexGuard;
use std::time::SystemTime;

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::fault::Fault;
use super::state::State;
use super::timestamp::Timestamp;
use crate::call::Call;
use crate::quatrix::app::Shared;

/// A call that was admitted by its session or its API key.
pub(super) struct AuthenticatedUser {
    pub(super) call: Call,
    pub(super) app: Shared,
    /// The user.
    pub(super) id: Uuid,
    pub(super) time: SystemTime,
}

impl FromRequest<Shared> for AuthenticatedUser {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Response> {
        let call = Call::from_request(request, app).await?;
        let time = app.now();
        let id = app
            .state()
            .authorize_key_or_session(&call, time)
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            call,
            app: app.clone(),
            id,
            time,
        })
    }
}

impl AuthenticatedUser {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.app.state()
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp::of(self.time)
    }

    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        self.call.json().map_err(|error| Fault::parameter(&error))
    }

    /// The body, or its default if there is none.
    pub(super) fn json_if_any<T: DeserializeOwned + Default>(&self) -> Result<T, Fault> {
        if self.call.has_body() {
            self.json()
        } else {
            Ok(T::default())
        }
    }

    pub(super) fn query<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        self.call.query().map_err(|error| Fault::parameter(&error))
    }
}
