//! Project folders: a plain folder of one user that others may work in, as far as their rights go.
//!
//! Who owns the folder runs it, and so does who runs the account. Members reach it by its id; what they put into it
//! belongs to the folder's owner and counts against the owner's quota (all guessed).

mod access;
mod assignments;
mod folders;
mod members;
mod permission;
pub(super) mod project;

use axum::Router;
use axum::routing::{get, post};

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/project-folder", get(folders::list))
        .route("/api/1.0/project-folder/create", post(folders::create))
        .route(
            "/api/1.0/project-folder/metadata/{id}",
            get(folders::metadata),
        )
        .route("/api/1.0/project-folder/delete/{id}", get(folders::delete))
        .route("/api/1.0/project-folder/users/{id}", get(members::list))
        .route("/api/1.0/project-folder/add-users/{id}", post(members::add))
        .route(
            "/api/1.0/project-folder/edit-users/{id}",
            post(members::edit),
        )
        .route(
            "/api/1.0/project-folder/project-users",
            post(assignments::list),
        )
        .route("/api/1.0/project-folder/set-users", post(assignments::set))
        .route(
            "/api/1.0/project-folder/delete-users/",
            post(assignments::delete),
        )
}
