//! Requests: members that go as null when they are not set.

use heck::ToUpperCamelCase;
use syn::Item;

use super::fields::without_skip;
use crate::model::Spec;

/// Where the vendor's own client sends null for what is not set, so do we.
pub(super) fn send_nulls(items: &mut [Item], spec: &Spec) {
    let names: Vec<_> = spec
        .nulls
        .iter()
        .map(|name| name.to_upper_camel_case())
        .collect();
    for item in items {
        let Item::Struct(model) = item else {
            continue;
        };
        if !names.contains(&model.ident.to_string()) {
            continue;
        }
        for attribute in model.fields.iter_mut().flat_map(|field| &mut field.attrs) {
            if attribute.path().is_ident("serde") {
                without_skip(attribute);
            }
        }
    }
}
