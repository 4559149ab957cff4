//! Bytes: up in chunks, down in one go or in part.

mod byte_range;
mod chunk;
mod content_range;
pub(super) mod download;
pub(super) mod downloads;
mod finish;
mod link;
pub(super) mod uploads;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/upload/link", post(link::new_file))
        .route("/api/1.0/file/modify", post(link::rewrite))
        .route("/api/1.0/upload/finalize/{id}", get(chunk::finalize))
        .route(
            "/upload/chunked/{key}",
            post(chunk::chunk).layer(DefaultBodyLimit::disable()),
        )
        .route("/api/1.0/file/download-link", post(download::link))
        .route("/api/1.0/file/download/{id}", get(download::download))
        // The vendor folds slashes, as rclone's downloads show.
        .route("/api/1.0//file/download/{id}", get(download::download))
}
