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

/// Whether a path is one of a template's.
fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(is)) if part.starts_with('{') || part == is => {}
            _ => return false,
        }
    }
}
