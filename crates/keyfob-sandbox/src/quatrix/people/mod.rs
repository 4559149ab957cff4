//! Who is there: the account, its users, their contacts, groups and keys.

mod account;
mod api_keys;
mod contacts;
mod groups;
mod profile;
pub(super) mod records;
mod sign_up;
pub(super) mod status;
mod users;

use axum::Router;
use axum::routing::{get, post};

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .merge(users())
        .merge(contacts())
        .merge(api_keys())
        .route("/api/1.0/account/metadata", get(account::metadata))
        .route("/api/1.0/account/roles", get(account::roles))
        .route("/api/1.0/account/info", get(account::info))
        .route("/api/1.0/account/list", get(account::list))
        .route("/api/1.0/languages", get(account::languages))
        .route("/api/1.0/languages/default", get(account::default_language))
        .route("/api/1.0/check/ping", get(account::ping))
        .route("/api/1.0/group", get(groups::list))
        .route("/api/1.0/group/metadata/{id}", get(groups::metadata))
        .route("/api/1.0/profile", get(profile::profile))
        .route("/api/1.0/profile/info", get(profile::info))
        .route("/api/1.0/profile/set", post(profile::set))
        .route("/api/1.0/profile/set-password", post(profile::set_password))
}

fn users() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/user", get(users::list))
        .route("/api/1.0/user/metadata/{id}", get(users::metadata))
        .route("/api/1.0/user/create", post(users::create))
        .route("/api/1.0/user/edit", post(users::edit))
        .route("/api/1.0/user/delete", post(users::delete))
        .route("/api/1.0/user/signup", post(sign_up::sign_up))
        .route("/api/1.0/user/group", get(groups::for_users))
}

fn contacts() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/contact", get(contacts::list))
        .route("/api/1.0/contact/metadata/{id}", get(contacts::metadata))
        .route("/api/1.0/contact/create", post(contacts::create))
        .route("/api/1.0/contact/edit/{id}", post(contacts::edit))
        .route("/api/1.0/contact/delete", post(contacts::delete))
        .route("/api/1.0/contact/upgrade/{id}", get(contacts::upgrade))
        .route("/api/1.0/contact/group", get(groups::for_contacts))
}

fn api_keys() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/api-key", get(api_keys::list))
        .route("/api/1.0/api-key/{id}", get(api_keys::list_for_user))
        .route("/api/1.0/api-key/metadata/{id}", get(api_keys::metadata))
        .route("/api/1.0/api-key/create", post(api_keys::create))
        .route("/api/1.0/api-key/update/{id}", post(api_keys::update))
        .route("/api/1.0/api-key/delete/{id}", get(api_keys::delete))
}
