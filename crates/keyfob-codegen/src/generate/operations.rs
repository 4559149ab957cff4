//! The client: its groups of operations, one a tag, and a builder for each operation.

mod builder;
mod docs;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::File;

pub(crate) use self::docs::{credentials, repeats};
use super::gates;
use super::markdown::inert;
use super::pieces::{self, Pieces};
use crate::model::{Group, Operation, Spec};
use crate::names;

/// The client, the module `operations` with its groups, and the module `builder`.
pub(super) fn operations(spec: &Spec) -> Result<File, String> {
    let used: Vec<&Group> = spec
        .groups
        .iter()
        .filter(|group| spec.operations.iter().any(|one| one.group == group.name))
        .collect();
    let accessors = used.iter().map(|group| accessor(spec, group));
    let mut groups = used.iter().map(|group| self::group(spec, group));
    let mut builders = spec
        .operations
        .iter()
        .map(|operation| builder::builder(spec, operation));
    let title = format!("Client for {}.", spec.title);
    let shell = quote! {
        #![allow(clippy::all)]

        #[doc = #title]
        ///
        /// Its methods lead to the operations, by what they are about.
        #[derive(Clone, Debug)]
        pub struct Client {
            handle: ::keyfob_core::Handle,
        }

        impl Client {
            /// The client of this handle. Clients are cheap, and those of one handle share its credentials.
            pub fn new(handle: ::keyfob_core::Handle) -> Self {
                Self { handle }
            }

            /// The handle.
            pub fn handle(&self) -> &::keyfob_core::Handle {
                &self.handle
            }

            /// A request that no operation stands for, with the session's credentials and by the same rules.
            pub fn request(
                &self,
                method: ::reqwest::Method,
                path: impl ::std::convert::Into<::std::borrow::Cow<'static, str>>,
            ) -> ::keyfob_core::RawRequest {
                self.handle.request(method, path)
            }

            #(#accessors)*
        }

        /// The operations, by what they are about.
        pub mod operations {}

        /// Calls that can be sent.
        pub mod builder {}
    };
    pieces::file(
        shell,
        [
            ("operations", &mut groups as Pieces),
            ("builder", &mut builders),
        ],
    )
}

/// What there is of one operation.
pub(super) fn alone(spec: &Spec, operation: &Operation) -> TokenStream {
    let (method, builder) = (method(spec, operation), builder::builder(spec, operation));
    quote!(impl Group { #method } #builder)
}

fn type_of(group: &Group) -> Ident {
    format_ident!("{}", names::builder(&group.name))
}

fn accessor(spec: &Spec, group: &Group) -> TokenStream {
    let condition = group_condition(spec, group);
    let (method, ty) = (format_ident!("{}", group.name), type_of(group));
    let doc = inert(&group.description);
    quote! {
        #[doc = #doc]
        #condition
        pub fn #method(&self) -> operations::#ty<'_> {
            operations::#ty { client: self }
        }
    }
}

fn group(spec: &Spec, group: &Group) -> TokenStream {
    let ty = type_of(group);
    let doc = format!(
        "{}\n\nGot by [`Client::{name}`](crate::Client::{name}).",
        inert(&group.description),
        name = group.name,
    );
    let condition = group_condition(spec, group);
    let methods = spec
        .operations
        .iter()
        .filter(|operation| operation.group == group.name)
        .map(|operation| method(spec, operation));
    quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug)]
        #condition
        pub struct #ty<'a> {
            pub(super) client: &'a crate::Client,
        }

        #condition
        impl<'a> #ty<'a> {
            #(#methods)*
        }
    }
}

fn method(spec: &Spec, operation: &Operation) -> TokenStream {
    let (method, id) = (format_ident!("{}", operation.name), &operation.id);
    let builder = format_ident!("{}", operation.builder());
    let condition = condition(operation);
    let doc = docs::operation(spec, operation);
    let alias = (operation.name != *id).then(|| quote!(#[doc(alias = #id)]));
    quote! {
        #[doc = #doc]
        #alias
        #condition
        pub fn #method(&self) -> crate::builder::#builder<'a> {
            crate::builder::#builder::new(self.client)
        }
    }
}

/// The features of a group's operations, as a condition; none, if one of them is always there.
fn group_condition(spec: &Spec, group: &Group) -> Option<syn::Attribute> {
    let own = spec.operations.iter().filter(|one| one.group == group.name);
    let features: Option<BTreeSet<&String>> = own.map(|one| one.feature.as_ref()).collect();
    features
        .filter(|features| !features.is_empty())
        .map(gates::condition)
}

/// The feature that the operation belongs to, as a condition.
pub(super) fn condition(operation: &Operation) -> Option<syn::Attribute> {
    operation
        .feature
        .as_ref()
        .map(|feature| gates::condition([feature]))
}
