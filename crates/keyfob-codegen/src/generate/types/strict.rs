//! `Deserialize` of what is sent, member by member, in place of serde's own derive: that one takes a third of the time in which a
//! client is checked.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, Fields, Item, ItemStruct, Meta};

use super::answers::{deserialize, without_derive};
use super::fields::{said, wire_name};
use super::serialize::{behind_structs, derives, form};

/// Writes the implementations of all structs with members, behind these. What serde is told that is not known here stays derived.
pub(super) fn write(items: &mut Vec<Item>) {
    behind_structs(items, |model| {
        is_known(model).then(|| implementation(model))
    });
}

fn is_known(model: &ItemStruct) -> bool {
    let refuses = said(&model.attrs);
    let [Meta::Path(refuses)] = refuses.as_slice() else {
        return false;
    };
    let mut fields = model.fields.iter();
    refuses.is_ident("deny_unknown_fields")
        && derives(&model.attrs, "Deserialize")
        && matches!(model.fields, Fields::Named(_))
        && fields.all(|field| said(&field.attrs).iter().all(is_known_of_a_member))
}

fn is_known_of_a_member(meta: &Meta) -> bool {
    match meta {
        Meta::Path(path) => path.is_ident("default"),
        Meta::NameValue(pair) => {
            let mut known = ["rename", "skip_serializing_if", "with"].into_iter();
            known.any(|name| pair.path.is_ident(name))
        }
        Meta::List(_) => false,
    }
}

fn implementation(model: &mut ItemStruct) -> Item {
    without_derive(&mut model.attrs, "Deserialize");
    let ident = &model.ident;
    let of = ident.to_string();
    let names: Vec<_> = model.fields.iter().filter_map(wire_name).collect();
    let idents = model.fields.iter().map(|field| &field.ident);
    let fields = model.fields.iter().rev();
    let pattern = fields.fold(quote!(()), |rest, field| {
        let member = pattern(field);
        quote!((#member, #rest))
    });
    let decode = quote! {
        let #pattern = ::keyfob_core::members::strict::read(deserializer, #of, &[#(#names),*])?;
        ::std::result::Result::Ok(Self { #(#idents),* })
    };
    deserialize(ident, decode)
}

/// The pattern that takes a member, which tells how it is read.
fn pattern(field: &Field) -> TokenStream {
    let ident = &field.ident;
    let said = said(&field.attrs);
    let is_spared = said.iter().any(|meta| meta.path().is_ident("default"));
    let kinds = quote!(::keyfob_core::members::strict);
    match (form(&said), is_spared) {
        (None, false) => quote!(#kinds::Needed(#ident)),
        (None, true) => quote!(#kinds::Spared(#ident)),
        (Some(form), false) => quote!(#kinds::NeededAs::<#form, _>(#ident, _)),
        (Some(form), true) => quote!(#kinds::SparedAs::<#form, _>(#ident, _)),
    }
}
