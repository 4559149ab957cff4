//! The spec as a whole.

use std::collections::{BTreeMap, BTreeSet};

use keyfob_codegen::edit::Tree;
use keyfob_codegen::model::Place;

use crate::api::{Api, Call};
use crate::faults::faults;
use crate::groups::Groups;
use crate::ids::{Named, named};
use crate::notes::Notes;
use crate::operation::{Given, Made, operation};
use crate::report::Report;
use crate::schemas::{Reason, Schemas};
use crate::security::Security;
use crate::servers::Servers;
use crate::templates::Template;
use crate::texts::without_hidden;

/// What is put together.
struct Spec<'a> {
    schemas: Schemas<'a>,
    servers: Servers,
    security: Security,
    notes: Notes,
    /// The paths, their own servers and their operations.
    paths: Vec<(String, Path)>,
    /// Where a path stands in that list.
    known: BTreeMap<String, usize>,
    /// Methods and URLs, parameters blanked out.
    urls: BTreeMap<(String, String), String>,
    /// Methods and paths of which every segment is one parameter or none: these go before others.
    plain: BTreeSet<(String, String)>,
    errors: BTreeSet<String>,
    tags: BTreeSet<String>,
}

#[derive(Default)]
struct Path {
    servers: Option<Tree>,
    operations: Vec<(String, Tree)>,
}

/// The spec of an API, and what became of it.
pub(crate) fn spec(api: &Api<'_>, name: &str, notes: Notes) -> (Tree, Report) {
    let mut notes = notes;
    let mut groups = Groups::default();
    let names = named(api, &mut groups);
    let mut servers = Servers::of(api, &mut notes);
    let security = Security::of(api, &mut servers, &mut notes);
    if !security.is_told && !api.calls.is_empty() {
        notes.guessed(api.root, "the document does not say which credentials its operations need: those that have none among their parameters are called without");
    }
    let mut spec = Spec {
        schemas: Schemas::new([]),
        servers,
        security,
        notes,
        paths: Vec::new(),
        known: BTreeMap::new(),
        urls: BTreeMap::new(),
        plain: api.calls.iter().filter_map(plain).collect(),
        errors: BTreeSet::new(),
        tags: BTreeSet::new(),
    };
    let title = match api.title.is_empty() {
        true => name.to_owned(),
        false => api.title.clone(),
    };
    let version = version(&api.version);
    let mut imported = 0;
    for (call, named) in api.calls.iter().zip(&names) {
        let source = format!("{title} {version}, {}", call.label());
        imported += usize::from(spec.add(call, named, &source));
    }
    spec.finish(api, &groups, &title, &version, imported)
}

impl<'a> Spec<'a> {
    /// Adds an operation; false if it is left out.
    fn add(&mut self, call: &Call<'a>, named: &Named, source: &str) -> bool {
        let label = call.label();
        let before = self.schemas.checkpoint();
        self.schemas.begin(Some(&label));
        let mut notes = Notes::on(&label);
        match self.made(call, named, source, &mut notes) {
            Ok((path, servers, made)) => {
                self.notes.list.append(&mut notes.list);
                self.errors.extend(made.errors);
                self.tags.insert(named.tag.clone());
                let at = *self.known.entry(path.clone()).or_insert_with(|| {
                    self.paths.push((path, Path::default()));
                    self.paths.len() - 1
                });
                if let Some((_, path)) = self.paths.get_mut(at) {
                    path.servers = servers;
                    path.operations.push((call.method.clone(), made.yaml));
                }
                true
            }
            Err(reason) => {
                self.schemas.roll_back(before);
                let mut notes = Notes::default();
                notes.operation_left_out(&label, call.at, reason.message);
                notes
                    .list
                    .iter_mut()
                    .for_each(|note| note.location = reason.location.clone());
                self.notes.list.append(&mut notes.list);
                false
            }
        }
    }

    fn made(
        &mut self,
        call: &Call<'a>,
        named: &Named,
        source: &str,
        notes: &mut Notes,
    ) -> Result<(String, Option<Tree>, Made), Reason> {
        let reason = |message: String| Reason {
            location: call.at.location(),
            message,
        };
        let parts = call.parts.as_ref().map_err(Clone::clone)?;
        let template = Template::of(call, parts)?;
        let is_whole = template.names.iter().all(|name| name.segment.is_none());
        if !is_whole
            && self
                .plain
                .contains(&(call.method.clone(), blank(&template.path)))
        {
            return Err(reason(
                "a part of a segment of its path is a parameter, and another operation has the whole segment".to_owned(),
            ));
        }
        let servers = match &parts.servers {
            Some(servers) => self.servers.of_path(servers, notes)?,
            None => None,
        };
        let (path, servers) = self.placed(template.path.clone(), servers).ok_or_else(|| {
            reason("it has other servers than the operations before it at its path".to_owned())
        })?;
        let key = (call.method.clone(), self.url(&path, servers.as_ref()));
        if let Some(other) = self.urls.get(&key) {
            return Err(reason(format!("nothing on the wire tells it from {other}")));
        }
        let needed = self.security.needed(call, parts, notes);
        let given = Given {
            call,
            parts,
            named,
            template: &template,
            needed,
            source,
        };
        let made = operation(given, &mut self.schemas, notes)?;
        self.urls.insert(key, call.label());
        Ok((path, servers, made))
    }

    /// Where an operation can stand: at its path, if all there have the same servers; else its first segments go to its servers.
    fn placed(&self, path: String, servers: Option<Tree>) -> Option<(String, Option<Tree>)> {
        let is_free = |path: &str, servers: &Option<Tree>| {
            let known = self.known.get(path).and_then(|at| self.paths.get(*at));
            known.is_none_or(|(_, known)| known.servers == *servers)
        };
        if is_free(&path, &servers) {
            return Some((path, servers));
        }
        let (mut path, mut servers) = (path, servers.unwrap_or_else(|| self.servers.yaml()));
        loop {
            let (segment, rest) = path.strip_prefix('/')?.split_once('/')?;
            if segment.contains('{') {
                return None;
            }
            if let Tree::List(list) = &mut servers {
                for server in list {
                    let url = server.get("url").and_then(Tree::text).unwrap_or_default();
                    let url = format!("{url}/{segment}");
                    server.set("url", url);
                }
            }
            path = format!("/{rest}");
            if is_free(&path, &Some(servers.clone())) {
                return Some((path, Some(servers)));
            }
        }
    }

    /// The URL of an operation for the first variant, its parameters blanked out.
    fn url(&self, path: &str, servers: Option<&Tree>) -> String {
        let own = self.servers.yaml();
        let first = match servers.unwrap_or(&own) {
            Tree::List(list) => list.first(),
            _ => None,
        };
        let base = first
            .and_then(|first| first.get("url")?.text())
            .unwrap_or_default();
        format!("{base}{}", blank(path))
    }

    fn finish(
        mut self,
        api: &Api<'_>,
        groups: &Groups,
        title: &str,
        version: &str,
        imported: usize,
    ) -> (Tree, Report) {
        self.schemas.begin(None);
        let mut used = BTreeSet::new();
        let mut paths = Tree::map();
        for (
            path,
            Path {
                servers,
                operations,
            },
        ) in self.paths
        {
            let mut yaml = Tree::map();
            if let Some(servers) = servers {
                yaml.set("servers", servers);
            }
            for (method, operation) in operations {
                references(&operation, &mut used);
                yaml.set(&method, operation);
            }
            paths.set(&path, yaml);
        }
        let (components, mut notes) = self.schemas.finish(&used);
        let faults = faults(api.root, &self.errors, &components, &mut self.notes);
        notes.append(&mut self.notes.list);
        notes.sort_by(|a, b| (&a.location, &a.operation).cmp(&(&b.location, &b.operation)));
        notes.dedup();
        let description = match &api.description {
            Some(description) => description.clone(),
            None => format!("{title}, as its vendor describes it."),
        };
        let info = Tree::map()
            .with("title", title)
            .with("version", version)
            .with("description", description);
        let generate = ["facade", "sandbox", "tests"].map(Tree::from);
        let mut all = Tree::map();
        let schemes = self.security.yaml();
        if schemes != Tree::map() {
            all.set("securitySchemes", schemes);
        }
        all.set("schemas", components);
        let mut yaml = Tree::map()
            .with("openapi", "3.0.3")
            .with("info", info)
            .with("x-generate", generate.to_vec())
            .with("x-hosts", self.servers.hosts())
            .with("x-faults", faults)
            .with("servers", self.servers.yaml())
            .with("tags", groups.yaml(&self.tags, imported))
            .with("paths", paths)
            .with("components", all);
        without_hidden(&mut yaml);
        let report = Report {
            operations: api.operations,
            imported,
            notes,
        };
        (yaml, report)
    }
}

/// The names of the components that are referred to.
fn references(yaml: &Tree, found: &mut BTreeSet<String>) {
    match yaml {
        Tree::List(items) => items.iter().for_each(|item| references(item, found)),
        Tree::Map(entries) => {
            for (key, value) in entries {
                let name = value
                    .text()
                    .and_then(|text| text.strip_prefix("#/components/schemas/"));
                match name.filter(|_| key == "$ref") {
                    Some(name) => drop(found.insert(name.to_owned())),
                    None => references(value, found),
                }
            }
        }
        _ => {}
    }
}

/// Method and path of an operation that has no segments with more than a parameter.
fn plain(call: &Call<'_>) -> Option<(String, String)> {
    let template = Template::of(call, call.parts.as_ref().ok()?).ok()?;
    let is_plain = template.names.iter().all(|name| name.segment.is_none());
    is_plain.then(|| (call.method.clone(), blank(&template.path)))
}

/// A path without the names of its parameters.
fn blank(path: &str) -> String {
    let segments = path.split('/').map(|segment| match Place::of(segment) {
        Some(place) => format!("{}{{}}{}", place.before, place.after),
        None => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A version as a manifest can have it.
fn version(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .collect();
    match plain.trim() {
        "" => "1".to_owned(),
        plain => plain.to_owned(),
    }
}
