//! The pages of `cargo xtask docs`, beside the vendors: what is tried there is called on the same origin.

use std::io;
use std::path::Path;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::Redirect;
use axum::routing::get;
use tower_http::services::ServeDir;

/// In place of the file of that name, which says that nobody serves the pages: the vendors that can be tried here.
const SERVED_BY: &str = "const keyfobSandbox = [\"kotak-trade\", \"kotak-neo\", \"quatrix\"];\n";

/// The vendors, and the pages of a folder at `/docs/`. No call for a page is recorded or made to fail.
pub(crate) fn beside(vendors: Router, folder: &Path) -> io::Result<Router> {
    if !folder.join("index.html").is_file() {
        let message = format!(
            "{} has no index.html; `cargo xtask docs` writes the pages",
            folder.display()
        );
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    let served_by = || async { ([(CONTENT_TYPE, "text/javascript")], SERVED_BY) };
    Ok(Router::new()
        .route("/docs", get(|| async { Redirect::permanent("/docs/") }))
        .route("/docs/served-by.js", get(served_by))
        .nest_service("/docs/", ServeDir::new(folder))
        .fallback_service(vendors))
}
