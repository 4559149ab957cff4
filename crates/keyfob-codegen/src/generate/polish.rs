//! What is changed in progenitor's text, as syntax: the runtime's names in place of `progenitor_client`, one error type,
//! answers that decode tolerantly, and nothing public that could send without the hook.

mod answers;
mod docs;
pub(super) mod gates;
mod requests;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Attribute, ExprMethodCall, File, ImplItem, Item, ItemImpl, ItemMod, Pat, PathArguments,
    parse_quote,
};

use super::internal;
use crate::finding::Finding;
use crate::load::Document;
use crate::model::Spec;

pub(super) fn polish(
    tokens: TokenStream,
    document: &Document,
    spec: &Spec,
) -> Result<TokenStream, Finding> {
    let mut file: File = syn::parse2(tokens)
        .map_err(|error| internal(format!("progenitor's code does not parse: {error}")))?;
    Names.visit_file_mut(&mut file);
    docs::Docs.visit_file_mut(&mut file);
    file.items
        .retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    for item in &mut file.items {
        match item {
            Item::Impl(block) if makes_client(block) => *block = constructor(),
            Item::Mod(module) if module.ident == "types" => types(module, document, spec)?,
            Item::Mod(module) if module.ident == "builder" => must_be_used(
                module,
                &parse_quote!(#[must_use = "a call does nothing until it is sent: `.send().await`"]),
            ),
            _ => {}
        }
    }
    gates::shut_operations(&mut file.items, spec);
    file.attrs
        .push(parse_quote!(#![allow(missing_docs, clippy::all)]));
    Ok(file.to_token_stream())
}

/// `impl Client { pub fn new(..) .. }`, whose client follows redirects and knows no hook's settings.
fn makes_client(block: &ItemImpl) -> bool {
    block.trait_.is_none()
        && block
            .items
            .iter()
            .any(|item| matches!(item, ImplItem::Fn(f) if f.sig.ident == "new_with_client"))
}

fn constructor() -> ItemImpl {
    parse_quote! {
        impl Client {
            /// The client of this handle. Clients are cheap, and those of one handle share its credentials.
            pub fn new(handle: ::keyfob_core::Handle) -> Self {
                Self {
                    baseurl: ::keyfob_core::unset_base_url().to_string(),
                    client: handle.http().clone(),
                    inner: handle,
                }
            }

            /// The handle.
            pub fn handle(&self) -> &::keyfob_core::Handle {
                &self.inner
            }
        }
    }
}

fn types(module: &mut ItemMod, document: &Document, spec: &Spec) -> Result<(), Finding> {
    let Some((_, items)) = &mut module.content else {
        return Ok(());
    };
    let answers = answers::reachable(items, spec);
    answers::soften(items, &answers, document)?;
    answers::drop_builders(items, &answers);
    requests::send_nulls(items, spec);
    requests::take_aliases(items, spec)?;
    let gates = gates::of_types(items, spec);
    gates::shut_types(items, &gates);
    let derive: Attribute =
        parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]);
    for item in items {
        match item {
            Item::Struct(model) => model.attrs.push(derive.clone()),
            Item::Enum(model) => model.attrs.push(derive.clone()),
            Item::Mod(module) if module.ident == "builder" => must_be_used(
                module,
                &parse_quote!(#[must_use = "a builder makes nothing until it is handed over or converted"]),
            ),
            _ => {}
        }
    }
    Ok(())
}

/// What is built and then forgotten, as an order that is never sent, compiles without a word otherwise.
fn must_be_used(module: &mut ItemMod, attribute: &Attribute) {
    for item in module.content.iter_mut().flat_map(|(_, items)| items) {
        if let Item::Struct(builder) = item {
            builder.attrs.push(attribute.clone());
        }
    }
}

/// Renames and simplifications that hold everywhere.
struct Names;

impl VisitMut for Names {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if ident == "progenitor_client" {
            *ident = format_ident!("keyfob_core", span = ident.span());
        }
    }

    /// reqwest has no methods for these two of HTTP's.
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        let method = call.method.to_string();
        if ["options", "trace"].contains(&method.as_str())
            && call.receiver.to_token_stream().to_string() == "client . client"
        {
            let method = format_ident!("{}", method.to_uppercase());
            call.method = format_ident!("request");
            call.args
                .insert(0, parse_quote!(::reqwest::Method::#method));
        }
    }

    /// `Error<()>` is `Error`: there is one error type, for errors are read by the runtime.
    fn visit_path_segment_mut(&mut self, segment: &mut syn::PathSegment) {
        let unit = matches!(&segment.arguments, PathArguments::AngleBracketed(arguments)
            if arguments.to_token_stream().to_string().replace(' ', "") == "<()>");
        if segment.ident == "Error" && unit {
            segment.arguments = PathArguments::None;
        }
        visit_mut::visit_path_segment_mut(self, segment);
    }

    /// Any 2xx is a success: a vendor that answers 201 where it documents 200 has still done it.
    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        if arm.pat.to_token_stream().to_string() == "200u16" {
            let any: Pat = parse_quote!(200u16..=299u16);
            arm.pat = any;
        }
        visit_mut::visit_arm_mut(self, arm);
    }
}

/// The names in a type that the crate gave itself: `HostPort` in `::std::option::Option<HostPort>`. Those of other crates stand
/// behind a leading `::`, and a schema may be called like one of them.
fn idents(tokens: impl ToTokens) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(quote!(#tokens), &mut found);
    found
}

fn walk(stream: TokenStream, found: &mut BTreeSet<String>) {
    let (mut after_ident, mut is_foreign) = (false, false);
    for tree in stream {
        match tree {
            TokenTree::Ident(ident) => {
                if !is_foreign {
                    found.insert(ident.to_string());
                }
                after_ident = true;
                continue;
            }
            // Of `::`, the first half tells whether a path begins here or goes on.
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                if punct.spacing() == Spacing::Joint {
                    is_foreign |= !after_ident;
                }
                continue;
            }
            TokenTree::Group(group) => walk(group.stream(), found),
            _ => {}
        }
        (after_ident, is_foreign) = (false, false);
    }
}
