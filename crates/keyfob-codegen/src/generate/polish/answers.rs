//! Answers: every member decodes tolerantly, other spellings are aliases, and nobody needs to build one.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use quote::ToTokens;
use syn::{Attribute, Field, Item, ItemStruct, parse_quote};

use super::idents;
use crate::finding::Finding;
use crate::generate::internal;
use crate::load::{Document, Node};
use crate::model::Spec;

/// The names of the structs that answers are made of.
pub(super) fn reachable(items: &[Item], spec: &Spec) -> BTreeSet<String> {
    let structs: BTreeMap<String, &ItemStruct> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(model) => Some((model.ident.to_string(), model)),
            _ => None,
        })
        .collect();
    let answers = spec
        .operations
        .iter()
        .flat_map(|operation| &operation.answers);
    let roots = answers.filter_map(|answer| answer.content.as_ref()?.schema.as_deref());
    let mut open: Vec<String> = roots.map(ToUpperCamelCase::to_upper_camel_case).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(model) = structs.get(&name)
            && found.insert(name)
        {
            open.extend(model.fields.iter().flat_map(|field| idents(&field.ty)));
        }
    }
    found
}

/// Puts the tolerant decoders and the aliases on the members.
pub(super) fn soften(
    items: &mut [Item],
    answers: &BTreeSet<String>,
    document: &Document,
) -> Result<(), Finding> {
    let mut aliases = aliases(document);
    for item in items {
        if let Item::Struct(model) = item
            && answers.contains(&model.ident.to_string())
        {
            for field in &mut model.fields {
                let Some(name) = wire_name(field) else {
                    // An answer that is a bare list.
                    if is_list(field) {
                        let rows = "::keyfob_core::lenient::rows";
                        field
                            .attrs
                            .push(parse_quote!(#[serde(deserialize_with = #rows)]));
                    }
                    continue;
                };
                field.attrs.push(decoder(field));
                for alias in aliases
                    .remove(&(model.ident.to_string(), name))
                    .unwrap_or_default()
                {
                    field.attrs.push(parse_quote!(#[serde(alias = #alias)]));
                }
            }
        }
    }
    match aliases.keys().next() {
        None => Ok(()),
        Some((model, name)) => Err(internal(format!(
            "x-alias on {model}.{name} is not on a member of an answer"
        ))),
    }
}

/// Answers come from vendors; in tests a struct literal with `..Default::default()` does.
pub(super) fn drop_builders(items: &mut Vec<Item>, answers: &BTreeSet<String>) {
    items.retain_mut(|item| match item {
        Item::Impl(block) => {
            let builds = block
                .items
                .iter()
                .any(|item| matches!(item, syn::ImplItem::Fn(f) if f.sig.ident == "builder"));
            !(builds && of_answer(&block.self_ty, answers))
        }
        Item::Mod(module) if module.ident == "builder" => {
            if let Some((_, items)) = &mut module.content {
                items.retain(|item| match item {
                    Item::Struct(model) => !answers.contains(&model.ident.to_string()),
                    Item::Impl(block) => !of_answer(&block.self_ty, answers),
                    _ => true,
                });
            }
            true
        }
        _ => true,
    });
}

fn of_answer(ty: &syn::Type, answers: &BTreeSet<String>) -> bool {
    idents(ty).iter().any(|ident| answers.contains(ident))
}

fn decoder(field: &Field) -> Attribute {
    let ty = field.ty.to_token_stream().to_string().replace(' ', "");
    let function = match ty.as_str() {
        list if list.starts_with("::std::vec::Vec<") => "::keyfob_core::lenient::list",
        map if map.starts_with("::std::collections::BTreeMap<") => "::keyfob_core::lenient::map",
        _ => "::keyfob_core::lenient::field",
    };
    let has_default = field
        .attrs
        .iter()
        .any(|attr| attr.path().is_ident("serde") && idents(&attr.meta).contains("default"));
    match has_default {
        true => parse_quote!(#[serde(deserialize_with = #function)]),
        false => parse_quote!(#[serde(default, deserialize_with = #function)]),
    }
}

fn is_list(field: &Field) -> bool {
    let ty = field.ty.to_token_stream().to_string().replace(' ', "");
    ty.starts_with("::std::vec::Vec<")
}

/// The member's name in JSON.
fn wire_name(field: &Field) -> Option<String> {
    let renamed = field.attrs.iter().find_map(|attr| {
        let mut name = None;
        if attr.path().is_ident("serde") {
            // Other members of the attribute are not of interest, and values such as `default` are none.
            let _ = attr.parse_nested_meta(|meta| {
                if let Ok(value) = meta.value() {
                    let text: syn::LitStr = value.parse()?;
                    if meta.path.is_ident("rename") {
                        name = Some(text.value());
                    }
                }
                Ok(())
            });
        }
        name
    });
    renamed.or_else(|| {
        Some(
            field
                .ident
                .as_ref()?
                .to_string()
                .trim_start_matches("r#")
                .to_owned(),
        )
    })
}

/// `x-alias` by type and member.
fn aliases(document: &Document) -> BTreeMap<(String, String), Vec<String>> {
    let mut found = BTreeMap::new();
    for schema in document
        .at("/components/schemas")
        .map(Node::entries)
        .unwrap_or_default()
    {
        for property in schema
            .value
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default()
        {
            if let Some(alias) = property.value.get("x-alias") {
                let names = alias
                    .items()
                    .iter()
                    .filter_map(|item| item.text().map(str::to_owned))
                    .collect();
                found.insert(
                    (schema.key.to_upper_camel_case(), property.key.clone()),
                    names,
                );
            }
        }
    }
    found
}
