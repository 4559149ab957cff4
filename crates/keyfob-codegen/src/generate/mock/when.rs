//! What a mock expects of a request.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::place::{Paths, asks_for, marks, neighbours, pattern};
use super::{condition, structs};
use crate::model::{Content, Kind, Operation, Parameter, Placement, Scheme, Spec};
use crate::names;

pub(super) fn when<'a>(spec: &'a Spec, paths: &Paths<'a>, operation: &'a Operation) -> TokenStream {
    let (name, _) = structs(operation);
    let condition = condition(operation);
    let method = format_ident!("{}", operation.method.to_uppercase());
    let path = pattern(spec, operation, None);
    let (templates, not): (Vec<_>, Vec<_>) = neighbours(spec, paths, operation)
        .into_iter()
        .partition(|path| path.contains('{'));
    let (own, others) = marks(spec, paths, operation);
    let held: Vec<&Scheme> = spec
        .schemes
        .iter()
        .filter(|scheme| asks_for(operation, scheme))
        .collect();
    let credentials = held.into_iter().map(credential);
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| expectation(spec, operation, parameter));
    let body = operation.body.as_ref();
    let body = body.and_then(|body| expected_body(body, operation.optional_body));
    quote! {
        /// What is expected of the request.
        #condition
        pub struct #name(httpmock::When);

        #condition
        impl #name {
            pub fn new(inner: httpmock::When) -> Self {
                Self(inner.method(httpmock::Method::#method).path_matches(#path)#(.path_not(#not))*#(.is_false(|request| keyfob_core::is_path(#templates, request.uri().path())))*#(.header_exists(#own))*#(.header_missing(#others))*)
            }

            /// For expectations that are not of the API's description.
            pub fn into_inner(self) -> httpmock::When {
                self.0
            }

            #(#credentials)*
            #(#parameters)*
            #body
        }
    }
}

fn credential(scheme: &Scheme) -> TokenStream {
    let method = format_ident!("{}", names::argument(&scheme.name));
    let doc = format!("Expects the credential `{}`.", scheme.name);
    let expectation = match &scheme.placement {
        Placement::Basic => {
            return quote! {
                #[doc = #doc]
                pub fn #method(self, user: &str, password: &Secret) -> Self {
                    let header = keyfob_core::basic(user, password.expose());
                    Self(self.0.header("authorization", header.expose()))
                }
            };
        }
        Placement::Bearer => quote!(header(
            "authorization",
            format!("Bearer {}", value.expose())
        )),
        Placement::Header(name) => {
            let name = name.to_ascii_lowercase();
            quote!(header(#name, value.expose()))
        }
        Placement::Query(name) => quote!(query_param(#name, value.expose())),
        // `When::cookie` does nothing without a feature of httpmock, which would add to everybody's build.
        Placement::Cookie(name) => {
            return quote! {
                #[doc = #doc]
                pub fn #method(self, value: &Secret) -> Self {
                    let cookie = format!("{}={}", #name, value.expose());
                    Self(self.0.is_true(move |request| {
                        let headers = request.headers_vec().iter();
                        let mut held = headers.filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
                        held.any(|(_, cookies)| cookies.split("; ").any(|one| one == cookie))
                    }))
                }
            };
        }
    };
    quote! {
        #[doc = #doc]
        pub fn #method(self, value: &Secret) -> Self {
            Self(self.0.#expectation)
        }
    }
}

fn expectation(spec: &Spec, operation: &Operation, parameter: &Parameter) -> TokenStream {
    let Parameter { name, location, .. } = parameter;
    let method = format_ident!("{}", parameter.rust);
    let doc = format!("Expects the {location} parameter `{name}`.");
    let secret = operation.secrets.contains(name);
    let (kind, text) = match parameter.kind {
        _ if secret => (quote!(&Secret), quote!(value.expose())),
        Kind::Time(form) => {
            let form = format_ident!("{form}");
            let text = quote!(keyfob_core::timestamp::#form::text(&value.into()));
            (quote!(impl Into<keyfob_core::OffsetDateTime>), text)
        }
        _ => (quote!(impl ToString), quote!(value.to_string())),
    };
    let matched = match location.as_str() {
        "path" => {
            let pattern = pattern(spec, operation, Some(name));
            quote!(path_matches(#pattern))
        }
        "header" => quote!(header(#name, #text)),
        _ => quote!(query_param(#name, #text)),
    };
    quote! {
        #[doc = #doc]
        pub fn #method(self, value: #kind) -> Self {
            Self(self.0.#matched)
        }
    }
}

fn expected_body(body: &Content, is_optional: bool) -> Option<TokenStream> {
    if body.media == "application/octet-stream" {
        return Some(quote! {
            /// Expects these bytes and no others.
            pub fn body(self, bytes: impl AsRef<[u8]>) -> Self {
                let bytes = bytes.as_ref().to_vec();
                Self(self.0.is_true(move |request| request.body_ref() == bytes))
            }
        });
    }
    let schema = format_ident!("{}", body.schema.as_ref()?.to_upper_camel_case());
    let matched = match body.media.as_str() {
        "application/x-www-form-urlencoded" => quote! {
            let form = serde_json::to_value(body).unwrap_or_default();
            Self(self.0.is_true(move |request| keyfob_core::is_form(&form, request.body_ref())))
        },
        _ if is_optional => quote! {
            let json = serde_json::to_string(body).unwrap_or_default();
            match json.as_str() {
                // It is not sent.
                "{}" => Self(self.0.is_true(|request| request.body_ref().is_empty())),
                _ => Self(self.0.json_body(serde_json::to_value(body).unwrap_or_default())),
            }
        },
        _ => quote! { Self(self.0.json_body(serde_json::to_value(body).unwrap_or_default())) },
    };
    Some(quote! {
        /// Expects this body and no other.
        pub fn body(self, body: &types::#schema) -> Self {
            #matched
        }
    })
}
