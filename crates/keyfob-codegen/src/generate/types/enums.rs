//! Enums: their values are words, and an error of theirs names the choices.

use std::collections::BTreeMap;

use quote::{format_ident, quote};
use syn::{Item, ItemEnum, parse_quote};

use super::answers::{deserialize, without_derive};
use super::fields::renamed;
use super::serialize::serialize;
use crate::mark::{Mark, MarkedValue};
use crate::names;

/// Gives the variants their names and what is implemented for enums.
pub(super) fn write(items: &mut Vec<Item>) {
    let mut written = Vec::with_capacity(items.len());
    for mut item in items.drain(..) {
        let blocks = match &mut item {
            Item::Enum(model) => implementations(model),
            _ => Vec::new(),
        };
        written.push(item);
        written.extend(blocks);
    }
    *items = written;
}

fn implementations(model: &mut ItemEnum) -> Vec<Item> {
    let mark = Mark::take(&mut model.attrs);
    let known: BTreeMap<&str, &MarkedValue> = mark
        .values
        .iter()
        .map(|value| (value.wire.as_str(), value))
        .collect();
    let mut values = Vec::new();
    let mut by_wire = BTreeMap::new();
    for variant in &mut model.variants {
        let wire = wire_name(variant);
        let value = known.get(wire.as_str());
        if let Some(name) = value.and_then(|value| value.name.as_deref()) {
            variant.ident = format_ident!("{}", names::variant(name));
        }
        let says = format!("`{wire}` on the wire.");
        let doc = match value.and_then(|value| value.description.as_deref()) {
            Some(description) => format!("{}\n\n{says}", description.trim()),
            None => says,
        };
        variant.attrs = vec![
            parse_quote!(#[doc = #doc]),
            parse_quote!(#[cfg_attr(feature = "schemars", serde(rename = #wire))]),
        ];
        let ident = &variant.ident;
        let name = ident.to_string();
        values.push(quote!((#wire, #name, Self::#ident)));
        by_wire.insert(wire, ident.clone());
    }
    for derived in ["Serialize", "Deserialize"] {
        without_derive(&mut model.attrs, derived);
    }
    model.attrs.push(parse_quote!(#[non_exhaustive]));
    let ident = &model.ident;
    let name = ident.to_string();
    let aliases = mark.aliases.iter().filter_map(|(alias, wire)| {
        let ident = by_wire.get(wire)?;
        Some(quote!((#alias, Self::#ident)))
    });
    let table: Item = parse_quote! {
        impl ::keyfob_core::Enumeration for #ident {
            const NAME: &'static str = #name;
            const VALUES: &'static [(&'static str, &'static str, Self)] = &[#(#values),*];
            const ALIASES: &'static [(&'static str, Self)] = &[#(#aliases),*];
        }
    };
    let from = [
        parse_quote!(&str),
        parse_quote!(::std::string::String),
        parse_quote!(&::std::string::String),
    ];
    let conversions = from.map(|text: syn::Type| -> Item {
        parse_quote! {
            impl ::std::convert::TryFrom<#text> for #ident {
                type Error = ::keyfob_core::Error;
                fn try_from(text: #text) -> ::std::result::Result<Self, ::keyfob_core::Error> {
                    ::keyfob_core::Enumeration::from_text(text.as_ref())
                }
            }
        }
    });
    let answered: [syn::Type; 2] = [
        parse_quote!(::keyfob_core::OpenEnum<#ident>),
        parse_quote!(&::keyfob_core::OpenEnum<#ident>),
    ];
    let answered = answered.map(|open: syn::Type| -> Item {
        parse_quote! {
            impl ::std::convert::TryFrom<#open> for #ident {
                type Error = ::keyfob_core::Error;
                fn try_from(value: #open) -> ::std::result::Result<Self, ::keyfob_core::Error> {
                    value.require()
                }
            }
        }
    });
    // serde's own derives write and read the same; they take longer to compile.
    let encode = quote!(::keyfob_core::members::write_enumeration(*self, serializer));
    let decode = quote!(::keyfob_core::members::read_enumeration(deserializer));
    let others: [Item; 4] = [
        serialize(ident, encode),
        deserialize(ident, decode),
        parse_quote! {
            impl ::std::fmt::Display for #ident {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.pad(::keyfob_core::Enumeration::as_str(*self))
                }
            }
        },
        parse_quote! {
            impl ::std::str::FromStr for #ident {
                type Err = ::keyfob_core::Error;
                fn from_str(text: &str) -> ::std::result::Result<Self, ::keyfob_core::Error> {
                    ::keyfob_core::Enumeration::from_text(text)
                }
            }
        },
    ];
    [table]
        .into_iter()
        .chain(others)
        .chain(conversions)
        .chain(answered)
        .collect()
}

fn wire_name(variant: &syn::Variant) -> String {
    renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string())
}
