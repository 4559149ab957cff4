//! PGP keys: one for each user and contact. Only its owner gets the private half, and changes it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::new_key::New;
use super::records::PgpKey;
use crate::answer::{extend, json};
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::registry::Record;
use crate::quatrix::state::State;
use crate::quatrix::timestamp::Timestamp;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    name: Option<String>,
    public: Option<String>,
    private: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<Uuid>,
}

impl State {
    pub(in crate::quatrix) fn key_of(&self, person: Uuid) -> Option<&PgpKey> {
        self.pgp_keys.iter().find(|key| key.owner == person)
    }

    pub(in crate::quatrix) fn has_key(&self, person: Uuid) -> bool {
        self.key_of(person).is_some()
    }

    /// Keeps a key; who has one already keeps that one. Names the one that is there.
    pub(super) fn keep_key(
        &mut self,
        owner: Uuid,
        new: New,
        now: Timestamp,
    ) -> Result<Uuid, Fault> {
        check(&new.public)?;
        new.private.as_deref().map_or(Ok(()), check)?;
        if let Some(key) = self.key_of(owner) {
            return Ok(key.id);
        }
        let key = PgpKey {
            id: Uuid::new_v4(),
            owner,
            name: new.name,
            public: new.public,
            private: new.private,
            created: now,
            modified: now,
        };
        let id = key.id;
        self.pgp_keys.add(key);
        Ok(id)
    }
}

/// # Errors
/// Code 10 for what is no base64.
fn check(key: &str) -> Result<(), Fault> {
    match STANDARD.decode(key) {
        Ok(key) if !key.is_empty() => Ok(()),
        _ => Err(Fault::parameter("a key is not base64")),
    }
}

pub(super) async fn create(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: New = caller.json()?;
    let mut state = caller.state();
    let id = state.keep_key(caller.id, asked, caller.now())?;
    let key = state.pgp_keys.get(id)?;
    Ok(json(StatusCode::CREATED, to_json(&state, key, caller.id)))
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let key = state.pgp_keys.get(parse_id(&id)?)?;
    Ok(json(StatusCode::OK, to_json(&state, key, caller.id)))
}

pub(super) async fn edit(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let asked: Edit = caller.json_if_any()?;
    asked.public.as_deref().map_or(Ok(()), check)?;
    asked.private.as_deref().map_or(Ok(()), check)?;
    let mut state = caller.state();
    let id = own(&state, &caller, &id)?;
    let key = state.pgp_keys.get_mut(id)?;
    key.name = asked.name.unwrap_or(std::mem::take(&mut key.name));
    key.public = asked.public.unwrap_or(std::mem::take(&mut key.public));
    key.private = asked.private.or(key.private.take());
    key.modified = caller.now();
    let key = state.pgp_keys.get(id)?;
    Ok(json(StatusCode::OK, to_json(&state, key, caller.id)))
}

pub(super) async fn delete(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let mut state = caller.state();
    let id = own(&state, &caller, &id)?;
    state.pgp_keys.remove(id);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

fn own(state: &State, caller: &AuthenticatedUser, id: &str) -> Result<Uuid, Fault> {
    let key = state.pgp_keys.get(parse_id(id)?)?;
    if key.owner == caller.id {
        Ok(key.id)
    } else {
        Err(Fault::restricted("the key is another user's"))
    }
}

pub(super) async fn of_user(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let user = state.user(parse_id(&id)?)?.id;
    of(&state, user, caller.id)
}

pub(super) async fn of_contact(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let id = parse_id(&id)?;
    let contact = state.contact(id);
    let contact = contact.ok_or_else(|| Fault::not_found("contact"))?;
    if !contact.is_seen_by(caller.id) {
        return Err(Fault::restricted("the contact is another user's"));
    }
    of(&state, id, caller.id)
}

fn of(state: &State, person: Uuid, reader: Uuid) -> Result<Response, Fault> {
    if !state.settings.pgp_enabled {
        return Err(Fault::restricted("PGP is switched off"));
    }
    let key = state.key_of(person);
    let key = key.ok_or_else(|| Fault::not_found(PgpKey::WHAT))?;
    Ok(json(StatusCode::OK, to_json(state, key, reader)))
}

/// Who has no key is left out.
pub(super) async fn recipients(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Ids { ids } = caller.json()?;
    let state = caller.state();
    let keys = ids.into_iter().filter_map(|id| state.key_of(id));
    let keys: Vec<Value> = keys
        .map(|key| {
            let mut key_shown = public(&state, key);
            extend(&mut key_shown, json!({"recipient_id": key.owner}));
            key_shown
        })
        .collect();
    Ok(json(StatusCode::OK, json!(keys)))
}

fn to_json(state: &State, key: &PgpKey, reader: Uuid) -> Value {
    let mut body = public(state, key);
    if let Some(private) = key.private.as_ref().filter(|_| key.owner == reader) {
        extend(&mut body, json!({"private": private}));
    }
    body
}

fn public(state: &State, key: &PgpKey) -> Value {
    json!({
        "id": key.id,
        "name": key.name,
        "created": key.created.whole(),
        "modified": key.modified.whole(),
        "public": key.public,
        "email": state.emails(&[key.owner]).pop().unwrap_or_default(),
    })
}
