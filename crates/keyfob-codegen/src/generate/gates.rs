//! Features: operations of a tag with `x-feature`, and the types that only they use, are compiled where the feature is on.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Item, parse_quote};

use crate::model::{Kind, Operation, Spec};

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
    let by_type = types_by(items, spec, |operation| operation.feature.clone());
    let gated = by_type.into_iter().filter_map(|(name, features)| {
        let features: Option<BTreeSet<String>> = features.into_iter().collect();
        Some((name, features?))
    });
    gated.collect()
}

/// What the operations that use a type have in common with others, by type.
pub(super) fn types_by<T: Ord>(
    items: &[Item],
    spec: &Spec,
    key: impl Fn(&Operation) -> T,
) -> BTreeMap<String, BTreeSet<T>> {
    let structs: BTreeMap<String, BTreeSet<String>> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(model) => Some((model.ident.to_string(), idents(&model.fields))),
            _ => None,
        })
        .collect();
    let mut found: BTreeMap<String, BTreeSet<T>> = BTreeMap::new();
    for operation in &spec.operations {
        for name in reached(operation, &structs) {
            found.entry(name).or_default().insert(key(operation));
        }
    }
    found
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
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter_map(|parameter| match &parameter.kind {
        Kind::Schema(name) => Some(name.as_str()),
        _ => None,
    });
    let roots = contents
        .filter_map(|content| content.schema.as_deref())
        .chain(parameters);
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
            _ => continue,
        };
        if let Some(features) = names.iter().find_map(|name| gates.get(name)) {
            attributes.push(condition(features));
        }
    }
}

/// The names in a type that the crate gave itself: `HostPort` in `::std::option::Option<HostPort>`. Those of other crates stand
/// behind a leading `::`, and a schema may be called like one of them.
pub(super) fn idents(tokens: impl ToTokens) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(quote!(#tokens), &mut found);
    found
}

fn walk(stream: TokenStream, found: &mut BTreeSet<String>) {
    let (mut after_ident, mut is_foreign) = (false, false);
    for tree in stream {
        match tree {
            TokenTree::Ident(ident) => {
                if !is_foreign {
                    found.insert(ident.to_string());
                }
                after_ident = true;
                continue;
            }
            // Of `::`, the first half tells whether a path begins here or goes on.
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                if punct.spacing() == Spacing::Joint {
                    is_foreign |= !after_ident;
                }
                continue;
            }
            TokenTree::Group(group) => walk(group.stream(), found),
            _ => {}
        }
        (after_ident, is_foreign) = (false, false);
    }
}
