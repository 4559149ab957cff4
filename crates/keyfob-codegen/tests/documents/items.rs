//! The public items of a generated crate, by the parser alone: what a program can name, and how it is used.

use std::collections::BTreeSet;
use std::path::Path;

use keyfob_codegen::generate::generate;
use keyfob_codegen::load::Document;
use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, Visibility};

/// Each as a line: a struct, a field with its type, a method with its signature, a variant, a constant, a feature.
pub fn items(document: &Document) -> BTreeSet<String> {
    let files = generate(document).unwrap_or_else(|finding| panic!("{}", finding.message));
    let mut found = BTreeSet::new();
    for name in ["client", "mock", "table"] {
        let text = &files[&Path::new("src/generated").join(format!("{name}.rs"))];
        let file = syn::parse_file(text).unwrap();
        module(name, &file.items, &mut found);
    }
    let manifest = &files[Path::new("Cargo.toml")];
    let (_, rest) = manifest.split_once("[features]").unwrap();
    let (features, _) = rest.split_once("\n[").unwrap();
    let features = features.lines().filter(|line| !line.starts_with('#'));
    let names = features.filter_map(|line| Some(line.split_once(" = ")?.0));
    found.extend(names.map(|name| format!("feature {name}")));
    found
}

/// The conditions on which it is compiled; a wider one takes nothing away, so each feature is a line of its own.
fn gated(attributes: &[Attribute]) -> Vec<String> {
    let is_condition = |one: &&Attribute| one.path().is_ident("cfg");
    let Some(condition) = attributes.iter().find(is_condition) else {
        return vec!["default".to_owned()];
    };
    let text = condition.to_token_stream().to_string();
    let parts = text.split('"').skip(1).step_by(2);
    parts.map(str::to_owned).collect()
}

/// An item without a condition is there with each feature.
pub fn lost(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Vec<String> {
    let is_there = |item: &&String| {
        let bare = item
            .split_once(" if ")
            .map_or(item.as_str(), |(bare, _)| bare);
        new.contains(*item) || new.contains(&format!("{bare} if default"))
    };
    old.iter().filter(|item| !is_there(item)).cloned().collect()
}

fn module(path: &str, items: &[Item], found: &mut BTreeSet<String>) {
    let mut add = |attributes: &[Attribute], item: String| {
        for gate in gated(attributes) {
            found.insert(format!("{item} if {gate}"));
        }
    };
    let is_public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    let mut modules = Vec::new();
    for item in items {
        match item {
            Item::Mod(one) => modules.push(one),
            Item::Struct(one) => {
                let name = format!("{path}::{}", one.ident);
                add(
                    &one.attrs,
                    format!("struct {name}{}", tokens(&one.generics)),
                );
                let derived = one.attrs.iter().map(tokens).collect::<String>();
                for derived in ["Clone", "Default"]
                    .iter()
                    .filter(|one| derived.contains(*one))
                {
                    add(&one.attrs, format!("{derived} for {name}"));
                }
                for (at, field) in one.fields.iter().enumerate() {
                    if is_public(&field.vis) {
                        let at = field.ident.as_ref().map_or(at.to_string(), tokens);
                        add(
                            &one.attrs,
                            format!("field {name}.{at}: {}", tokens(&field.ty)),
                        );
                    }
                }
            }
            Item::Enum(one) => {
                let name = format!("{path}::{}", one.ident);
                add(&one.attrs, format!("enum {name}"));
                for variant in &one.variants {
                    assert!(matches!(variant.fields, Fields::Unit));
                    add(&one.attrs, format!("variant {name}::{}", variant.ident));
                }
            }
            Item::Static(one) => {
                add(
                    &one.attrs,
                    format!("static {path}::{}: {}", one.ident, tokens(&one.ty)),
                );
            }
            Item::Trait(one) => {
                for item in &one.items {
                    if let TraitItem::Fn(method) = item {
                        let signature = tokens(&method.sig);
                        add(
                            &method.attrs,
                            format!("method {path}::{}: {signature}", one.ident),
                        );
                    }
                }
            }
            Item::Impl(one) => {
                let of = tokens(&one.self_ty);
                if let Some((of_trait, _)) = &one.trait_ {
                    add(&one.attrs, format!("{} for {path}::{of}", tokens(of_trait)));
                }
                for item in &one.items {
                    if let ImplItem::Fn(method) = item
                        && is_public(&method.vis)
                    {
                        let both = [one.attrs.as_slice(), method.attrs.as_slice()].concat();
                        add(
                            &both,
                            format!("method {path}::{of}: {}", tokens(&method.sig)),
                        );
                    }
                }
            }
            _ => {}
        }
    }
    for one in modules {
        let items = one.content.as_ref().map_or(&[][..], |(_, items)| items);
        module(&format!("{path}::{}", one.ident), items, found);
    }
}

fn tokens(item: impl ToTokens) -> String {
    item.to_token_stream().to_string()
}
