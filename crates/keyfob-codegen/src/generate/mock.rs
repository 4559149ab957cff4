//! Typed mocks for `httpmock`: a method an operation, that knows its path in every environment, its credentials, its parameters,
//! its bodies and its statuses.
//!
//! progenitor has such a generator; this one also matches credentials (security schemes are nothing to progenitor), forms, escaped
//! paths, moving prefixes, and takes any status.

mod place;
pub(super) mod then;
mod when;

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, File};

use self::place::Paths;
use super::gates;
use super::pieces::{self, Pieces};
use crate::model::{Operation, Spec};

pub(super) fn mock(spec: &Spec) -> Result<File, String> {
    let signatures = spec.operations.iter().map(|operation| {
        let (condition, signature) = (condition(operation), signature(operation));
        quote!(#condition #signature;)
    });
    let methods = spec.operations.iter().map(|operation| {
        let (condition, signature) = (condition(operation), signature(operation));
        let (when, then) = structs(operation);
        quote! {
            #condition
            #signature {
                self.mock(|when, then| config(operations::#when::new(when), operations::#then::new(then)))
            }
        }
    });
    let paths = Paths::of(spec);
    let expectations = spec.operations.iter();
    let expectations = expectations.map(|operation| when::when(spec, &paths, operation));
    let answers = spec.operations.iter().map(then::then);
    let mut halves = expectations.chain(answers);
    let shell = quote! {
        #![allow(missing_docs, clippy::all)]

        /// Mocks by operation, on any `httpmock::MockServer`.
        pub trait MockServerExt {
            #(#signatures)*
        }

        impl MockServerExt for httpmock::MockServer {
            #(#methods)*
        }

        /// What each operation's mock can expect and answer.
        pub mod operations {
            #[allow(unused_imports)]
            use super::super::client::types;
            #[allow(unused_imports)]
            use keyfob_core::{Secret, encode_path};
        }
    };
    pieces::file(shell, [("operations", &mut halves as Pieces)])
}

/// What there is of one operation.
pub(super) fn alone(spec: &Spec, operation: &Operation) -> TokenStream {
    let signature = signature(operation);
    let (when, then) = (
        when::when(spec, &Paths::of(spec), operation),
        then::then(operation),
    );
    quote!(impl Mock { #signature {} } #when #then)
}

/// The feature that the operation belongs to, as a condition.
fn condition(operation: &Operation) -> Option<Attribute> {
    operation
        .feature
        .as_ref()
        .map(|feature| gates::condition([feature]))
}

fn structs(operation: &Operation) -> (Ident, Ident) {
    let stem = operation.id.to_upper_camel_case();
    (format_ident!("{stem}When"), format_ident!("{stem}Then"))
}

fn signature(operation: &Operation) -> TokenStream {
    let id = format_ident!("{}", operation.id);
    let (when, then) = structs(operation);
    let doc = format!(
        "Mocks `{} {}`: {}",
        operation.method.to_uppercase(),
        operation.path,
        operation.summary
    );
    quote! {
        #[doc = #doc]
        fn #id<F>(&self, config: F) -> httpmock::Mock<'_>
        where
            F: FnOnce(operations::#when, operations::#then)
    }
}
