//! What happened, and what became of shares.

mod activity;
mod client;
mod downloads;
pub(super) mod entry;
mod log;
mod shares;

use axum::Router;
use axum::routing::get;

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/tracking/", get(shares::all))
        .route("/api/1.0/tracking/{id}", get(shares::of_user))
        .route("/api/1.0/tracking/activity", get(activity::list))
        .route("/api/1.0/tracking/csv", get(activity::csv))
        .route("/api/1.0/tracking/files/{id}", get(downloads::files))
        .route(
            "/api/1.0/tracking/downloads/{id}",
            get(downloads::downloads),
        )
}
