//! Answers: every member decodes tolerantly, other spellings are aliases, and nobody needs to build one.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, Item, ItemStruct, Meta, Path, Token, parse_quote};

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

/// Makes the types decode tolerantly, under all names that their members are known by.
pub(super) fn soften(
    items: &mut Vec<Item>,
    answers: &BTreeSet<String>,
    document: &Document,
) -> Result<(), Finding> {
    let mut aliases = aliases(document);
    let proofs = proofs(document);
    let mut decoders = Vec::new();
    for item in items.iter_mut() {
        let Item::Struct(model) = item else {
            continue;
        };
        if !answers.contains(&model.ident.to_string()) {
            continue;
        }
        if let Fields::Unnamed(fields) = &mut model.fields {
            // An answer that is a bare list.
            for field in fields.unnamed.iter_mut().filter(|field| is_list(field)) {
                let rows = "::keyfob_core::lenient::rows";
                field
                    .attrs
                    .push(parse_quote!(#[serde(deserialize_with = #rows)]));
            }
        } else {
            without_derive(&mut model.attrs, "Deserialize");
            let decoder = decoder(model, &mut aliases);
            let proof = proofs.get(&model.ident.to_string());
            write_proof(model, proof.map(Vec::as_slice).unwrap_or_default());
            decoders.push((model.ident.clone(), decoder));
        }
    }
    for (name, decoder) in decoders {
        let place = items
            .iter()
            .position(|item| matches!(item, Item::Struct(model) if model.ident == name));
        items.insert(place.map_or(items.len(), |at| at + 1), decoder);
    }
    match aliases.keys().next() {
        None => Ok(()),
        Some((model, name)) => Err(internal(format!(
            "x-alias on {model}.{name} is not on a member of an answer"
        ))),
    }
}

/// `impl Deserialize`, member by member. serde's own would refuse a member that comes twice, and takes longer to compile.
fn decoder(model: &ItemStruct, aliases: &mut BTreeMap<(String, String), Vec<String>>) -> Item {
    let ident = &model.ident;
    let fields = model.fields.iter().filter_map(|field| {
        let (ident, name) = (field.ident.as_ref()?, wire_name(field)?);
        Some((ident, name, reader(field)))
    });
    let fields: Vec<_> = fields.collect();
    let known = fields.iter().map(|(_, name, _)| {
        let key = (ident.to_string(), name.clone());
        let others = aliases.remove(&key).unwrap_or_default();
        quote!(&[#name, #(#others),*])
    });
    let known: Vec<_> = known.collect();
    let members = fields
        .iter()
        .map(|(ident, name, reader)| quote!(#ident: members.#reader(#name)));
    parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::keyfob_core::lenient::object(deserializer, &[#(#known),*], |members| Self {
                    #(#members),*
                })
            }
        }
    }
}

/// Has the members that make the answer one written even when they are empty lists: without them it would be none.
fn write_proof(model: &mut ItemStruct, names: &[&str]) {
    for field in &mut model.fields {
        let is_proof = wire_name(field).is_some_and(|name| names.contains(&name.as_str()));
        if is_proof && matches!(reader(field).to_string().as_str(), "list" | "map") {
            for attr in field
                .attrs
                .iter_mut()
                .filter(|attr| attr.path().is_ident("serde"))
            {
                without_skip(attr);
            }
        }
    }
}

/// `x-answer` by type.
fn proofs(document: &Document) -> BTreeMap<String, Vec<&str>> {
    let schemas = document
        .at("/components/schemas")
        .map(Node::entries)
        .unwrap_or_default();
    let proofs = schemas.iter().filter_map(|schema| {
        let names = schema.value.get("x-answer")?.items();
        let names = names.iter().filter_map(Node::text).collect();
        Some((schema.key.to_upper_camel_case(), names))
    });
    proofs.collect()
}

/// Takes `skip_serializing_if` out of a `#[serde(..)]`.
fn without_skip(attr: &mut Attribute) {
    let members = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    if let Ok(members) = members {
        let rest = members
            .iter()
            .filter(|member| !member.path().is_ident("skip_serializing_if"));
        *attr = parse_quote!(#[serde(#(#rest),*)]);
    }
}

/// Takes a trait out of the derived ones.
fn without_derive(attrs: &mut [Attribute], name: &str) {
    for attr in attrs
        .iter_mut()
        .filter(|attr| attr.path().is_ident("derive"))
    {
        let derived = attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        if let Ok(derived) = derived {
            let is_it = |path: &Path| path.segments.last().is_some_and(|last| last.ident == name);
            let rest = derived.iter().filter(|path| !is_it(path));
            *attr = parse_quote!(#[derive(#(#rest),*)]);
        }
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

/// The runtime's function for a member of this type.
fn reader(field: &Field) -> Ident {
    let ty = field.ty.to_token_stream().to_string().replace(' ', "");
    let name = match ty.as_str() {
        "::std::option::Option<::serde_json::Value>" => "any",
        list if list.starts_with("::std::vec::Vec<") => "list",
        map if map.starts_with("::std::collections::BTreeMap<") => "map",
        _ => "field",
    };
    Ident::new(name, Span::call_site())
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
