//! Setters of builders: of requests' members and of operations' parameters.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Type};

/// What a builder holds for a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It has to be there.
    Required,
    /// It has to be said, be it null.
    Nullable,
    /// It may be left out.
    Optional,
    /// A list that has to be there.
    List,
    /// A list that is left out when it is empty.
    OptionalList,
    /// Without it, it is its type's default.
    Defaulted,
}

impl Shape {
    pub(super) fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable | Self::List)
    }
}

/// A member that can be set.
pub(super) struct Setter {
    pub(super) ident: Ident,
    /// Its name on the wire.
    pub(super) wire: String,
    pub(super) docs: Vec<Attribute>,
    pub(super) shape: Shape,
    /// The type of its value; of an element, if it is a list.
    pub(super) ty: Type,
}

impl Setter {
    /// `Member("side", "tt")`
    pub(super) fn member(&self) -> TokenStream {
        let (name, wire) = (self.name(), &self.wire);
        quote!(::keyfob_core::builder::Member(#name, #wire))
    }

    fn name(&self) -> String {
        self.ident.to_string().trim_start_matches("r#").to_owned()
    }

    /// The field that holds it until the builder is used up.
    pub(super) fn field(&self) -> TokenStream {
        let (ident, ty) = (&self.ident, self.path(&self.ty));
        let held = match self.shape {
            Shape::List | Shape::OptionalList => quote!(::std::vec::Vec<#ty>),
            Shape::Nullable => quote!(::std::option::Option<#ty>),
            Shape::Required | Shape::Optional | Shape::Defaulted => quote!(#ty),
        };
        quote!(#ident: ::std::option::Option<#held>)
    }

    /// The value of the field of what is built.
    pub(super) fn value(&self) -> TokenStream {
        let ident = &self.ident;
        match self.shape {
            Shape::Required | Shape::Nullable | Shape::List | Shape::Optional => quote!(#ident),
            Shape::OptionalList | Shape::Defaulted => quote!(#ident: #ident.unwrap_or_default()),
        }
    }

    /// The methods that set it.
    pub(super) fn methods(&self) -> TokenStream {
        let Self { ident, docs, .. } = self;
        let (ty, member) = (self.path(&self.ty), self.member());
        let set = format_ident!("set_{}", self.name());
        let set_docs = format!("Sets [`{0}`](Self::{0}), or takes it away.", self.name());
        match self.shape {
            Shape::List | Shape::OptionalList => {
                // The vendor keeps what it has.
                let unsent = (self.shape == Shape::OptionalList)
                    .then(|| quote!(#[doc = "\n\nAn empty list is not sent."]));
                quote! {
                    #(#docs)*
                    #unsent
                    pub fn #ident<I>(mut self, values: I) -> Self
                    where
                        I: ::std::iter::IntoIterator,
                        I::Item: ::std::convert::TryInto<#ty>,
                        <I::Item as ::std::convert::TryInto<#ty>>::Error: ::std::fmt::Display,
                    {
                        self.#ident = self.problems.convert_all(#member, values);
                        self
                    }
                }
            }
            shape => {
                // A number is taken exactly or not at all.
                let (convert, bound) = match self.is_number() {
                    true => (
                        quote!(convert_exactly),
                        quote!(V: ::keyfob_core::builder::IntoMember<#ty>,),
                    ),
                    false => (
                        quote!(convert),
                        quote!(V: ::std::convert::TryInto<#ty>, V::Error: ::std::fmt::Display,),
                    ),
                };
                let value = match shape {
                    Shape::Nullable => {
                        quote!(self.problems.#convert(#member, value).map(::std::option::Option::Some))
                    }
                    _ => quote!(self.problems.#convert(#member, value)),
                };
                let optional = match shape {
                    Shape::Nullable => {
                        Some(quote!(self.#ident = ::std::option::Option::Some(value);))
                    }
                    Shape::Optional => Some(quote!(self.#ident = value;)),
                    _ => None,
                };
                let optional = optional.map(|assign| {
                    quote! {
                        #[doc = #set_docs]
                        pub fn #set(mut self, value: ::std::option::Option<#ty>) -> Self {
                            self.problems.forget(#member);
                            #assign
                            self
                        }
                    }
                });
                quote! {
                    #(#docs)*
                    pub fn #ident<V>(mut self, value: V) -> Self
                    where
                        #bound
                    {
                        self.#ident = #value;
                        self
                    }
                    #optional
                }
            }
        }
    }

    /// Whether its value is a number.
    fn is_number(&self) -> bool {
        let text = self.ty.to_token_stream().to_string().replace(' ', "");
        ["i64", "::keyfob_core::Decimal"].contains(&text.as_str())
    }

    /// A type of the module `types`, seen from a module within it or beside it.
    fn path(&self, ty: &Type) -> TokenStream {
        let mut ty = ty.clone();
        syn::visit_mut::visit_type_mut(&mut Own, &mut ty);
        quote!(#ty)
    }
}

/// Writes out whose a type is, which the module `types` need not.
struct Own;

impl syn::visit_mut::VisitMut for Own {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if path.leading_colon.is_none()
            && let [only] = path.segments.iter().collect::<Vec<_>>().as_slice()
        {
            let only = (*only).clone();
            let is_plain = only.arguments.is_none()
                && ["bool", "i64", "i32", "u64", "u32", "f64"]
                    .contains(&only.ident.to_string().as_str());
            if !is_plain {
                *path = syn::parse_quote!(crate::types::#only);
            }
        }
        syn::visit_mut::visit_path_mut(self, path);
    }
}
