//! The members of a struct: what they are called on the wire, in which order they are written, and types that progenitor cannot know.

use heck::ToUpperCamelCase;
use quote::{ToTokens, format_ident};
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, ItemStruct, Meta, Token, parse_quote};

use crate::mark::{Mark, doc, text};

/// Gives the members their names on the wire, and puts them in the order of these: so they are written.
pub(super) fn name(model: &mut ItemStruct) {
    // What is said of the type itself is in its description alone.
    Mark::take(&mut model.attrs);
    let Fields::Named(fields) = &mut model.fields else {
        return;
    };
    for field in &mut fields.named {
        let mark = Mark::take(&mut field.attrs);
        if let Some(wire) = &mark.wire {
            rename(field, wire);
        }
        if !mark.alias.is_empty() {
            let alias = mark.alias.iter();
            field.attrs.push(parse_quote!(#[alias(#(#alias),*)]));
        }
        if field.attrs.iter().all(|attribute| doc(attribute).is_none()) {
            let known = mark.known.as_ref().map(|known| known.to_upper_camel_case());
            let text = match known.or_else(|| own_type(&field.ty)) {
                // What is described where its type is.
                Some(name) => format!("See [`{name}`]."),
                None => "Not described by the vendor.".to_owned(),
            };
            field.attrs.push(parse_quote!(#[doc = #text]));
        }
        if let Some(known) = &mark.known {
            let name = format_ident!("{}", known.to_upper_camel_case());
            field.ty = parse_quote!(::std::option::Option<::keyfob_core::OpenEnum<#name>>);
        }
        if let Some(form) = &mark.decimal {
            travels(field, &format!("::keyfob_core::decimal::{form}"));
        }
        if let Some(form) = &mark.time {
            travels(field, &format!("{TIMES}{form}"));
        }
        embed(field);
    }
    let mut named: Vec<Field> = std::mem::take(&mut fields.named).into_iter().collect();
    named.sort_by_cached_key(wire_name);
    fields.named = named.into_iter().collect();
}

/// Where the modules are that read and write points in time.
const TIMES: &str = "::keyfob_core::timestamp::";

/// Which of these modules a member has: `seconds_option`.
pub(super) fn time_module(field: &Field) -> Option<String> {
    let module = told(&said(&field.attrs), "with")?;
    module.strip_prefix(TIMES).map(str::to_owned)
}

/// Says how a decimal or a point in time is written: `module`, for one that has to be there.
fn travels(field: &mut Field, module: &str) {
    let ty = spelt(&field.ty);
    let kind = match ty.as_str() {
        "::keyfob_core::Decimal" | "::keyfob_core::OffsetDateTime" => "",
        "::std::option::Option<::keyfob_core::Decimal>"
        | "::std::option::Option<::keyfob_core::OffsetDateTime>" => "_option",
        "::std::vec::Vec<::keyfob_core::Decimal>"
        | "::std::vec::Vec<::keyfob_core::OffsetDateTime>" => "_list",
        _ => return,
    };
    let module = format!("{module}{kind}");
    let schema = format!("{module}::json_schema");
    let may_be_left_out = field.attrs.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string();
        text.contains("skip_serializing_if")
    });
    field.attrs.push(match kind {
        // With a module of its own, serde takes a member that is left out for one that is missing.
        "_option" if may_be_left_out => parse_quote!(#[serde(default, with = #module)]),
        _ => parse_quote!(#[serde(with = #module)]),
    });
    field
        .attrs
        .push(parse_quote!(#[cfg_attr(feature = "schemars", schemars(schema_with = #schema))]));
}

/// The value of JSON in a text is the member's own; how it travels is said beside it.
fn embed(field: &mut Field) {
    let ty = spelt(&field.ty);
    let inner = ty
        .strip_prefix("::keyfob_core::Embedded<")
        .and_then(|rest| rest.strip_suffix('>'));
    if let Some(ty) = inner.and_then(|inner| syn::parse_str::<syn::Type>(inner).ok()) {
        field.ty = ty;
        field
            .attrs
            .push(parse_quote!(#[serde(with = "::keyfob_core::embedded")]));
        field
            .attrs
            .push(parse_quote!(#[cfg_attr(feature = "schemars", schemars(with = "String"))]));
    }
}

/// The generated type that a member has or holds last: `Item` in `Option<Vec<Item>>`. Those of others stand there with their paths.
fn own_type(ty: &syn::Type) -> Option<String> {
    let text = spelt(ty);
    let name = text.trim_end_matches('>').rsplit(['<', ',']).next()?;
    let is_own = name.starts_with(char::is_uppercase) && !name.contains(':');
    is_own.then(|| name.to_owned())
}

/// Takes the other names of a member out of its attributes.
pub(super) fn take_alias(field: &mut Field) -> Vec<String> {
    let mut names = Vec::new();
    field.attrs.retain(|attribute| {
        let is_alias = attribute.path().is_ident("alias");
        if is_alias {
            let found = attribute
                .parse_args_with(Punctuated::<syn::LitStr, Token![,]>::parse_terminated)
                .unwrap_or_default();
            names.extend(found.iter().map(syn::LitStr::value));
        }
        !is_alias
    });
    names
}

/// Puts `rename = ".."` into the member's `#[serde(..)]`.
fn rename(field: &mut Field, wire: &str) {
    let mut others: Vec<Meta> = Vec::new();
    field.attrs.retain(|attribute| {
        let is_serde = attribute.path().is_ident("serde");
        if is_serde {
            others.extend(members(attribute));
        }
        !is_serde
    });
    others.retain(|meta| !meta.path().is_ident("rename"));
    let attribute: Attribute = parse_quote!(#[serde(rename = #wire, #(#others),*)]);
    field.attrs.push(attribute);
}

/// What stands in a `#[serde(..)]`.
pub(super) fn members(attribute: &Attribute) -> Punctuated<Meta, Token![,]> {
    attribute
        .parse_args_with(Punctuated::parse_terminated)
        .unwrap_or_default()
}

/// The member's name on the wire.
pub(super) fn wire_name(field: &Field) -> Option<String> {
    renamed(&field.attrs).or_else(|| {
        let ident = field.ident.as_ref()?.to_string();
        Some(ident.trim_start_matches("r#").to_owned())
    })
}

/// `rename = ".."` of a `#[serde(..)]`.
pub(super) fn renamed(attributes: &[Attribute]) -> Option<String> {
    told(&said(attributes), "rename")
}

/// What serde is told.
pub(super) fn said(attributes: &[Attribute]) -> Vec<Meta> {
    let serde = attributes.iter().filter(|a| a.path().is_ident("serde"));
    serde.flat_map(members).collect()
}

/// The text of `name = ".."` in what serde is told.
pub(super) fn told(said: &[Meta], name: &str) -> Option<String> {
    said.iter().find_map(|meta| text(meta, name))
}

/// Takes `skip_serializing_if` out of a `#[serde(..)]`.
pub(super) fn without_skip(attribute: &mut Attribute) {
    let kept = members(attribute).into_iter();
    let kept = kept.filter(|meta| !meta.path().is_ident("skip_serializing_if"));
    *attribute = parse_quote!(#[serde(#(#kept),*)]);
}

/// A type without the blanks that tokens are printed with.
pub(super) fn spelt(ty: &syn::Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}
