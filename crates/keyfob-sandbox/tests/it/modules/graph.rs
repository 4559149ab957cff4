//! Which file names something of which other file, read from the syntax.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A module's path below the crate's root, which is empty itself.
pub(crate) type Module = Vec<String>;

/// Every module that is a file, the files it names something of, and one such name each.
#[derive(Default)]
pub(crate) struct Graph {
    pub(crate) edges: BTreeMap<Module, BTreeMap<Module, String>>,
}

impl Graph {
    /// The graph of a library whose root is `lib.rs` in this folder.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        let mut sources = Vec::new();
        read(folder, &[], &mut sources);
        Self::of_sources(&sources)
    }

    pub(crate) fn of_sources(sources: &[(Module, String)]) -> Self {
        let modules: BTreeSet<Module> = sources.iter().map(|(module, _)| module.clone()).collect();
        let edges = sources.iter().map(|(module, text)| {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{module:?}: {error}"));
            let mut aliases = Aliases::default();
            aliases.visit_file(&file);
            let mut names = Names {
                modules: &modules,
                aliases: &aliases.0,
                current: module.clone(),
                found: BTreeMap::new(),
            };
            names.visit_file(&file);
            names.found.remove(module);
            (module.clone(), names.found)
        });
        Self {
            edges: edges.collect(),
        }
    }

    /// One shortest cycle through each module that is on one, written out; each cycle once.
    pub(crate) fn cycles(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut cycles = Vec::new();
        for start in self.edges.keys() {
            let Some(cycle) = self.shortest_cycle(start) else {
                continue;
            };
            if cycle.iter().any(|module| seen.contains(module)) {
                continue;
            }
            let text = cycle.windows(2).map(|pair| {
                let name = &self.edges[&pair[0]][&pair[1]];
                format!("{} -({name})-> ", shown(&pair[0]))
            });
            cycles.push(text.collect::<String>() + &shown(start));
            seen.extend(cycle);
        }
        cycles
    }

    fn shortest_cycle(&self, start: &Module) -> Option<Vec<Module>> {
        let mut paths = std::collections::VecDeque::from([vec![start.clone()]]);
        let mut reached = BTreeSet::new();
        while let Some(path) = paths.pop_front() {
            for next in self.edges[path.last()?].keys() {
                let mut longer = path.clone();
                longer.push(next.clone());
                if next == start {
                    return Some(longer);
                }
                if reached.insert(next.clone()) {
                    paths.push_back(longer);
                }
            }
        }
        None
    }
}

pub(crate) fn shown(module: &Module) -> String {
    let mut path = vec!["crate".to_owned()];
    path.extend_from_slice(module);
    path.join("::")
}

fn read(folder: &Path, module: &[String], sources: &mut Vec<(Module, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut inner = module.to_vec();
        if path.is_dir() {
            inner.push(name);
            read(&path, &inner, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") && name != "main" {
            if !["lib", "mod"].contains(&name.as_str()) {
                inner.push(name);
            }
            sources.push((inner, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// What local names stand for, by every `use` of the file.
#[derive(Default)]
struct Aliases(BTreeMap<String, Vec<String>>);

impl<'a> Visit<'a> for Aliases {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        for (path, alias) in flat(&item.tree) {
            if path.first() != Some(&alias) {
                self.0.insert(alias, path);
            }
        }
    }
}

/// The paths that a `use` names, and how the file calls them.
fn flat(tree: &syn::UseTree) -> Vec<(Vec<String>, String)> {
    match tree {
        syn::UseTree::Path(path) => {
            let ident = path.ident.to_string();
            let below = flat(&path.tree).into_iter().map(|(mut tail, alias)| {
                tail.insert(0, ident.clone());
                let alias = if alias == "self" {
                    ident.clone()
                } else {
                    alias
                };
                (tail, alias)
            });
            below.collect()
        }
        syn::UseTree::Name(name) if name.ident == "self" => vec![(vec![], "self".into())],
        syn::UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        syn::UseTree::Rename(name) => {
            let path = vec![name.ident.to_string()];
            let path = path.into_iter().filter(|name| name != "self").collect();
            vec![(path, name.rename.to_string())]
        }
        syn::UseTree::Glob(_) => vec![(vec![], "*".into())],
        syn::UseTree::Group(group) => group.items.iter().flat_map(flat).collect(),
    }
}

struct Names<'a> {
    modules: &'a BTreeSet<Module>,
    aliases: &'a BTreeMap<String, Vec<String>>,
    current: Module,
    found: BTreeMap<Module, String>,
}

impl Names<'_> {
    fn name(&mut self, path: &[String]) {
        if let Some(absolute) = self.absolute(path, true) {
            // The deepest module on the way is the one of which something is named.
            let mut module = absolute;
            while !self.modules.contains(&module) {
                module.pop();
            }
            self.found.entry(module).or_insert_with(|| path.join("::"));
        }
    }

    /// `None` for what is another crate's or a local name.
    fn absolute(&self, path: &[String], follow: bool) -> Option<Vec<String>> {
        let (first, mut rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.current.clone(),
            "super" => {
                let (_, parent) = self.current.split_last()?;
                parent.to_vec()
            }
            name => {
                let mut child = self.current.clone();
                child.push(name.to_owned());
                if self.modules.contains(&child) {
                    child
                } else {
                    let alias = self.aliases.get(name).filter(|_| follow)?;
                    self.absolute(alias, false)?
                }
            }
        };
        while rest.first().is_some_and(|name| name == "super") {
            base.pop();
            rest = &rest[1..];
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// Macros are not parsed: their tokens are looked through for paths.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.name(&std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.name(&std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.name(&path);
    }
}

impl<'a> Visit<'a> for Names<'_> {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        self.current.push(item.ident.to_string());
        if item.content.is_none() {
            self.found.insert(self.current.clone(), "mod".into());
        }
        visit::visit_item_mod(self, item);
        self.current.pop();
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        for (path, _) in flat(&item.tree) {
            self.name(&path);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let segments = path.segments.iter();
        let names: Vec<_> = segments.map(|part| part.ident.to_string()).collect();
        self.name(&names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }

    /// `pub(in crate::x)` names nothing of `x`.
    fn visit_visibility(&mut self, _: &'a syn::Visibility) {}
}
