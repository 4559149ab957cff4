//! What need not be escaped in a path segment, and the URL that stands for a server until one is known.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The URL before a path until the operation's server is put in its place; were that ever left out, nothing would be reached.
pub fn unset_base_url() -> &'static str {
    "https://unset.invalid"
}

/// RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A value as a segment of a path.
pub fn encode_path(segment: &str) -> String {
    utf8_percent_encode(segment, SEGMENT).to_string()
}

/// Whether a path is one of a template's: `/orders/7` of `/orders/{id}`.
#[doc(hidden)]
#[must_use]
pub fn is_path(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(is)) if part.starts_with('{') || part == is => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_segments() {
        assert_eq!(encode_path("nse_cm|Nifty 50,x"), "nse_cm%7CNifty%2050%2Cx");
        assert_eq!(encode_path("a/b\\c"), "a%2Fb%5Cc");
    }

    #[test]
    fn paths_of_a_template() {
        assert!(is_path("/a/{b}/c", "/a/x/c"));
        assert!(!is_path("/a/{b}/c", "/a/x/d"));
        assert!(!is_path("/a/{b}", "/a/x/c"));
    }
}
