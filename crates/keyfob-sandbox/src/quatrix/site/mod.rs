//! What holds for the whole account: settings, logo, branding, services.

mod branding;
mod logo;
pub(super) mod records;
pub(super) mod services;
mod settings;

use axum::Router;
use axum::routing::{get, post};

use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/account/logo", get(logo::logo))
        .route("/api/1.0/settings", get(settings::get))
        .route("/api/1.0/settings/set", post(settings::set))
        .route("/api/1.0/settings/auth-methods", get(settings::methods))
        .route("/api/1.0/settings/upload-logo-link", get(logo::upload_link))
        .route("/api/1.0/branding", get(branding::get).post(branding::set))
        .route("/api/1.0/branding/preview", post(branding::preview))
        .route("/api/1.0/service", get(services::list))
        .route("/api/1.0/service/metadata/{id}", get(services::metadata))
}
