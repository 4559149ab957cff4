//! Shares and quicklinks: things that others may download. No mail is sent.

mod create;
mod read;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::State;
use super::caller::{self, Caller};
use super::fault::Fault;
use super::moment::Moment;
use crate::answer::json;
use crate::world::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/share/create", post(create::share))
        .route("/api/1.0/share/recipients", get(create::recipients))
        .route("/api/1.0/share/login-pin", post(login_pin))
        .route("/api/1.0/share/revoke/{id}", get(revoke))
        .route("/api/1.0/share/files/{id}", get(read::files))
        .route("/api/1.0/share/download-info/{id}", get(read::info))
        .route(
            "/api/1.0/share/download-link/{id}",
            get(read::download_link).post(read::download_link),
        )
        .route("/api/1.0/share/download/{id}", get(read::download))
        .route("/api/1.0/quicklink/create", post(create::quicklink))
        .route("/api/1.0/quicklink/login-pin", post(login_pin))
        .route("/api/1.0/quicklink/revoke/{id}", get(revoke))
}

pub(super) struct Share {
    id: Uuid,
    owner: Uuid,
    public: bool,
    kind: &'static str,
    files: Vec<Uuid>,
    subject: String,
    message: String,
    pin: Option<String>,
    unlocked_by: Vec<Uuid>,
    activates: Moment,
    /// `None` is never.
    expires: Option<Moment>,
}

impl Share {
    fn of(state: &State, caller: &Caller, files: Vec<Uuid>) -> Result<Self, Fault> {
        if files.is_empty() {
            return Err(Fault::parameter("files is empty"));
        }
        for &file in &files {
            state.store.node(caller.id, file)?;
        }
        Ok(Self {
            id: Uuid::new_v4(),
            owner: caller.id,
            public: false,
            kind: "T",
            files,
            subject: String::new(),
            message: String::new(),
            pin: None,
            unlocked_by: Vec::new(),
            activates: caller.now(),
            expires: None,
        })
    }

    fn expired(&self, now: Moment) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// # Errors
    /// Code 60 when it is over, 50 before it begins, 73 while its PIN is wanted.
    fn check(&self, user: Option<Uuid>, now: Moment) -> Result<(), Fault> {
        let unlocked =
            user.is_some_and(|user| user == self.owner || self.unlocked_by.contains(&user));
        if self.expired(now) {
            Err(Fault::expired())
        } else if now < self.activates {
            Err(Fault::restricted("the share is not active yet"))
        } else if self.pin.is_some() && !unlocked {
            Err(Fault::pin_wanted())
        } else {
            Ok(())
        }
    }
}

fn find(state: &mut State, id: Uuid) -> Result<&mut Share, Fault> {
    let share = state.shares.iter_mut().find(|share| share.id == id);
    share.ok_or_else(|| Fault::not_found("share"))
}

async fn revoke(Path(id): Path<String>, caller: Caller) -> Result<Response, Fault> {
    let id = caller::id(&id)?;
    let mut state = caller.state();
    let share = find(&mut state, id)?;
    if share.owner != caller.id {
        return Err(Fault::restricted("the share is another user's"));
    }
    state.shares.retain(|share| share.id != id);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginPin {
    id: Uuid,
    pin: String,
}

async fn login_pin(caller: Caller) -> Result<StatusCode, Fault> {
    let LoginPin { id, pin } = caller.json()?;
    let mut state = caller.state();
    let share = find(&mut state, id)?;
    if share.pin.as_ref().is_some_and(|right| *right != pin) {
        return Err(Fault::wrong_pin());
    }
    share.unlocked_by.push(caller.id);
    Ok(StatusCode::OK)
}
