//! The types of a client: progenitor makes structs and enums of the schemas, and this gives them their names, tolerant decoders for
//! answers, and builders for requests.

mod answers;
mod builders;
mod docs;
mod enums;
mod fields;
mod newtypes;
mod readers;
mod requests;
mod serialize;
mod strict;

use proc_macro2::TokenStream;
use syn::visit_mut::VisitMut;
use syn::{Attribute, File, Item, ItemImpl, ItemMod, parse_quote};

use super::gates;
use crate::load::Document;
use crate::model::Spec;

/// The module `types`, out of what progenitor made; or why there is none.
pub(super) fn types(
    tokens: TokenStream,
    document: &Document,
    spec: &Spec,
) -> Result<ItemMod, String> {
    let mut file: File = syn::parse2(tokens)
        .map_err(|error| format!("the generated code does not parse: {error}"))?;
    let module = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => Some(module),
        _ => None,
    });
    let content = module.and_then(|module| module.content.take());
    let (_, mut items) = content.ok_or_else(|| "no types are made".to_owned())?;
    items.retain(is_kept);
    for item in &mut items {
        if let Item::Struct(model) = item {
            fields::name(model);
        }
    }
    enums::write(&mut items);
    for item in &mut items {
        docs::Docs.visit_item_mut(item);
    }
    let answers = answers::reachable(&items, spec);
    answers::soften(&mut items, &answers, document)?;
    let mut builders = builders::builders(&mut items, &answers)
        .map_err(|error| format!("the builders do not parse: {error}"))?;
    requests::send_nulls(&mut items, spec);
    newtypes::write(&mut items);
    strict::write(&mut items);
    serialize::write(&mut items);
    let gates = gates::of_types(&items, spec);
    gates::shut_types(&mut items, &gates);
    gates::shut_types(&mut builders, &gates);
    let derive: Attribute =
        parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]);
    for item in &mut items {
        match item {
            Item::Struct(model) => derive_schema(&mut model.attrs, &derive),
            Item::Enum(model) => derive_schema(&mut model.attrs, &derive),
            _ => {}
        }
    }
    // Put together from parts that are parsed: to print and to parse them once more takes as long as all the rest.
    let mut module: ItemMod = parse_quote! {
        /// What is sent and what is answered.
        pub mod types {}
    };
    let mut builder: ItemMod = parse_quote! {
        /// Builders of what is sent.
        pub mod builder {}
    };
    builder.content = Some((Default::default(), builders));
    items.push(Item::Mod(builder));
    module.content = Some((Default::default(), items));
    Ok(module)
}

/// Whether anything here is written or read by what serde derives.
pub(super) fn derive_serde(module: &ItemMod) -> bool {
    let items = module.content.iter().flat_map(|(_, items)| items);
    let mut attributes = items.filter_map(|item| match item {
        Item::Struct(model) => Some(&model.attrs),
        Item::Enum(model) => Some(&model.attrs),
        _ => None,
    });
    attributes.any(|attributes| {
        let mut names = ["Deserialize", "Serialize"].into_iter();
        names.any(|name| serialize::derives(attributes, name))
    })
}

/// Puts a derive before the attributes that it reads.
fn derive_schema(attributes: &mut Vec<Attribute>, derive: &Attribute) {
    let mut theirs = attributes.iter();
    let place = theirs.position(|attribute| attribute.path().is_ident("cfg_attr"));
    attributes.insert(place.unwrap_or(attributes.len()), derive.clone());
}

/// Builders, conversions of texts and their error are ours.
fn is_kept(item: &Item) -> bool {
    match item {
        Item::Mod(_) => false,
        Item::Impl(block) => !builds(block) && !is_conversion(block),
        _ => true,
    }
}

/// `impl X { pub fn builder() -> .. }`
fn builds(block: &ItemImpl) -> bool {
    let mut items = block.items.iter();
    items.any(|item| matches!(item, syn::ImplItem::Fn(f) if f.sig.ident == "builder"))
}

/// `FromStr`, `TryFrom` a text, `Display`: enums have their own.
fn is_conversion(block: &ItemImpl) -> bool {
    block.trait_.as_ref().is_some_and(|(path, _)| {
        let last = path.segments.last();
        last.is_some_and(|last| {
            ["FromStr", "TryFrom", "Display"].contains(&last.ident.to_string().as_str())
        })
    })
}
