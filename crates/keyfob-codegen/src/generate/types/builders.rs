//! Builders of what is sent: setters take what people write, and what is missing is told all at once.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Field, Fields, GenericArgument, Item, ItemStruct, PathArguments, Type, parse_quote};

use super::fields::{said, wire_name};
use crate::generate::pieces;
use crate::generate::setters::{Setter, Shape};
use crate::mark::doc;

/// Gives the requests their builders, and returns what stands in the module of these.
pub(super) fn builders(
    items: &mut Vec<Item>,
    answers: &BTreeSet<String>,
) -> Result<Vec<Item>, String> {
    let mut blocks = Vec::new();
    let mut builders = Vec::new();
    for item in items.iter_mut() {
        let Item::Struct(model) = item else {
            continue;
        };
        if answers.contains(&model.ident.to_string()) || !matches!(model.fields, Fields::Named(_)) {
            continue;
        }
        let parts: Vec<Part> = model.fields.iter().filter_map(Part::of).collect();
        let own = pieces::items(std::iter::once(builder(model, &parts)))?;
        builders.extend(own);
        blocks.extend(conversions(model, &parts));
        model.attrs.push(parse_quote!(#[non_exhaustive]));
    }
    items.extend(blocks);
    Ok(builders)
}

/// A member, as its builder has it.
struct Part {
    setter: Setter,
    /// Whether it is JSON in a text.
    is_embedded: bool,
}

impl Part {
    fn of(field: &Field) -> Option<Self> {
        let ident = field.ident.clone()?;
        let serde = said(&field.attrs);
        let has_default = serde.iter().any(|meta| {
            let path = meta.path();
            path.is_ident("default") || path.is_ident("skip_serializing_if")
        });
        let (shape, ty) = match inner(&field.ty) {
            ("Option", Some(inner)) if has_default => (Shape::Optional, inner),
            ("Option", Some(inner)) => (Shape::Nullable, inner),
            ("Vec", Some(inner)) if has_default => (Shape::OptionalList, inner),
            ("Vec", Some(inner)) => (Shape::List, inner),
            _ if has_default => (Shape::Defaulted, field.ty.clone()),
            _ => (Shape::Required, field.ty.clone()),
        };
        let is_embedded = serde.iter().any(|meta| {
            let text = meta.to_token_stream().to_string();
            text.contains("keyfob_core::embedded")
        });
        Some(Self {
            setter: Setter {
                wire: wire_name(field)?,
                docs: field
                    .attrs
                    .iter()
                    .filter(|a| doc(a).is_some())
                    .cloned()
                    .collect(),
                ident,
                shape,
                ty,
            },
            is_embedded,
        })
    }
}

/// The name of a type and its argument: `Option` and `T`.
fn inner(ty: &Type) -> (&'static str, Option<Type>) {
    let Type::Path(path) = ty else {
        return ("", None);
    };
    let Some(last) = path.path.segments.last() else {
        return ("", None);
    };
    let name = ["Option", "Vec"]
        .into_iter()
        .find(|name| last.ident == name);
    let argument = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(ty)) => Some(ty.clone()),
            _ => None,
        },
        _ => None,
    };
    (name.unwrap_or_default(), argument)
}

fn builder(model: &ItemStruct, parts: &[Part]) -> TokenStream {
    let ident = &model.ident;
    let fields = parts.iter().map(|part| part.setter.field());
    let setters = parts.iter().map(|part| part.setter.methods());
    let says = format!("Builds a [`{ident}`](super::{ident}).");
    quote! {
        #[doc = #says]
        #[derive(Clone, Debug, Default)]
        #[must_use = "a builder makes nothing until it is handed over or built"]
        pub struct #ident {
            pub(super) problems: ::keyfob_core::builder::Problems,
            #(pub(super) #fields,)*
        }

        impl #ident {
            #(#setters)*

            /// What was built.
            ///
            /// # Errors
            /// All that is missing or could not be converted, by name.
            pub fn build(self) -> ::std::result::Result<super::#ident, ::keyfob_core::Error> {
                ::std::convert::TryInto::try_into(self)
            }
        }
    }
}

/// `builder()`, and what a builder becomes.
fn conversions(model: &ItemStruct, parts: &[Part]) -> Vec<Item> {
    let ident = &model.ident;
    let name = ident.to_string();
    let idents: Vec<_> = parts.iter().map(|part| &part.setter.ident).collect();
    let required: Vec<&Setter> = parts
        .iter()
        .map(|part| &part.setter)
        .filter(|setter| setter.shape.is_required())
        .collect();
    let members = required.iter().map(|setter| setter.member());
    let needed: Vec<_> = required.iter().map(|setter| &setter.ident).collect();
    let taken = match needed.as_slice() {
        [] => quote!(problems.check(#name)?;),
        needed => quote! {
            #(problems.require(#members, &#needed);)*
            let (#(::std::option::Option::Some(#needed),)*) = (#(#needed,)*) else {
                return ::std::result::Result::Err(problems.into_error(#name));
            };
            problems.check(#name)?;
        },
    };
    let values = parts.iter().map(|part| part.setter.value());
    let mutable = (!needed.is_empty()).then(|| quote!(mut));
    let mut blocks: Vec<Item> = vec![
        parse_quote! {
            impl #ident {
                /// A builder of it.
                pub fn builder() -> builder::#ident {
                    ::std::default::Default::default()
                }
            }
        },
        parse_quote! {
            impl ::std::convert::TryFrom<builder::#ident> for #ident {
                type Error = ::keyfob_core::Error;
                fn try_from(builder: builder::#ident) -> ::std::result::Result<Self, Self::Error> {
                    let builder::#ident { #mutable problems, #(#idents),* } = builder;
                    #taken
                    ::std::result::Result::Ok(Self { #(#values),* })
                }
            }
        },
    ];
    // A form that is nothing but its JSON is made of that alone.
    if let [
        Part {
            setter,
            is_embedded: true,
        },
    ] = parts
        && let Type::Path(path) = &setter.ty
        && let Some(last) = path.path.segments.last()
    {
        let (field, body) = (&setter.ident, format_ident!("{}", last.ident));
        blocks.push(parse_quote! {
            impl ::std::convert::From<#body> for #ident {
                fn from(value: #body) -> Self {
                    Self { #field: value }
                }
            }
        });
        blocks.push(parse_quote! {
            impl ::std::convert::TryFrom<builder::#body> for #ident {
                type Error = ::keyfob_core::Error;
                fn try_from(builder: builder::#body) -> ::std::result::Result<Self, Self::Error> {
                    builder.build().map(Self::from)
                }
            }
        });
    }
    blocks
}
