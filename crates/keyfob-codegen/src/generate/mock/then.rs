//! What a mock answers.

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{condition, names};
use crate::model::{Answer, Content, Operation};

pub(super) fn then(operation: &Operation) -> TokenStream {
    let (_, name) = names(operation);
    let condition = condition(operation);
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
