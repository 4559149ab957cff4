//! Paths: which operation is called.

use std::cmp::Reverse;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::document::{members, text};

/// How much of each segment is fixed, the most first.
pub(super) type Rank = Vec<Reverse<usize>>;

/// A path with parameters in braces, one in a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    /// What stands before it, its name, and what stands behind it.
    Parameter(String, String, String),
}

impl Template {
    pub(super) fn new(path: &str) -> Self {
        let segments = path.split('/').map(|segment| {
            let place = segment.split_once('{').and_then(|(before, rest)| {
                let (name, after) = rest.split_once('}')?;
                Some([before, name, after].map(str::to_owned))
            });
            match place {
                Some([before, name, after]) => Segment::Parameter(before, name, after),
                None => Segment::Literal(segment.to_owned()),
            }
        });
        Self(segments.collect())
    }

    /// The parameters of a path as it was sent, if it is one of these.
    pub(super) fn fits(&self, path: &str) -> Option<Vec<(String, String)>> {
        let sent: Vec<_> = path.split('/').collect();
        if sent.len() != self.0.len() {
            return None;
        }
        let mut parameters = Vec::new();
        for (segment, sent) in self.0.iter().zip(sent) {
            let sent = percent_decode_str(sent).decode_utf8().ok()?;
            match segment {
                Segment::Literal(literal) if *literal == sent => {}
                Segment::Literal(_) => return None,
                Segment::Parameter(before, name, after) => {
                    let value = sent.strip_prefix(&**before)?.strip_suffix(&**after)?;
                    if value.is_empty() {
                        return None;
                    }
                    parameters.push((name.clone(), value.to_owned()));
                }
            }
        }
        Some(parameters)
    }

    /// Sorts those of which more is fixed first, from the left: `/orders/new` and `/orders/{id}:cancel` before `/orders/{id}`.
    pub(super) fn rank(&self) -> Rank {
        let fixed = |segment: &Segment| match segment {
            Segment::Literal(_) => usize::MAX,
            Segment::Parameter(before, _, after) => before.len() + after.len(),
        };
        self.0
            .iter()
            .map(|segment| Reverse(fixed(segment)))
            .collect()
    }
}

/// The paths of servers, each once, without a slash at the end: with their variables' defaults, and with any other value where a variable is a
/// whole segment.
pub(super) fn prefixes(servers: &[Value]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for server in servers {
        let url = text(server, "url");
        let variables = members(server, "variables");
        let filled = variables.fold(url.to_owned(), |url, (name, variable)| {
            url.replace(&format!("{{{name}}}"), text(variable, "default"))
        });
        for url in [filled.as_str(), url] {
            let path = path_of(url).trim_end_matches('/').to_owned();
            if !found.contains(&path) {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        found.push(String::new());
    }
    found
}

/// The path of a URL, without its query; of one that begins with a variable, what follows it.
pub(super) fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..));
    let path = path.unwrap_or_default();
    path.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_segment_is_read_decoded_and_never_more_than_one() {
        let template = Template::new("/orders/{id}/items");
        let id = |path| Some(template.fits(path)?.pop()?.1);
        assert_eq!(id("/orders/a%2Fb/items").as_deref(), Some("a/b"));
        assert_eq!(id("/orders/a/b/items"), None);
        assert_eq!(id("/orders//items"), None);
        assert_eq!(id("/orders/%ff/items"), None);
        assert!(Template::new("/a/new").rank() < Template::new("/a/{id}").rank());
        assert!(Template::new("/a/{id}:undo").rank() < Template::new("/a/{id}").rank());
        let template = Template::new("/orders/{id}.json");
        assert_eq!(template.fits("/orders/7.json").unwrap()[0].1, "7");
        assert_eq!(template.fits("/orders/.json"), None);
    }

    #[test]
    fn servers_are_where_they_say() {
        let servers = json!([
            {"url": "https://api.acme.example/v1/"},
            {"url": "https://{region}.acme.test", "variables": {"region": {"default": "eu"}}},
            {"url": "{base}/v2", "variables": {"base": {"default": "https://acme.test/api"}}},
            {"url": "https://acme.test/{tenant}", "variables": {"tenant": {"default": "main"}}},
            {"url": "/v1"},
        ]);
        let servers = servers.as_array().unwrap();
        let expected = ["/v1", "", "/api/v2", "/v2", "/main", "/{tenant}"];
        assert_eq!(prefixes(servers), expected);
        assert_eq!(prefixes(&[]), [""]);
        assert_eq!(path_of("https://acme.test/oauth/token?x=1"), "/oauth/token");
    }
}
