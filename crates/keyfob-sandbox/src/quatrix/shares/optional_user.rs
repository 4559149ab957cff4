//! Who opens a share: a user, or a visitor who has no login.

use std::sync::MutexGuard;

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::call::Call;
use crate::quatrix::app::Shared;
use crate::quatrix::fault::Fault;
use crate::quatrix::state::State;
use crate::quatrix::timestamp::Timestamp;

/// A call that needs no credentials of its own; those that it carries must be good.
pub(super) struct OptionalUser {
    pub(super) call: Call,
    app: Shared,
    /// `None` is a visitor.
    pub(super) id: Option<Uuid>,
    pub(super) now: Timestamp,
}

impl FromRequest<Shared> for OptionalUser {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Response> {
        let call = Call::from_request(request, app).await?;
        let time = app.now();
        let named = call.authorization().is_some() || call.header("X-Auth-Token").is_some();
        let id = match named {
            true => Some(
                app.state()
                    .authorize_key_or_session(&call, time)
                    .map_err(IntoResponse::into_response)?,
            ),
            false => None,
        };
        Ok(Self {
            call,
            app: app.clone(),
            id,
            now: Timestamp::of(time),
        })
    }
}

impl OptionalUser {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.app.state()
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
}
