//! Contacts: a user's own, or everybody's.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::records::Contact;
use super::{groups, users};
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;
use crate::quatrix::user::User;

impl State {
    pub(in crate::quatrix) fn contact(&self, id: Uuid) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Create {
    name: String,
    email: String,
    personal: Option<bool>,
    groups: Option<Vec<Uuid>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    name: Option<String>,
    email: Option<String>,
    personal: Option<bool>,
    groups: Option<Vec<Uuid>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<Uuid>,
}

pub(super) async fn list(caller: AuthenticatedUser) -> Response {
    let state = caller.state();
    let seen = state.contacts.iter();
    let seen = seen.filter(|contact| contact.is_seen_by(caller.id));
    let seen: Vec<Value> = seen.map(|contact| to_json(&state, contact)).collect();
    json(StatusCode::OK, json!(seen))
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let mut state = caller.state();
    let contact = find(&mut state, &caller, parse_id(&id)?)?.clone();
    Ok(json(StatusCode::OK, to_json(&state, &contact)))
}

pub(super) async fn create(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Create = caller.json()?;
    let groups = asked.groups.unwrap_or_default();
    groups::check(&groups)?;
    let mut state = caller.state();
    check_name(&asked.name)?;
    users::check_email(&state, &asked.email)?;
    let contact = Contact {
        id: Uuid::new_v4(),
        name: asked.name,
        email: asked.email,
        owner: caller.id,
        personal: asked.personal.unwrap_or(false),
        groups,
        created: caller.now(),
    };
    let made = to_json(&state, &contact);
    state.contacts.push(contact);
    Ok(json(StatusCode::CREATED, made))
}

pub(super) async fn edit(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let asked: Edit = caller.json_if_any()?;
    let id = parse_id(&id)?;
    groups::check(asked.groups.as_deref().unwrap_or_default())?;
    let mut state = caller.state();
    let old = find(&mut state, &caller, id)?.clone();
    if let Some(email) = &asked.email
        && !email.eq_ignore_ascii_case(&old.email)
    {
        users::check_email(&state, email)?;
    }
    let contact = find(&mut state, &caller, id)?;
    contact.name = asked.name.unwrap_or(old.name);
    check_name(&contact.name)?;
    contact.email = asked.email.unwrap_or(old.email);
    contact.personal = asked.personal.unwrap_or(old.personal);
    contact.groups = asked.groups.unwrap_or(old.groups);
    let contact = contact.clone();
    Ok(json(StatusCode::OK, to_json(&state, &contact)))
}

pub(super) async fn delete(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Ids { ids } = caller.json()?;
    let mut state = caller.state();
    for &id in &ids {
        find(&mut state, &caller, id)?;
    }
    state.contacts.retain(|contact| !ids.contains(&contact.id));
    state.pgp_keys.retain(|key| !ids.contains(&key.owner));
    let gone: Vec<Value> = ids.into_iter().map(|id| json!({"id": id})).collect();
    Ok(json(StatusCode::OK, json!(gone)))
}

/// Makes a user of a contact.
pub(super) async fn upgrade(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let id = parse_id(&id)?;
    let mut state = caller.state();
    state.check_admin(caller.id)?;
    let contact = find(&mut state, &caller, id)?.clone();
    state.contacts.retain(|other| other.id != id);
    let mut user = User::invited(contact.email, contact.name, caller.now());
    user.id = id;
    state.add_user(user);
    let user = users::to_json(&state, state.user(id)?)?;
    Ok(json(StatusCode::OK, user))
}

fn find<'a>(
    state: &'a mut State,
    caller: &AuthenticatedUser,
    id: Uuid,
) -> Result<&'a mut Contact, Fault> {
    let contact = state.contacts.iter_mut().find(|contact| contact.id == id);
    match contact {
        None => Err(Fault::not_found("contact")),
        Some(contact) if contact.is_seen_by(caller.id) => Ok(contact),
        Some(_) => Err(Fault::restricted("the contact is another user's")),
    }
}

fn check_name(name: &str) -> Result<(), Fault> {
    match name.chars().count() {
        1..=511 => Ok(()),
        _ => Err(Fault::parameter("name has 1 to 511 characters")),
    }
}

fn to_json(state: &State, contact: &Contact) -> Value {
    let groups: Vec<Value> = contact.groups.iter().map(|&id| groups::short(id)).collect();
    json!({
        "id": contact.id,
        "name": contact.name,
        "email": contact.email,
        "type": if contact.personal { "P" } else { "S" },
        "status": "A",
        "created": contact.created.whole(),
        "owner_id": contact.owner,
        "readonly": false,
        "has_key": state.has_key(contact.id),
        "groups": groups,
    })
}
