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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_segments() {
        assert_eq!(encode_path("nse_cm|Nifty 50,x"), "nse_cm%7CNifty%2050%2Cx");
        assert_eq!(encode_path("a/b\\c"), "a%2Fb%5Cc");
    }
}
