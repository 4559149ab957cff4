//! One server's URL: https, a host, a path, and variables where these choose a host.

use keyfob_codegen::edit::Tree;

use crate::api::{Server, Variable};
use crate::notes::Notes;

/// A server as a spec has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Made {
    pub url: String,
    /// The host, or `*.` and the end of it where its beginning is a variable.
    pub host: String,
    description: Option<String>,
    variables: Vec<Variable>,
}

impl PartialEq for Variable {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.default) == (&other.name, &other.default)
    }
}

impl Made {
    /// A server without variables.
    pub fn plain(url: &str) -> Self {
        let (host, _) = split(url.trim_start_matches("https://"));
        Self {
            url: url.to_owned(),
            host: host.to_owned(),
            description: None,
            variables: Vec::new(),
        }
    }

    /// Its URL without the path.
    pub fn origin(&self) -> String {
        let mut url = self.url.clone();
        for variable in &self.variables {
            let default = variable.default.as_deref().unwrap_or_default();
            url = url.replace(&format!("{{{}}}", variable.name), default);
        }
        let rest = url.trim_start_matches("https://");
        format!("https://{}", split(rest).0)
    }

    /// It as one of `servers`.
    pub fn yaml(&self, variant: &str) -> Tree {
        let mut yaml = Tree::map()
            .with("url", self.url.as_str())
            .with("x-variant", variant);
        if let Some(description) = &self.description {
            yaml.set("description", description.as_str());
        }
        if !self.variables.is_empty() {
            let mut variables = Tree::map();
            for variable in &self.variables {
                let default = variable.default.clone().unwrap_or_default();
                let mut one = Tree::map().with("default", default);
                if let Some(description) = &variable.description {
                    one.set("description", description.as_str());
                }
                variables.set(&variable.name, one);
            }
            yaml.set("variables", variables);
        }
        yaml
    }
}

/// A server as a spec has it, with what is other noted; nothing if it is not one of HTTP or its host is not told. A relative one
/// is put behind `base`.
pub(super) fn made(server: &Server<'_>, base: Option<&str>, notes: &mut Notes) -> Option<Made> {
    let written = server.url.trim();
    let (scheme, rest) = match written.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest.to_owned()),
        None if written.starts_with("//") => (
            "https".to_owned(),
            written.trim_start_matches('/').to_owned(),
        ),
        None => {
            let path = filled(written, &server.variables);
            let base = base.unwrap_or(super::UNKNOWN);
            if base == super::UNKNOWN {
                let what = format!(
                    "the server `{written}` is relative to where the document was: `{base}` stands in `servers` and `x-hosts`, write the vendor's own"
                );
                notes.guessed(server.at, what);
            }
            let rest = base.trim_start_matches("https://");
            let slash = if path.is_empty() || path.starts_with('/') {
                ""
            } else {
                "/"
            };
            ("https".to_owned(), format!("{rest}{slash}{path}"))
        }
    };
    if ["ws", "wss", "file", "mqtt", "amqp"].contains(&scheme.as_str()) {
        notes.left_out(
            server.at,
            format!("the server `{written}` is left out: it is none of HTTP"),
        );
        return None;
    }
    if scheme == "http" {
        notes.loosened(
            server.at,
            format!("the server `{written}` is asked over https"),
        );
    }
    let (authority, path) = split(&rest);
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let (host, variables) = host(authority, server, notes)?;
    let path = filled(path, &server.variables);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    let shown = variables.iter().fold(host.clone(), |shown, variable| {
        let name = format!("{{{}}}", variable.name);
        shown.replace(&name, variable.default.as_deref().unwrap_or_default())
    });
    // What follows the first label is the vendor's, whatever is chosen.
    let pattern = match host.starts_with('{') {
        true => host.split_once('.').map(|(_, rest)| format!("*.{rest}"))?,
        false => shown,
    };
    Some(Made {
        url: format!("https://{host}{path}"),
        host: pattern,
        description: server.description.clone(),
        variables,
    })
}

/// The host, and the variables that are left in it.
fn host(
    authority: &str,
    server: &Server<'_>,
    notes: &mut Notes,
) -> Option<(String, Vec<Variable>)> {
    let whole = filled(authority, &server.variables);
    let (bare, port) = whole.split_once(':').unwrap_or((&whole, ""));
    let bare = bare.to_ascii_lowercase();
    if !is_host(&bare) {
        let what = format!(
            "the server `{}` is left out: `{bare}` is no host",
            server.url
        );
        notes.left_out(server.at, what);
        return None;
    }
    if !["", "443"].contains(&port) {
        let what = format!(
            "the server `{}` is asked at the port of https, not at {port}",
            server.url
        );
        notes.loosened(server.at, what);
    }
    // A variable that is the first label stays one: the rest of the host is the vendor's all the same.
    let first = authority
        .strip_prefix('{')
        .and_then(|rest| rest.split_once("}."));
    if let Some((name, rest)) = first
        && let Some(variable) = server.variables.iter().find(|one| one.name == name)
    {
        let default = default(variable).to_ascii_lowercase();
        let rest = filled(rest, &server.variables).to_ascii_lowercase();
        let rest = rest.split(':').next().unwrap_or_default().to_owned();
        if rest.contains('.') && is_host(&default) {
            let kept = Variable {
                default: Some(default),
                ..variable.clone()
            };
            return Some((format!("{{{name}}}.{rest}"), vec![kept]));
        }
    }
    if authority.contains('{') {
        let what = format!(
            "the host of the server `{}` can be chosen: `{bare}` is written",
            server.url
        );
        notes.loosened(server.at, what);
    }
    Some((bare, Vec::new()))
}

/// What a variable is where nobody sets it.
fn default(variable: &Variable) -> String {
    let default = variable
        .default
        .clone()
        .or(variable.values.first().cloned());
    default.unwrap_or_else(|| variable.name.replace('_', "-"))
}

/// A text with the variables' defaults in their places.
fn filled(text: &str, variables: &[Variable]) -> String {
    let mut text = text.to_owned();
    for variable in variables {
        text = text.replace(&format!("{{{}}}", variable.name), &default(variable));
    }
    // A variable that is not declared is called by its name.
    text.replace(['{', '}'], "")
}

/// Authority and path.
fn split(rest: &str) -> (&str, &str) {
    let at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest.split_at(at)
}

/// Whether a name can stand in `x-hosts`.
pub(super) fn is_host(name: &str) -> bool {
    name.split('.').all(|label| {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !label.is_empty() && label.chars().all(fits)
    })
}
