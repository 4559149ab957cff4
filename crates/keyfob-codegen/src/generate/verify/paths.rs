//! Names that are used and are not there, or are not what they are meant to be.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::{File, ItemMod, Path, TypeParam};

use super::Clash;
use super::scopes::Scopes;
use crate::names;

/// What needs neither a definition nor an import.
const KNOWN: [&str; 18] = [
    "Self",
    "bool",
    "char",
    "f32",
    "f64",
    "httpmock",
    "i16",
    "i32",
    "i64",
    "i8",
    "keyfob_core",
    "reqwest",
    "serde_json",
    "str",
    "std",
    "u16",
    "u8",
    "usize",
];

/// The crates that a leading `::` may name.
const CRATES: [&str; 6] = [
    "keyfob_core",
    "reqwest",
    "schemars",
    "serde",
    "serde_json",
    "std",
];

/// Paths of a file that lead nowhere. `client` has the modules that the crate's root shows.
pub(super) fn unresolved(file: &File, own: &Scopes, client: &Scopes) -> Vec<Clash> {
    let mut parameters = Parameters(BTreeSet::new());
    parameters.visit_file(file);
    let mut walk = Walk {
        own,
        client,
        parameters: parameters.0,
        module: Vec::new(),
        clashes: Vec::new(),
    };
    walk.visit_file(file);
    walk.clashes
}

/// The names of type parameters.
struct Parameters(BTreeSet<String>);

impl Visit<'_> for Parameters {
    fn visit_type_param(&mut self, parameter: &TypeParam) {
        self.0.insert(parameter.ident.to_string());
    }
}

struct Walk<'a> {
    own: &'a Scopes,
    client: &'a Scopes,
    parameters: BTreeSet<String>,
    module: Vec<String>,
    clashes: Vec<Clash>,
}

impl Visit<'_> for Walk<'_> {
    fn visit_item_mod(&mut self, module: &ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    /// The parser knows all keywords but the one of edition 2024.
    fn visit_ident(&mut self, ident: &Ident) {
        if ident == "gen" {
            self.clashes.push(Clash::new(ident, "is a keyword"));
        }
    }

    /// Attributes name their own things.
    fn visit_attribute(&mut self, _: &syn::Attribute) {}

    fn visit_path(&mut self, path: &Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|one| one.ident.to_string())
            .collect();
        if let Some((first, rest)) = segments.split_first() {
            match path.leading_colon {
                Some(_) if CRATES.contains(&first.as_str()) => {}
                Some(_) => self
                    .clashes
                    .push(Clash::new(first, "is no crate that clients have")),
                None => self.look(first, rest),
            }
        }
        visit::visit_path(self, path);
    }
}

impl Walk<'_> {
    fn look(&mut self, first: &str, rest: &[String]) {
        match first {
            "crate" => self.descend(self.client, Vec::new(), rest),
            "self" => self.descend(self.own, self.module.clone(), rest),
            "super" => {
                let above = self.module.len().saturating_sub(1);
                let above = self.module.get(..above).unwrap_or_default().to_vec();
                self.descend(self.own, above, rest);
            }
            name => self.unqualified(name, rest),
        }
    }

    fn unqualified(&mut self, name: &str, rest: &[String]) {
        let scope = self.own.get(&self.module);
        let is_own = scope.is_some_and(|scope| scope.own.contains(name));
        let is_imported = scope.is_some_and(|scope| scope.imported.contains(name));
        if is_own && names::is_in_prelude(name) {
            self.clashes
                .push(Clash::new(name, "hides what generated code means by it"));
        } else if is_own {
            let mut path = self.module.clone();
            path.push(name.to_owned());
            self.descend(self.own, path, rest);
        } else if is_imported && name == "types" {
            self.descend(self.client, vec![name.to_owned()], rest);
        } else if !is_imported && !self.is_known(name, rest) {
            self.clashes
                .push(Clash::new(name, "is named and is not there"));
        }
    }

    /// What begins with a small letter and stands alone is a variable.
    fn is_known(&self, name: &str, rest: &[String]) -> bool {
        KNOWN.contains(&name)
            || names::is_in_prelude(name)
            || self.parameters.contains(name)
            || (rest.is_empty() && !name.starts_with(char::is_uppercase))
    }

    /// Follows a path from a module until something stands there that is none.
    fn descend(&mut self, scopes: &Scopes, mut module: Vec<String>, rest: &[String]) {
        for name in rest {
            let Some(scope) = scopes.get(&module) else {
                return;
            };
            if !scope.own.contains(name) && !scope.imported.contains(name) {
                let what = format!("is named and is not in `{}`", module.join("::"));
                self.clashes.push(Clash::new(name, what));
                return;
            }
            module.push(name.clone());
        }
    }
}
