//! Servers: the document's become its variants, those of paths belong to them.

mod url;
mod variants;

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;

use self::url::{Made, made};
use crate::api::{Api, Server};
use crate::notes::Notes;
use crate::schemas::Reason;

/// The host of an API whose document does not tell it.
const UNKNOWN: &str = "https://api.example.com";

/// The servers of a spec, and the hosts that credentials may go to.
#[derive(Debug)]
pub(crate) struct Servers {
    variants: Vec<(String, Made)>,
    hosts: BTreeSet<String>,
}

impl Servers {
    /// Those of a document; of the first path that has some, if it has none itself.
    pub fn of(api: &Api<'_>, notes: &mut Notes) -> Self {
        let mut this = Self {
            variants: Vec::new(),
            hosts: BTreeSet::new(),
        };
        let of_paths = api.calls.iter().find_map(|call| {
            let parts = call.parts.as_ref().ok()?;
            parts.servers.clone()
        });
        let servers = match api.servers.is_empty() {
            true => of_paths.unwrap_or_default(),
            false => api.servers.clone(),
        };
        for server in &servers {
            for one in variants::expanded(server) {
                let description = one.description.clone();
                let Some(made) = made(&one, None, notes) else {
                    continue;
                };
                if this.variants.iter().any(|(_, known)| known.url == made.url) {
                    continue;
                }
                let taken: Vec<&str> = this
                    .variants
                    .iter()
                    .map(|(name, _)| name.as_str())
                    .collect();
                let name = variants::name(description.as_deref(), &made.url, &taken);
                this.hosts.insert(made.host.clone());
                this.variants.push((name, made));
            }
        }
        if this.variants.is_empty() {
            let what = format!(
                "the document does not say where its API is: `{UNKNOWN}` stands in `servers` and `x-hosts`, write the vendor's own"
            );
            notes.guessed(api.root, what);
            let made = Made::plain(UNKNOWN);
            this.hosts.insert(made.host.clone());
            this.variants.push(("production".to_owned(), made));
        }
        this
    }

    /// The beginning of the first server's URL: `https://api.example.com`.
    pub fn origin(&self) -> String {
        let first = self.variants.first();
        first.map_or(UNKNOWN.to_owned(), |(_, made)| made.origin())
    }

    /// Lets credentials go to one more host; false if it is none.
    pub fn allow(&mut self, host: &str) -> bool {
        let fits = url::is_host(host);
        if fits && !self.knows(host) {
            self.hosts.insert(host.to_owned());
        }
        fits
    }

    /// Whether credentials may go to a host already.
    pub fn knows(&self, host: &str) -> bool {
        self.hosts
            .iter()
            .any(|known| match known.strip_prefix('*') {
                Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
                None => known == host,
            })
    }

    /// `servers` of a path, or nothing if these are the document's.
    ///
    /// # Errors
    /// If none of them can be.
    pub fn of_path(
        &mut self,
        servers: &[Server<'_>],
        notes: &mut Notes,
    ) -> Result<Option<Tree>, Reason> {
        let base = self.origin();
        let mut found: Vec<(Option<String>, Made)> = Vec::new();
        for server in servers {
            for one in variants::expanded(server) {
                if let Some(made) = made(&one, Some(&base), notes) {
                    found.push((one.description.clone(), made));
                }
            }
        }
        let known = |made: &Made| self.variants.iter().any(|(_, known)| known.url == made.url);
        if found.iter().all(|(_, made)| known(made)) && found.len() == self.variants.len() {
            return Ok(None);
        }
        let Some((_, first)) = found.first() else {
            return Err(match servers.first() {
                Some(server) => Reason {
                    location: server.at.location(),
                    message: format!(
                        "it has a server of its own, `{}`, which is none of HTTP",
                        server.url
                    ),
                },
                None => return Ok(None),
            });
        };
        let mut list = Vec::new();
        for (at, (variant, document)) in self.variants.iter().enumerate() {
            let same_url = found.iter().find(|(_, made)| made.url == document.url);
            let same_name = found.iter().find(|(description, made)| {
                variants::name(description.as_deref(), &made.url, &[]) == *variant
            });
            let made = same_url
                .or(same_name)
                .or(found.get(at))
                .map_or(first, |(_, made)| made);
            self.hosts.insert(made.host.clone());
            list.push(made.yaml(variant));
        }
        if let Some(server) = servers.get(self.variants.len()) {
            let what = "the path has more servers than the document has: these alone are kept";
            notes.left_out(server.at, what);
        }
        Ok(Some(Tree::List(list)))
    }

    /// `servers` of the document.
    pub fn yaml(&self) -> Tree {
        let servers = self.variants.iter();
        Tree::List(servers.map(|(name, made)| made.yaml(name)).collect())
    }

    /// `x-hosts`
    pub fn hosts(&self) -> Tree {
        Tree::List(self.hosts.iter().map(|host| host.as_str().into()).collect())
    }
}
