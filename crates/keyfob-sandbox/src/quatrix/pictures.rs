//! What files and accounts look like: always the same, as small as can be.

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// One grey pixel.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

/// The same.
const JPEG: &str = "\
    /9j/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/\
    wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z";

/// One empty page.
const PDF: &str = "%PDF-1.0\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n\
    trailer<</Root 1 0 R>>\n";

pub(super) fn png() -> Response {
    of("image/png", decoded(PNG))
}

/// What a preview can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preview {
    Image,
    Video,
    Document,
}

impl Preview {
    /// What there is for a file of this name, going by its ending (guessed).
    pub(super) fn of(name: &str) -> Option<Self> {
        match ending(name).as_str() {
            "jpg" | "jpeg" | "png" | "gif" | "bmp" | "tif" | "tiff" => Some(Self::Image),
            "mp4" => Some(Self::Video),
            "pdf" | "doc" | "docx" | "odt" | "txt" | "xls" | "xlsx" | "ppt" | "pptx" => {
                Some(Self::Document)
            }
            _ => None,
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Document => "document",
        }
    }

    /// The file itself if it can be shown as it is, else something of the right kind.
    pub(super) fn show(self, name: &str, content: Bytes) -> Response {
        match (self, ending(name).as_str()) {
            (Self::Image, "jpg" | "jpeg") => of("image/jpeg", content),
            (Self::Image, _) => of("image/jpeg", decoded(JPEG)),
            (Self::Video, _) => of("video/mp4", content),
            (Self::Document, "pdf") => of("application/pdf", content),
            (Self::Document, _) => of("application/pdf", Bytes::from_static(PDF.as_bytes())),
        }
    }
}

fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.unwrap_or_default().to_lowercase()
}

fn decoded(encoded: &str) -> Bytes {
    STANDARD.decode(encoded).unwrap_or_default().into()
}

fn of(kind: &'static str, bytes: Bytes) -> Response {
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}
