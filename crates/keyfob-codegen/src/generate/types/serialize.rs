//! `Serialize`, member by member, in place of serde's own derive: that one takes a third of the time in which a client compiles.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Field, Fields, Item, ItemStruct, Meta, Path, parse_quote};

use super::answers::without_derive;
use super::fields::{members, said, told, wire_name};

/// Writes the implementations of all structs with members, behind these.
pub(super) fn write(items: &mut Vec<Item>) {
    behind_structs(items, |model| {
        is_derived(model).then(|| implementation(model))
    });
}

/// Puts behind each struct what there is for it.
pub(super) fn behind_structs<I: IntoIterator<Item = Item>>(
    items: &mut Vec<Item>,
    implementations: impl Fn(&mut ItemStruct) -> I,
) {
    let mut all = Vec::with_capacity(items.len());
    for mut item in items.drain(..) {
        let implementations = match &mut item {
            Item::Struct(model) => Some(implementations(model)),
            _ => None,
        };
        all.push(item);
        all.extend(implementations.into_iter().flatten());
    }
    *items = all;
}

/// `impl Serialize` with this body.
pub(super) fn serialize(ident: &Ident, encode: TokenStream) -> Item {
    parse_quote! {
        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                #encode
            }
        }
    }
}

fn is_derived(model: &ItemStruct) -> bool {
    matches!(model.fields, Fields::Named(_)) && derives(&model.attrs, "Serialize")
}

pub(super) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let mut derived = attributes.iter().filter(|a| a.path().is_ident("derive"));
    derived.any(|attribute| {
        let mut found = false;
        // Whatever else stands there is somebody else's.
        let _ = attribute.parse_nested_meta(|meta| {
            let last = meta.path.segments.last();
            found |= last.is_some_and(|last| last.ident == name);
            Ok(())
        });
        found
    })
}

fn implementation(model: &mut ItemStruct) -> Item {
    without_derive(&mut model.attrs, "Serialize");
    let ident = model.ident.clone();
    let calls: Vec<_> = model.fields.iter().map(call).collect();
    let mutable = (!calls.is_empty()).then(|| quote!(mut));
    // Where serde derives nothing, `JsonSchema` alone reads the attributes.
    if !derives(&model.attrs, "Deserialize") {
        for_schemas(model);
    }
    let encode = quote! {
        let #mutable members = ::keyfob_core::members::write(serializer);
        #(#calls)*
        members.end()
    };
    serialize(&ident, encode)
}

/// The call that writes a member.
fn call(field: &Field) -> TokenStream {
    let ident = &field.ident;
    let said = said(&field.attrs);
    let says = |name: &str| said.iter().any(|meta| meta.path().is_ident(name));
    if says("flatten") {
        return quote!(members.other(&self.#ident););
    }
    let name = wire_name(field).unwrap_or_default();
    match (form(&said), says("skip_serializing_if")) {
        (Some(form), true) => quote!(members.some_as::<#form, _>(#name, &self.#ident);),
        (Some(form), false) => quote!(members.member_as::<#form, _>(#name, &self.#ident);),
        (None, true) => quote!(members.some(#name, &self.#ident);),
        (None, false) => quote!(members.member(#name, &self.#ident);),
    }
}

/// The form of a value that is written and read by a module of its own.
pub(super) fn form(said: &[Meta]) -> Option<Path> {
    let module = told(said, "with")?;
    syn::parse_str(&format!("{module}::Form")).ok()
}

/// What a schema shows of what serde is told.
const SHOWN: [&str; 5] = [
    "default",
    "deny_unknown_fields",
    "flatten",
    "rename",
    "transparent",
];

/// Leaves of `#[serde(..)]` what a schema shows, where only `JsonSchema` reads it.
pub(super) fn for_schemas(model: &mut ItemStruct) {
    leave_shown(&mut model.attrs);
    let fields = model.fields.iter_mut();
    fields.for_each(|field| leave_shown(&mut field.attrs));
}

fn leave_shown(attributes: &mut Vec<Attribute>) {
    for attribute in attributes.iter_mut() {
        if attribute.path().is_ident("serde") {
            let shown = |meta: &Meta| {
                let mut shown = SHOWN.into_iter();
                shown.any(|name| meta.path().is_ident(name))
            };
            let said: Vec<_> = members(attribute).into_iter().filter(shown).collect();
            *attribute = match said.is_empty() {
                true => parse_quote!(#[serde()]),
                false => parse_quote!(#[cfg_attr(feature = "schemars", serde(#(#said),*))]),
            };
        }
    }
    attributes.retain(|attribute| !attribute.path().is_ident("serde"));
}
