//! Answers: every member decodes tolerantly, other spellings are aliases, and what is not described is kept.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, Item, ItemStruct, Path, Token, parse_quote};

use super::fields::{take_alias, wire_name, without_skip};
use super::readers::{self, Reader};
use crate::generate::gates::idents;
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

/// Makes the types decode tolerantly, under all names that their members are known by, and keep what they do not know.
pub(super) fn soften(
    items: &mut Vec<Item>,
    answers: &BTreeSet<String>,
    document: &Document,
) -> Result<(), String> {
    let proofs = proofs(document);
    let mut decoders = BTreeMap::new();
    for item in items.iter_mut() {
        let Item::Struct(model) = item else {
            continue;
        };
        let is_answer = answers.contains(&model.ident.to_string());
        if !is_answer && let Some(field) = model.fields.iter_mut().find_map(aliased) {
            return Err(format!(
                "x-alias on {}.{field} is not on a member of an answer",
                model.ident
            ));
        }
        if !is_answer {
            continue;
        }
        if let Fields::Unnamed(fields) = &mut model.fields {
            let nested = fields
                .unnamed
                .iter_mut()
                .find_map(|field| match readers::bare(field)? {
                    Reader {
                        function,
                        nested: None,
                    } => {
                        let path = format!("::keyfob_core::lenient::{function}");
                        field
                            .attrs
                            .push(parse_quote!(#[serde(deserialize_with = #path)]));
                        None
                    }
                    Reader { function, nested } => Some(quote! {
                        ::keyfob_core::lenient::#function(deserializer, #nested).map(Self)
                    }),
                });
            if let Some(decode) = nested {
                without_derive(&mut model.attrs, "Deserialize");
                decoders.insert(model.ident.to_string(), deserialize(&model.ident, decode));
            }
        } else {
            without_derive(&mut model.attrs, "Deserialize");
            let proof = proofs.get(&model.ident.to_string());
            write_proof(model, proof.map(Vec::as_slice).unwrap_or_default());
            decoders.insert(model.ident.to_string(), decoder(model));
        }
    }
    let mut all = Vec::with_capacity(items.len() + decoders.len());
    for item in items.drain(..) {
        let decoder = match &item {
            Item::Struct(model) => decoders.remove(&model.ident.to_string()),
            _ => None,
        };
        all.push(item);
        all.extend(decoder);
    }
    *items = all;
    Ok(())
}

fn aliased(field: &mut Field) -> Option<String> {
    let aliases = take_alias(field);
    (!aliases.is_empty()).then(|| wire_name(field).unwrap_or_default())
}

/// `impl Deserialize`, member by member. serde's own would refuse a member that comes twice, and takes longer to compile.
fn decoder(model: &mut ItemStruct) -> Item {
    let ident = model.ident.clone();
    let other = other(&model.fields);
    let mut known = Vec::new();
    let mut members = Vec::new();
    for field in &mut model.fields {
        let others = take_alias(field);
        if let (Some(ident), Some(name)) = (&field.ident, wire_name(field)) {
            let reader = readers::reader(field);
            known.push(quote!(&[#name, #(#others),*]));
            let Reader { function, nested } = reader;
            let nested = nested.into_iter();
            members.push(quote!(#ident: members.#function(#name #(, #nested)*)));
        }
    }
    if let Fields::Named(fields) = &mut model.fields {
        fields.named.push(parse_quote! {
            /// The members that are not described, as they came.
            #[serde(flatten)]
            pub #other: ::keyfob_core::Other
        });
        model.attrs.push(parse_quote!(#[non_exhaustive]));
    }
    let decode = quote! {
        ::keyfob_core::lenient::object(deserializer, &[#(#known),*], |members| Self {
            #(#members,)*
            #other: members.other(),
        })
    };
    deserialize(&ident, decode)
}

/// `impl Deserialize` with this body.
pub(super) fn deserialize(ident: &Ident, decode: TokenStream) -> Item {
    parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                #decode
            }
        }
    }
}

/// The name of the member for all others: the vendor may have one of that name.
fn other(fields: &Fields) -> Ident {
    let is = |name: &str| {
        let mut idents = fields.iter().filter_map(|field| field.ident.as_ref());
        idents.any(|ident| ident == name)
    };
    let mut names = ["other", "other_members", "all_other_members"].into_iter();
    let free = names.find(|name| !is(name)).unwrap_or("other");
    Ident::new(free, Span::call_site())
}

/// Has the members that make the answer one written even when they are empty lists: without them it would be none.
fn write_proof(model: &mut ItemStruct, names: &[&str]) {
    if names.is_empty() {
        return;
    }
    for field in &mut model.fields {
        let is_proof = wire_name(field).is_some_and(|name| names.contains(&name.as_str()));
        if is_proof && readers::is_list_or_map(field) {
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

/// Takes a trait out of the derived ones.
pub(super) fn without_derive(attrs: &mut [Attribute], name: &str) {
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
