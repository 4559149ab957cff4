//! The prefixes under which the vendor's environments have the same calls.

use axum::Router;
use axum::routing::MethodRouter;

use super::app::Shared;

pub(super) const UAT: &str = "/api/1.0";
pub(super) const NAPI: &str = "/login/1.0";
pub(super) const APIM: &str = "/apim/login/2.0";

/// The same tail under several prefixes, one for each of the vendor's environments.
pub(super) fn at(
    router: Router<Shared>,
    prefixes: &[&str],
    tail: &str,
    call: MethodRouter<Shared>,
) -> Router<Shared> {
    prefixes.iter().fold(router, |router, prefix| {
        router.route(&format!("{prefix}/{tail}"), call.clone())
    })
}
