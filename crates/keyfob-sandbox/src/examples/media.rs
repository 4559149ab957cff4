//! Media types.

/// Media types whose content is a value of the schema: the others are bytes or text.
pub(super) fn is_structured(media: &str) -> bool {
    let essence = essence(media);
    is_json(&essence) || essence == FORM
}

/// A form as browsers send it.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

pub(super) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

/// A media type without its parameters, in small letters.
pub(super) fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
