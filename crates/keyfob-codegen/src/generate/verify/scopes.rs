//! What there is in each module, and what there is twice.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Fields, File, ImplItem, Item, ItemImpl, TraitItem, UseTree, Variant};

use super::Clash;

/// The modules of a file by their path from its root.
pub(in crate::generate) struct Scopes(BTreeMap<Vec<String>, Scope>);

/// What a module has.
#[derive(Default)]
pub(super) struct Scope {
    /// What it defines.
    pub own: BTreeSet<String>,
    /// What it imports.
    pub imported: BTreeSet<String>,
}

impl Scopes {
    pub(super) fn of(file: &File, clashes: &mut Vec<Clash>) -> Self {
        let mut scopes = Self(BTreeMap::new());
        scopes.add(&mut Vec::new(), &file.items, clashes);
        scopes
    }

    pub(super) fn get(&self, path: &[String]) -> Option<&Scope> {
        self.0.get(path)
    }

    fn add(&mut self, path: &mut Vec<String>, items: &[Item], clashes: &mut Vec<Clash>) {
        let mut scope = Scope::default();
        let mut values = BTreeSet::new();
        let mut methods = BTreeSet::new();
        for item in items {
            members(item, clashes);
            let name = match item {
                Item::Use(used) => {
                    imports(&used.tree, &mut scope.imported);
                    continue;
                }
                Item::Impl(block) => {
                    doubles(block, &mut methods, clashes);
                    continue;
                }
                Item::Static(one) => {
                    once(&mut values, &one.ident, clashes);
                    continue;
                }
                Item::Fn(one) => {
                    once(&mut values, &one.sig.ident, clashes);
                    continue;
                }
                Item::Struct(one) => &one.ident,
                Item::Enum(one) => &one.ident,
                Item::Trait(one) => &one.ident,
                Item::Mod(one) => {
                    path.push(one.ident.to_string());
                    let inner = one.content.as_ref().map(|(_, items)| items.as_slice());
                    self.add(path, inner.unwrap_or_default(), clashes);
                    path.pop();
                    &one.ident
                }
                _ => continue,
            };
            once(&mut scope.own, name, clashes);
        }
        for name in scope.own.intersection(&scope.imported) {
            clashes.push(Clash::new(name, "is imported there, too"));
        }
        scope.own.extend(values);
        self.0.insert(path.clone(), scope);
    }
}

fn once(seen: &mut BTreeSet<String>, name: impl ToString, clashes: &mut Vec<Clash>) {
    let name = name.to_string();
    if !seen.insert(name.clone()) {
        clashes.push(Clash::new(name, "is there twice"));
    }
}

fn imports(tree: &UseTree, found: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => imports(&path.tree, found),
        UseTree::Name(name) => drop(found.insert(name.ident.to_string())),
        UseTree::Rename(name) => drop(found.insert(name.rename.to_string())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| imports(tree, found)),
        _ => {}
    }
}

/// Fields, variants and a trait's methods.
fn members(item: &Item, clashes: &mut Vec<Clash>) {
    let mut seen = BTreeSet::new();
    match item {
        Item::Struct(model) => fields(&model.fields, clashes),
        Item::Enum(model) => variants(&model.variants, clashes),
        Item::Trait(model) => {
            for item in &model.items {
                if let TraitItem::Fn(method) = item {
                    once(&mut seen, &method.sig.ident, clashes);
                }
            }
        }
        _ => {}
    }
}

fn fields(fields: &Fields, clashes: &mut Vec<Clash>) {
    let mut seen = BTreeSet::new();
    for field in fields {
        if let Some(name) = &field.ident {
            once(&mut seen, name, clashes);
        }
    }
}

fn variants<P>(variants: &Punctuated<Variant, P>, clashes: &mut Vec<Clash>) {
    let mut seen = BTreeSet::new();
    for variant in variants {
        once(&mut seen, &variant.ident, clashes);
    }
}

/// Methods that a type has twice: of its own, or in one implementation of a trait.
fn doubles(block: &ItemImpl, seen: &mut BTreeSet<[String; 3]>, clashes: &mut Vec<Clash>) {
    let of = block.self_ty.to_token_stream().to_string();
    let of_trait = block.trait_.as_ref();
    let of_trait = of_trait.map(|(path, _)| path.to_token_stream().to_string());
    for item in &block.items {
        if let ImplItem::Fn(method) = item {
            let name = method.sig.ident.to_string();
            let key = [
                of.clone(),
                of_trait.clone().unwrap_or_default(),
                name.clone(),
            ];
            if !seen.insert(key) {
                clashes.push(Clash::new(name, format!("is a method of {of} twice")));
            }
        }
    }
}
