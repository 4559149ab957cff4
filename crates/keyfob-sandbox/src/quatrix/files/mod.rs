//! Folders and files: looking, making, moving, deleting.

mod change;
mod delete;
mod details;
mod diff;
mod metadata;
mod node_json;
mod preview;
mod search;

use axum::Router;
use axum::routing::{get, post};

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(
            "/api/1.0/file/metadata",
            get(metadata::home).post(change::set_time),
        )
        .route("/api/1.0/file/metadata/{id}", get(metadata::metadata))
        .route("/api/1.0/file/id", post(metadata::lookup))
        .route("/api/1.0/file/info/{id}", get(details::info))
        .route("/api/1.0/file/size/{id}", get(details::size))
        .route("/api/1.0/file/wopi-token/{id}", get(details::wopi_token))
        .route("/api/1.0/file/csv/{id}", get(details::csv))
        .route("/api/1.0/file/tags/{id}", get(details::tags))
        .route("/api/1.0/file/add-tag/{id}", post(details::add_tag))
        .route("/api/1.0/file/diff/{id}", get(diff::diff))
        .route("/api/1.0/file/preview/{id}", get(preview::find))
        .route("/api/1.0/preview/{id}", get(preview::fetch))
        .route("/api/1.0/file/search", post(search::search))
        .route("/api/1.0/file/makedir", post(change::make_folder))
        .route("/api/1.0/file/rename/{id}", post(change::rename))
        .route("/api/1.0/file/copy", post(change::copy))
        .route("/api/1.0/file/move", post(change::relocate))
        .route("/api/1.0/file/copyone", post(change::copy_one))
        .route("/api/1.0/file/moveone", post(change::move_one))
        .route("/api/1.0/file/delete", post(delete::delete))
        .route("/api/1.0/file/empty-trash/{id}", post(delete::empty_trash))
}
