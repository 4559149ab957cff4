//! What must not leave: credentials to strangers.

use std::net::IpAddr;

use reqwest::Url;

use crate::Error;

/// Whether `host` is the pattern, or lies below it if it starts with `*.`. What is no name of a host matches nothing.
pub(crate) fn host_matches(pattern: &str, host: &str) -> bool {
    let is_label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        !label.is_empty() && label.bytes().all(plain)
    };
    if !host.split('.').all(is_label) {
        return false;
    }
    match pattern.strip_prefix("*.") {
        None => host.eq_ignore_ascii_case(pattern),
        Some(domain) => {
            host.len() > domain.len() + 1
                && host
                    .to_ascii_lowercase()
                    .ends_with(&format!(".{}", domain.to_ascii_lowercase()))
        }
    }
}

/// Whether the URL leads to this machine: a loopback address, or the name `localhost`.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// A scheme, a host and a port that the user named: https, or http on loopback, and no user in it.
pub(crate) fn parse_origin(text: &str) -> Result<Url, Error> {
    let fault = |why: &str| Error::settings(format!("the origin {why}"));
    let url =
        Url::parse(text).map_err(|_| fault("is not a URL such as `https://gateway.example`"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault("must not carry a user or a password"));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(fault(
            "must end after the port: paths come from the API's description",
        ));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        _ => Err(fault("must be https; http is for loopback addresses only")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for (pattern, host, expected) in [
            ("api.example.com", "api.example.com", true),
            ("api.example.com", "API.example.com", true),
            ("api.example.com", "evil-api.example.com", false),
            ("*.example.com", "a.example.com", true),
            ("*.example.com", "a.b.example.com", true),
            ("*.example.com", "example.com", false),
            ("*.example.com", ".example.com", false),
            ("*.example.com", "badexample.com", false),
            ("*.example.com", "a.example.com.evil.org", false),
            ("*.example.com", "https://a.example.com", false),
            ("*.example.com", "a.example.com:443", false),
            ("*.example.com", "user@a.example.com", false),
            ("*.example.com", "a..example.com", false),
            ("*.example.com", "a/.example.com", false),
            ("*.example.com", "a b.example.com", false),
        ] {
            assert_eq!(host_matches(pattern, host), expected, "{pattern} {host}");
        }
    }

    #[test]
    fn loopback() {
        for (url, expected) in [
            ("http://127.0.0.1:80", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:80", true),
            ("http://localhost", true),
            ("http://localhost.evil.org", false),
            ("http://127.0.0.1.evil.org", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(url).unwrap()), expected, "{url}");
        }
    }
}
