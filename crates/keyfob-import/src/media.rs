//! Media types, and which of several is taken.

use crate::api::Media;
use crate::schema::is_bytes;

/// What a body is to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Format {
    /// JSON.
    Json,
    /// A form, urlencoded.
    Urlencoded,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// In parts, which clients do not send.
    Multipart,
}

/// A media type.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    pub format: Format,
    /// As it stands in a header, in lower case and without parameters; nothing for a pattern.
    pub exact: Option<String>,
}

impl Kind {
    /// What a media type is.
    pub fn of(media: &Media<'_>) -> Self {
        let essence = essence(&media.name);
        let is_pattern = essence.contains('*') || !essence.contains('/');
        let has_bytes = media.schema.is_some_and(is_bytes);
        let is_json = essence == "application/json"
            || essence.ends_with("+json")
            || ["text/json", "application/x-json", "json"].contains(&essence.as_str())
            || (is_pattern && ["*/*", "application/*"].contains(&essence.as_str()));
        let format = match essence.as_str() {
            _ if essence.starts_with("multipart/") => Format::Multipart,
            "application/x-www-form-urlencoded" => Format::Urlencoded,
            _ if is_json && !has_bytes => Format::Json,
            "text/plain" | "text/csv" => Format::Text,
            _ => Format::Bytes,
        };
        let fits = |c: char| c.is_ascii_graphic();
        Self {
            format,
            exact: (!is_pattern && essence.chars().all(fits)).then_some(essence),
        }
    }

    /// What is preferred comes first.
    fn rank(&self) -> (Format, bool, bool) {
        let exact = self.exact.as_deref();
        let usual = ["application/json", "text/plain", "application/octet-stream"];
        (
            self.format,
            exact.is_none(),
            !exact.is_some_and(|exact| usual.contains(&exact)),
        )
    }
}

/// The one that is taken, and the names of the others.
pub(crate) fn taken<'m, 'a>(all: &'m [Media<'a>]) -> Option<(&'m Media<'a>, Kind, Vec<&'m str>)> {
    let kinds = all.iter().map(|media| (media, Kind::of(media)));
    let (media, kind) = kinds.min_by_key(|(_, kind)| kind.rank())?;
    let others = all.iter().filter(|other| !std::ptr::eq(*other, media));
    Some((
        media,
        kind,
        others.map(|other| other.name.as_str()).collect(),
    ))
}

fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
