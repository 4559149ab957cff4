//! The builder of one operation: its parameters, its body, and how it is sent.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;

use super::condition;
use crate::generate::markdown::inert;
use crate::generate::setters::{Setter, Shape};
use crate::model::{Kind, Operation, Parameter, Spec};
use crate::names;

pub(super) fn builder(spec: &Spec, operation: &Operation) -> TokenStream {
    let ident = format_ident!("{}", operation.builder());
    let condition = condition(operation);
    let setters: Vec<Setter> = operation.parameters.iter().map(setter).collect();
    let fields = setters.iter().map(Setter::field);
    let names: Vec<_> = setters.iter().map(|setter| &setter.ident).collect();
    let methods = setters.iter().map(Setter::methods);
    let body = body(spec, operation);
    let (body_field, body_none) = match &body {
        Some(Body { ty, first, .. }) => (
            Some(quote!(body: ::std::option::Option<#ty>,)),
            Some(quote!(body: #first,)),
        ),
        None => (None, None),
    };
    let body_methods = body.as_ref().map(|body| &body.methods);
    let debug = debug(operation, &ident, &setters);
    let send = send(operation, &setters);
    let doc = format!(
        "The call [`{method}`](crate::operations::{group}::{method}): `{verb} {path}`.",
        method = operation.name,
        group = names::builder(&operation.group),
        verb = operation.method.to_uppercase(),
        path = operation.path,
    );
    // A stream cannot be copied.
    let is_bytes = body.as_ref().is_some_and(|body| body.is_bytes);
    let clone = (!is_bytes).then(|| quote!(#[derive(Clone)]));
    quote! {
        #[doc = #doc]
        #clone
        #[must_use = "a call does nothing until it is sent: `.send().await`"]
        #condition
        pub struct #ident<'a> {
            client: &'a crate::Client,
            problems: ::keyfob_core::builder::Problems,
            #(#fields,)*
            #body_field
        }

        #condition
        impl<'a> #ident<'a> {
            pub(super) fn new(client: &'a crate::Client) -> Self {
                Self {
                    client,
                    problems: ::std::default::Default::default(),
                    #(#names: ::std::option::Option::None,)*
                    #body_none
                }
            }

            #(#methods)*
            #body_methods
            #send
        }

        #debug
    }
}

fn setter(parameter: &Parameter) -> Setter {
    let doc = inert(&parameter.description);
    let (shape, kind) = match (&parameter.kind, parameter.required) {
        (Kind::List(kind), true) => (Shape::List, kind.as_ref()),
        (Kind::List(kind), false) => (Shape::OptionalList, kind.as_ref()),
        (kind, true) => (Shape::Required, kind),
        (kind, false) => (Shape::Optional, kind),
    };
    Setter {
        ident: format_ident!("{}", parameter.rust),
        wire: parameter.name.clone(),
        docs: vec![parse_quote!(#[doc = #doc])],
        shape,
        ty: ty(kind),
    }
}

fn ty(kind: &Kind) -> syn::Type {
    match kind {
        Kind::Text | Kind::List(_) => parse_quote!(::std::string::String),
        Kind::Secret => parse_quote!(::keyfob_core::Secret),
        Kind::Integer => parse_quote!(i64),
        Kind::Decimal => parse_quote!(::keyfob_core::Decimal),
        Kind::Time(_) => parse_quote!(::keyfob_core::OffsetDateTime),
        Kind::Boolean => parse_quote!(bool),
        Kind::Schema(name) => {
            let name = format_ident!("{}", name.to_upper_camel_case());
            parse_quote!(crate::types::#name)
        }
    }
}

struct Body {
    ty: TokenStream,
    /// What it is until it is set.
    first: TokenStream,
    methods: TokenStream,
    is_bytes: bool,
}

fn body(spec: &Spec, operation: &Operation) -> Option<Body> {
    let content = operation.body.as_ref()?;
    let Some(schema) = &content.schema else {
        return Some(Body {
            ty: quote!(::reqwest::Body),
            first: quote!(::std::option::Option::None),
            methods: quote! {
                /// The bytes that are sent.
                pub fn body<B: ::std::convert::Into<::reqwest::Body>>(mut self, body: B) -> Self {
                    self.body = ::std::option::Option::Some(body.into());
                    self
                }
            },
            is_bytes: true,
        });
    };
    let first = match spec.empty(schema) {
        Some(empty) if !operation.optional_body => {
            let empty = format_ident!("{}", empty.to_upper_camel_case());
            quote!(::std::convert::TryInto::try_into(
                <crate::types::builder::#empty as ::std::default::Default>::default()
            ).ok())
        }
        _ => quote!(::std::option::Option::None),
    };
    let content = spec.content_of(schema);
    let doc = format!("What is sent: a [`{content}`](crate::types::{content}), or its builder.");
    let schema = format_ident!("{}", schema.to_upper_camel_case());
    Some(Body {
        ty: quote!(crate::types::#schema),
        first,
        methods: quote! {
            #[doc = #doc]
            pub fn body<V>(mut self, body: V) -> Self
            where
                V: ::std::convert::TryInto<crate::types::#schema>,
                V::Error: ::std::fmt::Display,
            {
                self.body = self.problems.convert(::keyfob_core::builder::BODY, body);
                self
            }
        },
        is_bytes: false,
    })
}

fn send(operation: &Operation, setters: &[Setter]) -> TokenStream {
    let id = &operation.id;
    let parameters = operation.parameters.iter().zip(setters);
    let parameters = parameters.map(|(parameter, setter)| {
        let (ident, member) = (&setter.ident, setter.member());
        let method = match parameter.location.as_str() {
            "path" => format_ident!("path"),
            "header" => format_ident!("header"),
            _ => format_ident!("query"),
        };
        let required = (parameter.required && parameter.location != "path")
            .then(|| quote!(.require(#member, &self.#ident)));
        // A decimal of its own would be written with quotes around it, or as a float.
        let text = match parameter.kind {
            Kind::Decimal => quote!(.map(|value| value.to_string())),
            Kind::Time(form) => {
                let form = format_ident!("{form}");
                quote!(.map(|value| ::keyfob_core::timestamp::#form::text(&value)))
            }
            _ => quote!(),
        };
        quote!(#required.#method(#member, self.#ident #text))
    });
    let body = operation.body.as_ref().map(|content| {
        let set = match content.media.as_str() {
            "application/octet-stream" => quote!(.bytes(self.body)),
            "application/x-www-form-urlencoded" => quote!(.form(self.body)),
            _ => quote!(.json(self.body)),
        };
        match operation.optional_body {
            true => set,
            false => quote!(.require(::keyfob_core::builder::BODY, &self.body)#set),
        }
    });
    let (answer, ty) = match operation.success() {
        _ if operation.streams() => (quote!(stream_answer()), quote!(::keyfob_core::ByteStream)),
        Some(content) if content.schema.is_some() => {
            let schema = content.schema.as_deref().unwrap_or_default();
            let schema = format_ident!("{}", schema.to_upper_camel_case());
            let empty: Vec<u16> = operation.empty_successes().collect();
            let answer = match empty.is_empty() {
                true => quote!(json_answer()),
                false => quote!(json_answer_or_empty(&[#(#empty),*])),
            };
            (answer, quote!(crate::types::#schema))
        }
        _ => (quote!(empty_answer()), quote!(())),
    };
    quote! {
        /// Sends it.
        ///
        /// # Errors
        /// What is missing, before anything is sent; and what the operation says of its errors.
        pub async fn send(
            self,
        ) -> ::std::result::Result<::keyfob_core::ResponseValue<#ty>, ::keyfob_core::Error> {
            ::keyfob_core::builder::Outgoing::new(&self.client.handle, #id, self.problems)
                #(#parameters)*
                #body
                .#answer
                .await
        }
    }
}

/// `Debug` shows the names of what is set, and no values: a path or a body may hold what is nobody's business.
fn debug(operation: &Operation, ident: &proc_macro2::Ident, setters: &[Setter]) -> TokenStream {
    let condition = condition(operation);
    let fields = setters.iter().map(|setter| {
        let (field, name) = (&setter.ident, setter.ident.to_string());
        quote!(.field(#name, &self.#field.as_ref().map(|_| "..")))
    });
    let name = ident.to_string();
    quote! {
        #condition
        impl ::std::fmt::Debug for #ident<'_> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#name)#(#fields)*.finish_non_exhaustive()
            }
        }
    }
}
