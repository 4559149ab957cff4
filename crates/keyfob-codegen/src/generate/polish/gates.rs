//! Features: operations of a tag with `x-feature`, and the types that only they use, are compiled where the feature is on.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use quote::quote;
use syn::{Attribute, ImplItem, Item, ItemMod, parse_quote};

use super::idents;
use crate::model::{Operation, Spec};

/// The features of each type; a type that is not here is always compiled.
pub(super) type Gates = BTreeMap<String, BTreeSet<String>>;

/// The condition that any of these features is on.
pub(crate) fn condition<'a>(features: impl IntoIterator<Item = &'a String>) -> Attribute {
    let features: Vec<_> = features
        .into_iter()
        .map(|name| quote!(feature = #name))
        .collect();
    match features.as_slice() {
        [only] => parse_quote!(#[cfg(#only)]),
        many => parse_quote!(#[cfg(any(#(#many),*))]),
    }
}

/// Which types belong to features only.
pub(super) fn of_types(items: &[Item], spec: &Spec) -> Gates {
    let structs: BTreeMap<String, BTreeSet<String>> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(model) => Some((model.ident.to_string(), idents(&model.fields))),
            _ => None,
        })
        .collect();
    let mut gates = Gates::new();
    let mut always = BTreeSet::new();
    for operation in &spec.operations {
        for name in reached(operation, &structs) {
            match &operation.feature {
                None => drop(always.insert(name)),
                Some(feature) => drop(gates.entry(name).or_default().insert(feature.clone())),
            }
        }
    }
    gates.retain(|name, _| !always.contains(name));
    gates
}

/// The types of an operation's bodies, and those that they are made of.
fn reached(
    operation: &Operation,
    structs: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<String> {
    let answers = operation
        .answers
        .iter()
        .filter_map(|answer| answer.content.as_ref());
    let contents = answers.chain(operation.body.as_ref());
    let roots = contents.filter_map(|content| content.schema.as_deref());
    let mut open: Vec<String> = roots.map(ToUpperCamelCase::to_upper_camel_case).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.clone()) {
            open.extend(structs.get(&name).into_iter().flatten().cloned());
        }
    }
    found
}

/// Puts the conditions on the types and on what is implemented for them.
pub(super) fn shut_types(items: &mut [Item], gates: &Gates) {
    for item in items {
        let (names, attributes) = match item {
            Item::Struct(model) => (BTreeSet::from([model.ident.to_string()]), &mut model.attrs),
            Item::Enum(model) => (BTreeSet::from([model.ident.to_string()]), &mut model.attrs),
            Item::Impl(block) => (idents(&block.self_ty), &mut block.attrs),
            Item::Mod(module) if module.ident == "builder" => {
                if let Some((_, items)) = &mut module.content {
                    shut_types(items, gates);
                }
                continue;
            }
            _ => continue,
        };
        if let Some(features) = names.iter().find_map(|name| gates.get(name)) {
            attributes.push(condition(features));
        }
    }
}

/// Puts the conditions on the operations: the client's methods, and what they return.
pub(super) fn shut_operations(items: &mut [Item], spec: &Spec) {
    let methods: BTreeMap<&str, &String> = spec
        .operations
        .iter()
        .filter_map(|one| Some((one.id.as_str(), one.feature.as_ref()?)))
        .collect();
    let builders: BTreeMap<String, &String> = methods
        .iter()
        .map(|(id, feature)| (id.to_upper_camel_case(), *feature))
        .collect();
    for item in items {
        match item {
            Item::Impl(block) => {
                for item in &mut block.items {
                    if let ImplItem::Fn(function) = item
                        && let Some(feature) = methods.get(function.sig.ident.to_string().as_str())
                    {
                        function.attrs.push(condition([*feature]));
                    }
                }
            }
            Item::Mod(module) if module.ident == "builder" => shut_builders(module, &builders),
            _ => {}
        }
    }
}

fn shut_builders(module: &mut ItemMod, builders: &BTreeMap<String, &String>) {
    for item in module.content.iter_mut().flat_map(|(_, items)| items) {
        let (names, attributes) = match item {
            Item::Struct(builder) => (
                BTreeSet::from([builder.ident.to_string()]),
                &mut builder.attrs,
            ),
            Item::Impl(block) => (idents(&block.self_ty), &mut block.attrs),
            _ => continue,
        };
        if let Some(feature) = names.iter().find_map(|name| builders.get(name)) {
            attributes.push(condition([*feature]));
        }
    }
}
