//! The URLs of a spec's servers, and the paths of its operations.

use keyfob_codegen::model::{Operation, Server};
use reqwest::Url;

use crate::json::text;
use crate::registry::Sent;
use crate::spec::Described;

/// A server's URL with its variables set: those given, else their defaults.
pub fn url(server: &Server, set: &[(&str, &str)]) -> Url {
    Url::parse(&filled(server, set)).unwrap()
}

fn filled(server: &Server, set: &[(&str, &str)]) -> String {
    server
        .variables
        .iter()
        .fold(server.url.clone(), |url, (name, default)| {
            let value = set
                .iter()
                .find(|(known, _)| known == name)
                .map_or(default.as_str(), |(_, value)| value);
            url.replace(&format!("{{{name}}}"), value)
        })
}

impl Described {
    /// Other values than the defaults of the servers' variables, as far as credentials may go to the hosts that they lead to.
    pub fn moved(&self) -> Vec<(String, String)> {
        let own = self.spec.operations.iter().flat_map(|one| &one.servers);
        let servers: Vec<&Server> = self.spec.servers.iter().chain(own).collect();
        let mut variables: Vec<_> = servers.iter().flat_map(|one| &one.variables).collect();
        variables.sort();
        variables.dedup_by(|one, other| one.0 == other.0);
        let moved = variables.into_iter().map(|(name, default)| {
            let value = format!("{}2", default.trim_end_matches('/'));
            (name.clone(), value)
        });
        let is_possible = |(name, value): &(String, String)| {
            servers.iter().all(|server| {
                let url = Url::parse(&filled(server, &[(name, value)]));
                url.is_ok_and(|url| url.host_str().is_some_and(|host| self.is_known(host)))
            })
        };
        moved.filter(is_possible).collect()
    }

    /// Whether credentials may go to this host.
    fn is_known(&self, host: &str) -> bool {
        self.spec
            .hosts
            .iter()
            .any(|known| match known.strip_prefix("*.") {
                Some(domain) => host
                    .strip_suffix(domain)
                    .is_some_and(|rest| rest.ends_with('.')),
                None => known == host,
            })
    }
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
        let value = encoded(&text(&sent.inputs[&parameter.rust]));
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
