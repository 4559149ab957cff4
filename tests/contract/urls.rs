//! The URLs of a spec's servers, and the paths of its operations.

use keyfob_codegen::model::{Operation, Server};
use reqwest::Url;

use crate::contract::json::text;
use crate::contract::registry::Sent;

/// A server's URL with its variables set: those given, else their defaults.
pub fn url(server: &Server, set: &[(&str, &str)]) -> Url {
    let filled = server
        .variables
        .iter()
        .fold(server.url.clone(), |url, (name, default)| {
            let value = set
                .iter()
                .find(|(known, _)| known == name)
                .map_or(default.as_str(), |(_, value)| value);
            url.replace(&format!("{{{name}}}"), value)
        });
    Url::parse(&filled).unwrap()
}

/// The path of a URL without a slash at its end.
pub fn prefix(url: &Url) -> &str {
    url.path().trim_end_matches('/')
}

/// An operation's path with its parameters in it.
pub fn path(operation: &Operation, sent: &Sent) -> String {
    let parameters = operation.parameters.iter();
    let inside = parameters.filter(|parameter| parameter.location == "path");
    inside.fold(operation.path.clone(), |path, parameter| {
        let value = encoded(&text(&sent.inputs[&parameter.name]));
        path.replace(&format!("{{{}}}", parameter.name), &value)
    })
}

/// One segment of a path, by RFC 3986: everything is encoded but what is unreserved.
fn encoded(segment: &str) -> String {
    let bytes = segment.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    bytes.collect()
}
