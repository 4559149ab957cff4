//! Tables as text.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use csv::WriterBuilder;

/// A header and rows, with what must be quoted in quotes.
pub(super) fn table<const N: usize>(
    columns: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Response {
    let mut table = WriterBuilder::new().from_writer(Vec::new());
    // Nothing fails in memory, and every row has as many cells as the header.
    let _ = table.write_record(columns);
    for row in rows {
        let _ = table.write_record(row);
    }
    let text = table.into_inner().unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/csv")], text).into_response()
}
