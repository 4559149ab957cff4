//! Media types by name: what a server says may be anything.

const KNOWN: [&str; 14] = [
    "application/gzip",
    "application/javascript",
    "application/json",
    "application/octet-stream",
    "application/pdf",
    "application/problem+json",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/zip",
    "image/png",
    "text/csv",
    "text/html",
    "text/plain",
    "text/xml",
];

/// The media type of a header, without its parameters; of one that is not well known, that it is another one.
pub(super) fn media_type(header: &str) -> &'static str {
    let said = header.split(';').next().unwrap_or_default().trim();
    let known = KNOWN.iter().find(|known| known.eq_ignore_ascii_case(said));
    known.copied().unwrap_or("another media type")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_well_known_is_not_shown() {
        assert_eq!(
            media_type("Application/JSON; charset=utf-8"),
            "application/json"
        );
        assert_eq!(media_type("text/s3cr3t"), "another media type");
        assert_eq!(media_type(""), "another media type");
    }
}
