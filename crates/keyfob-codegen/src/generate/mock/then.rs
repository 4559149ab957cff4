//! What a mock answers.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{condition, structs};
use crate::model::{Answer, Content, Operation};
use crate::names;

pub(super) fn then(operation: &Operation) -> TokenStream {
    let (_, name) = structs(operation);
    let condition = condition(operation);
    let answers = operation.answers.iter().map(answer);
    let headers = headers(operation).into_iter().map(|(method, header)| {
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
        #condition
        pub struct #name(httpmock::Then);

        #condition
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

/// The headers of an operation's answers, each once whatever its case, and their methods: a vendor's header may be called
/// as a status is, or as another header but for its punctuation.
pub(in crate::generate) fn headers(operation: &Operation) -> Vec<(Ident, &String)> {
    let mut taken: BTreeSet<String> = ["new", "into_inner"].map(str::to_owned).into();
    taken.extend(operation.answers.iter().map(|answer| reason(answer.status)));
    let all = operation.answers.iter().flat_map(|answer| &answer.headers);
    let each: BTreeMap<String, &String> =
        all.map(|name| (name.to_ascii_lowercase(), name)).collect();
    let mut named = Vec::new();
    for header in each.into_values() {
        let mut method = names::argument(header);
        while !taken.insert(method.clone()) {
            method.push_str("_header");
        }
        named.push((format_ident!("{method}"), header));
    }
    named
}

/// The method of a status: HTTP's words for it.
pub(in crate::generate) fn reason(status: u16) -> String {
    let status = http::StatusCode::from_u16(status).ok();
    let reason = status.and_then(|status| status.canonical_reason());
    let words = reason.unwrap_or("unknown").replace(['\'', '-'], " ");
    words.to_snake_case()
}

fn answer(
    Answer {
        status, content, ..
    }: &Answer,
) -> TokenStream {
    let method = format_ident!("{}", reason(*status));
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
            ..
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
