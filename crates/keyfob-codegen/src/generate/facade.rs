//! The vendor's module in the facade: logins by its security schemes, which must be standard ones.

mod docs;
mod grants;
mod methods;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use self::docs::{doc, inner_doc};
use self::grants::Grants;
use self::methods::Method;
use super::table::constant;
use crate::model::Spec;

/// The module of the facade for a spec whose `x-generate` names `facade`: `crates/keyfob/src/vendors/NAME.rs`.
pub fn facade(spec: &Spec) -> Option<TokenStream> {
    spec.extras.contains("facade").then(|| module(spec))
}

fn module(spec: &Spec) -> TokenStream {
    let methods = methods::of(spec);
    let grants = Grants::of(spec);
    let docs = inner_doc(&docs::module(spec, &methods, &grants));
    let krate = format_ident!("{}", krate(spec));
    let vendor = vendor(spec, &methods, &grants);
    let marks = grants.marks();
    let login = login(&methods);
    let manager = manager(spec, &methods, &grants);
    let reexports = grants.is_any().then(|| {
        quote! {
            pub use crate::auth::ClientAuthentication;
        }
    });
    let title = doc(&format!(
        "Marks {} in what all such vendors share.",
        spec.title
    ));
    quote! {
        #(#docs)*

        #reexports
        pub use ::#krate::*;

        #(#title)*
        #[derive(Debug, Clone, Copy)]
        pub struct Vendor;

        /// A login that has not begun: nothing was sent.
        pub type Login = crate::auth::Login<Vendor>;

        /// Logged in, with the typed client.
        pub type Session = crate::auth::Session<Vendor>;

        #manager
        #vendor
        #marks
        #login
    }
}

/// The crate's name in Rust.
fn krate(spec: &Spec) -> String {
    spec.name.replace('-', "_")
}

fn vendor(spec: &Spec, methods: &[Method<'_>], grants: &Grants<'_>) -> TokenStream {
    let name = &spec.name;
    let prefix = format!("KEYFOB_{}_", krate(spec).to_uppercase());
    let credentials = methods.iter().map(|method| {
        let scheme = constant(&method.scheme.name);
        let variable = method.variable();
        quote!((&credentials::#scheme, #variable))
    });
    let grants = grants.table();
    quote! {
        impl crate::auth::Vendor for Vendor {
            type Client = Client;

            const NAME: &'static str = #name;
            const ENV_PREFIX: &'static str = #prefix;
            const API: &'static keyfob_core::Api = &API;
            const CREDENTIALS: &'static [(&'static keyfob_core::Scheme, &'static str)] = &[#(#credentials),*];
            const GRANTS: crate::auth::Grants = #grants;

            fn client(handle: Handle) -> Client {
                Client::new(handle)
            }

            fn handle(client: &Client) -> &Handle {
                client.handle()
            }
        }
    }
}

/// The credentials that go with each request, by names.
fn login(methods: &[Method<'_>]) -> Option<TokenStream> {
    let methods = methods.iter().map(Method::tokens).collect::<Vec<_>>();
    (!methods.is_empty()).then(|| {
        quote! {
            impl Login {
                #(#methods)*
            }
        }
    })
}

/// The session manager, and what logs in for it.
fn manager(spec: &Spec, methods: &[Method<'_>], grants: &Grants<'_>) -> TokenStream {
    let docs = doc(&docs::manager(spec, methods, grants));
    let providers = grants.providers();
    let fixed = (!methods.is_empty()).then(|| {
        quote! {
            #[cfg(feature = "manager")]
            pub use crate::auth::StaticCredentials;
        }
    });
    quote! {
        #fixed

        #(#docs)*
        #[cfg(feature = "manager")]
        pub type Manager = keyfob_session::Manager<Login>;

        #providers
    }
}

#[cfg(test)]
mod tests;
