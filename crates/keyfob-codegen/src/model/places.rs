//! Where the operations of a spec are.

use super::{Operation, Server, Spec};

impl Spec {
    /// The servers of an operation: its path's own, or the document's.
    pub fn servers_of<'a>(&'a self, operation: &'a Operation) -> &'a [Server] {
        match operation.servers.as_slice() {
            [] => &self.servers,
            own => own,
        }
    }

    /// The paths of an operation from the root of each of its servers, with the parameters' names in braces.
    pub fn paths_of<'a>(&'a self, operation: &'a Operation) -> impl Iterator<Item = String> + 'a {
        let servers = self.servers_of(operation).iter();
        servers.map(|server| format!("{}{}", server.path(), operation.path))
    }

    /// Whether a request's path is one of the operation's.
    pub fn serves(&self, operation: &Operation, path: &str) -> bool {
        self.paths_of(operation)
            .any(|template| fits(&template, path))
    }
}

impl Server {
    /// The path of the URL; of one that begins with a variable, what follows it.
    pub fn path(&self) -> &str {
        path_of(&self.url)
    }
}

/// The path of a URL, with what follows it.
pub fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/')
        .and_then(|at| rest.get(at..))
        .unwrap_or_default()
}

/// A parameter in a segment of a path, and what stands around it: `{id}.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'t> {
    /// What stands before it.
    pub before: &'t str,
    /// Its name.
    pub name: &'t str,
    /// What stands behind it.
    pub after: &'t str,
}

impl<'t> Place<'t> {
    /// The parameter of a segment; nothing if it has none, or more than one.
    pub fn of(segment: &'t str) -> Option<Self> {
        let (before, rest) = segment.split_once('{')?;
        let (name, after) = rest.split_once('}')?;
        let is_one = !name.is_empty() && ![before, name, after].concat().contains(['{', '}']);
        is_one.then_some(Self {
            before,
            name,
            after,
        })
    }

    /// Whether a fixed segment is one of these.
    pub fn fits(&self, segment: &str) -> bool {
        let rest = segment.strip_prefix(self.before);
        let value = rest.and_then(|rest| rest.strip_suffix(self.after));
        value.is_some_and(|value| !value.is_empty())
    }
}

/// Whether a path is one of a template's.
fn fits(template: &str, path: &str) -> bool {
    let is_one = |(segment, is): (&str, &str)| match Place::of(segment) {
        Some(place) => place.fits(is),
        None => segment == is,
    };
    template.split('/').count() == path.split('/').count()
        && template.split('/').zip(path.split('/')).all(is_one)
}
