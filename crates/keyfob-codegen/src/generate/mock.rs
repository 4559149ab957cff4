//! Typed mocks for `httpmock`: a method an operation, that knows its path in every environment, its credentials, its parameters,
//! its bodies and its statuses.
//!
//! progenitor has such a generator; this one also matches credentials (security schemes are nothing to progenitor), forms, escaped
//! paths, moving prefixes, and takes any status.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Answer, Content, Operation, Parameter, Placement, Scheme, Server, Spec};

pub(super) fn mock(spec: &Spec) -> TokenStream {
    let signatures = spec.operations.iter().map(signature);
    let methods = spec.operations.iter().map(|operation| {
        let signature = signature(operation);
        let (when, then) = names(operation);
        quote! {
            #signature {
                self.mock(|when, then| config(operations::#when::new(when), operations::#then::new(then)))
            }
        }
    });
    let expectations = spec
        .operations
        .iter()
        .map(|operation| when(spec, operation));
    let answers = spec.operations.iter().map(then);
    quote! {
        #![allow(missing_docs, clippy::all)]

        /// Mocks by operation, on any `httpmock::MockServer`.
        pub trait MockServerExt {
            #(#signatures;)*
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

            #(#expectations)*
            #(#answers)*
        }
    }
}

fn names(operation: &Operation) -> (Ident, Ident) {
    let stem = operation.id.to_upper_camel_case();
    (format_ident!("{stem}When"), format_ident!("{stem}Then"))
}

fn signature(operation: &Operation) -> TokenStream {
    let id = format_ident!("{}", operation.id);
    let (when, then) = names(operation);
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

fn when(spec: &Spec, operation: &Operation) -> TokenStream {
    let (name, _) = names(operation);
    let method = format_ident!("{}", operation.method.to_uppercase());
    let path = pattern(spec, operation, None);
    let (own, others) = marks(spec, operation);
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
    let body = operation.body.as_ref().and_then(expected_body);
    quote! {
        /// What is expected of the request.
        pub struct #name(httpmock::When);

        impl #name {
            pub fn new(inner: httpmock::When) -> Self {
                Self(inner.method(httpmock::Method::#method).path_matches(#path)#(.header_exists(#own))*#(.header_missing(#others))*)
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

/// A pattern of the full path: any environment's prefix, then the template. `known` names a parameter and the
/// expression of its escaped value.
fn pattern(spec: &Spec, operation: &Operation, known: Option<&str>) -> TokenStream {
    let mut prefixes: Vec<String> = own(spec, operation)
        .iter()
        .map(|server| escaped(prefix(&server.url)))
        .collect();
    prefixes.sort();
    prefixes.dedup();
    let mut text = format!("^(?:{})", prefixes.join("|"));
    let mut has_value = false;
    for segment in operation.path.split('/').skip(1) {
        let name = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        text.push('/');
        match name {
            None => text.push_str(&escaped(segment)),
            Some(name) if Some(name) == known => {
                has_value = true;
                text.push_str("VALUE");
            }
            Some(_) => text.push_str("[^/]+"),
        }
    }
    text.push('$');
    match has_value {
        // Escaped segments are of letters, digits, and `%-_~.`; the dot is the only one with a meaning in a pattern.
        true => {
            quote!(#text.replace("VALUE", &encode_path(&value.to_string()).replace('.', "\\.")))
        }
        false => quote!(#text),
    }
}

fn own<'a>(spec: &'a Spec, operation: &'a Operation) -> &'a [Server] {
    if operation.servers.is_empty() {
        &spec.servers
    } else {
        &operation.servers
    }
}

/// The path of a server's URL; one that begins with a variable has what follows it.
fn prefix(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("", |at| &rest[at..])
}

fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            (!c.is_alphanumeric() && c != '/')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect()
}

fn asks_for(operation: &Operation, scheme: &Scheme) -> bool {
    operation
        .security
        .iter()
        .flatten()
        .any(|name| *name == scheme.name)
}

/// What tells an operation from others that share its method and URL: headers that it alone asks for, and headers that
/// only they ask for.
fn marks(spec: &Spec, operation: &Operation) -> (Vec<String>, Vec<String>) {
    let urls = |one: &Operation| -> Vec<String> {
        own(spec, one)
            .iter()
            .map(|server| format!("{}{}", prefix(&server.url), one.path))
            .collect()
    };
    let mine = urls(operation);
    let twins: Vec<&Operation> = spec
        .operations
        .iter()
        .filter(|other| {
            other.id != operation.id
                && other.method == operation.method
                && urls(other).iter().any(|url| mine.contains(url))
        })
        .collect();
    if twins.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let own = headers(spec, operation);
    let theirs: BTreeSet<String> = twins.iter().flat_map(|twin| headers(spec, twin)).collect();
    (
        own.difference(&theirs).cloned().collect(),
        theirs.difference(&own).cloned().collect(),
    )
}

/// The headers, in lower case, of the credentials that an operation asks for.
fn headers(spec: &Spec, operation: &Operation) -> BTreeSet<String> {
    spec.schemes
        .iter()
        .filter(|scheme| asks_for(operation, scheme))
        .filter_map(|scheme| match &scheme.placement {
            Placement::Header(name) => Some(name.to_ascii_lowercase()),
            Placement::Bearer | Placement::Basic => Some("authorization".to_owned()),
            Placement::Query(_) => None,
        })
        .collect()
}

fn credential(scheme: &Scheme) -> TokenStream {
    let method = format_ident!("{}", scheme.name.to_snake_case());
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
    let method = format_ident!("{}", name.to_snake_case());
    let doc = format!("Expects the {location} parameter `{name}`.");
    let secret = operation.secrets.contains(name);
    let text = if secret { quote!(value.expose()) } else { quote!(value.to_string()) };
    let kind = if secret { quote!(&Secret) } else { quote!(impl ToString) };
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

fn expected_body(body: &Content) -> Option<TokenStream> {
    let schema = format_ident!("{}", body.schema.as_ref()?.to_upper_camel_case());
    let matched = match body.media.as_str() {
        "application/x-www-form-urlencoded" => quote! {
            let form = serde_json::to_value(body).unwrap_or_default();
            let fields = form.as_object().into_iter().flatten();
            Self(fields.fold(self.0, |when, (name, value)| {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                when.form_urlencoded_tuple(name, text)
            }))
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

fn then(operation: &Operation) -> TokenStream {
    let (_, name) = names(operation);
    let answers = operation.answers.iter().map(answer);
    let mut headers: Vec<&String> = operation
        .answers
        .iter()
        .flat_map(|answer| &answer.headers)
        .collect();
    headers.sort();
    headers.dedup();
    let headers = headers.into_iter().map(|header| {
        let method = format_ident!("{}", header.to_snake_case());
        let doc = format!("Answers with the header `{header}`.");
        let header = header.to_ascii_lowercase();
        quote! {
            #[doc = #doc]
            pub fn #method(self, value: impl ToString) -> Self {
                Self(self.0.header(#header, value.to_string()))
            }
        }
    });
    quote! {
        /// What is answered.
        pub struct #name(httpmock::Then);

        impl #name {
            pub fn new(inner: httpmock::Then) -> Self {
                Self(inner)
            }

            /// For answers that are not of the API's description.
            pub fn into_inner(self) -> httpmock::Then {
                self.0
            }

            #(#answers)*
            #(#headers)*
        }
    }
}

fn answer(
    Answer {
        status, content, ..
    }: &Answer,
) -> TokenStream {
    let reason = http::StatusCode::from_u16(*status)
        .ok()
        .and_then(|status| status.canonical_reason());
    let method = format_ident!(
        "{}",
        reason
            .unwrap_or("unknown")
            .replace(['\'', '-'], " ")
            .to_snake_case()
    );
    let doc = format!("Answers {status}.");
    match content {
        None => quote! {
            #[doc = #doc]
            pub fn #method(self) -> Self {
                Self(self.0.status(#status))
            }
        },
        Some(Content {
            media,
            schema: Some(schema),
        }) if media == "application/json" => {
            let schema = format_ident!("{}", schema.to_upper_camel_case());
            quote! {
                #[doc = #doc]
                pub fn #method(self, body: &types::#schema) -> Self {
                    let body = serde_json::to_value(body).unwrap_or_default();
                    Self(self.0.status(#status).header("content-type", #media).json_body(body))
                }
            }
        }
        Some(Content { media, .. }) => quote! {
            #[doc = #doc]
            pub fn #method(self, body: impl AsRef<[u8]>) -> Self {
                Self(self.0.status(#status).header("content-type", #media).body(body))
            }
        },
    }
}
