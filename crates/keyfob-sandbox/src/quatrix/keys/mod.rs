//! Keys that users bring: for SFTP, and for PGP. The sandbox keeps them and uses none.

mod new_key;
mod pgp;
pub(super) mod records;
mod requests;
mod ssh;

use axum::Router;
use axum::routing::{get, post};

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/ssh-key", get(ssh::list_own))
        .route("/api/1.0/ssh-key/", get(ssh::list))
        .route("/api/1.0/ssh-key/{id}", get(ssh::list_for_user))
        .route("/api/1.0/ssh-key/metadata/{id}", get(ssh::metadata))
        .route("/api/1.0/ssh-key/create", post(ssh::create))
        .route("/api/1.0/ssh-key/edit", post(ssh::edit))
        .route("/api/1.0/ssh-key/delete", post(ssh::delete))
        .route("/api/1.0/user/pgp-key/{id}", get(pgp::of_user))
        .route("/api/1.0/contact/pgp-key/{id}", get(pgp::of_contact))
        .route("/api/1.0/pgp-key/recipients", post(pgp::recipients))
        .route("/api/1.0/pgp-key/metadata/{id}", get(pgp::metadata))
        .route("/api/1.0/pgp-key/create", post(pgp::create))
        .route("/api/1.0/pgp-key/edit/{id}", post(pgp::edit))
        .route("/api/1.0/pgp-key/delete/{id}", get(pgp::delete))
        .route("/api/1.0/pgp-key/request", post(requests::request))
        .route("/api/1.0/pgp-key/request/{id}", get(requests::request_one))
        .route(
            "/api/1.0/key-request/metadata/{id}",
            get(requests::metadata),
        )
        .route("/api/1.0/key-request/respond/{id}", post(requests::respond))
}
