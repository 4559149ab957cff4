//! `Serialize` and `Deserialize` of structs that are on the wire what their one value is, in place of serde's own derives: without any of
//! these a client does not need serde's macros.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Item, ItemStruct, Meta, Path};

use super::answers::{deserialize, without_derive};
use super::fields::{said, told};
use super::serialize::{behind_structs, derives, for_schemas, serialize};

/// Writes the implementations of all of them, behind these. What serde is told that is not known here stays derived.
pub(super) fn write(items: &mut Vec<Item>) {
    behind_structs(items, |model| match reader(model) {
        Some(decode) => implementations(model, decode),
        None => Vec::new(),
    });
}

/// How the value is read, of a struct that is known here.
fn reader(model: &ItemStruct) -> Option<TokenStream> {
    let Fields::Unnamed(fields) = &model.fields else {
        return None;
    };
    let transparent = said(&model.attrs);
    let [Meta::Path(transparent)] = transparent.as_slice() else {
        return None;
    };
    let mut fields = fields.unnamed.iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        return None;
    };
    let is_derived = ["Deserialize", "Serialize"].map(|name| derives(&model.attrs, name));
    if !transparent.is_ident("transparent") || is_derived != [true; 2] {
        return None;
    }
    let said = said(&field.attrs);
    if said.is_empty() {
        let of = &field.ty;
        return Some(quote!(<#of as ::serde::Deserialize>::deserialize));
    }
    let function = told(&said, "deserialize_with").filter(|_| said.len() == 1)?;
    let function: Path = syn::parse_str(&function).ok()?;
    Some(quote!(#function))
}

fn implementations(model: &mut ItemStruct, decode: TokenStream) -> Vec<Item> {
    for derived in ["Deserialize", "Serialize"] {
        without_derive(&mut model.attrs, derived);
    }
    for_schemas(model);
    let ident = &model.ident;
    vec![
        deserialize(ident, quote!(#decode(deserializer).map(Self))),
        serialize(
            ident,
            quote!(::serde::Serialize::serialize(&self.0, serializer)),
        ),
    ]
}
