//! Puts an odd answer in the place of a book.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::answer::json;
use crate::kotak_neo::app::App;
use crate::kotak_neo::fault::Fault;

/// Puts the odd answer in the place of a book, be it empty; whoever is not let in hears of that.
pub(super) fn replace(app: &App, book: Result<Response, Fault>) -> Result<Response, Fault> {
    let odd = app.state().odd_book;
    let book = book.unwrap_or_else(IntoResponse::into_response);
    Ok(match odd {
        Some(odd) if book.status() == StatusCode::OK => json(StatusCode::OK, odd.body()),
        _ => book,
    })
}
