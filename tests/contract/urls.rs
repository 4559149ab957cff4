//! The URLs of a spec's servers.

use keyfob_codegen::model::Server;
use reqwest::Url;

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
