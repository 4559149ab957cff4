//! What of the runtime reads a member of an answer, or an answer that is a bare list or map.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Field, GenericArgument, PathArguments, Type};

use super::fields::{spelt, time_module};
use crate::times;

/// A function of the runtime.
pub(super) struct Reader {
    pub(super) function: Ident,
    /// What it reads elements with that are lists or maps themselves.
    pub(super) nested: Option<TokenStream>,
}

/// A method of `Members` for a member of this type.
pub(super) fn reader(field: &Field) -> Reader {
    let ty = spelt(&field.ty);
    if let Some(module) = time_module(field) {
        let module = times::reader(&module);
        return plain(module.strip_suffix("_option").unwrap_or(module));
    }
    match ty.as_str() {
        "::std::option::Option<::serde_json::Value>" => plain("any"),
        "::std::option::Option<::keyfob_core::Decimal>" => plain("decimal"),
        "::std::vec::Vec<::keyfob_core::Decimal>" => plain("decimals"),
        _ => collection(&field.ty, ["list", "list_by"], ["map", "map_by"])
            .unwrap_or_else(|| plain("field")),
    }
}

/// What reads an answer that is a bare list or a bare map.
pub(super) fn bare(field: &Field) -> Option<Reader> {
    collection(&field.ty, ["rows", "rows_by"], ["entries", "entries_by"])
}

/// Whether a member is a list or a map that its type can tell from none.
pub(super) fn is_list_or_map(field: &Field) -> bool {
    let function = reader(field).function.to_string();
    ["list", "list_by", "map", "map_by"].contains(&function.as_str())
}

fn plain(function: &str) -> Reader {
    Reader {
        function: Ident::new(function, Span::call_site()),
        nested: None,
    }
}

/// A function for a list or a map: one for plain elements, and one for those that are lists or maps.
fn collection(ty: &Type, list: [&str; 2], map: [&str; 2]) -> Option<Reader> {
    let (functions, element) = match elements(ty)? {
        Elements::List(element) => (list, element),
        Elements::Map(element) => (map, element),
    };
    let nested = nested(element);
    let [plain, by] = functions;
    Some(Reader {
        function: Ident::new(if nested.is_some() { by } else { plain }, Span::call_site()),
        nested,
    })
}

/// What reads an element, if it is a list or a map.
fn nested(ty: &Type) -> Option<TokenStream> {
    let (function, element) = match elements(ty)? {
        Elements::List(element) => (quote!(read_list), element),
        Elements::Map(element) => (quote!(read_map), element),
    };
    let read = nested(element).unwrap_or_else(|| quote!(::keyfob_core::lenient::read_value));
    Some(quote!(|text| ::keyfob_core::lenient::#function(text, #read)))
}

enum Elements<'a> {
    List(&'a Type),
    Map(&'a Type),
}

/// The elements of a list or a map.
fn elements(ty: &Type) -> Option<Elements<'_>> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let spelt = spelt(ty);
    if spelt.starts_with("::std::vec::Vec<") {
        types.next().map(Elements::List)
    } else if spelt.starts_with("::std::collections::BTreeMap<") {
        types.nth(1).map(Elements::Map)
    } else {
        None
    }
}
