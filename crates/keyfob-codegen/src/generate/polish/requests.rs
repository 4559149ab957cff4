//! Requests: members that go as null when they are not set, and enums that take other names.

use heck::ToUpperCamelCase;
use quote::ToTokens;
use syn::{Arm, Expr, ImplItem, Item, ItemImpl, Stmt, parse_quote};

use super::idents;
use crate::finding::Finding;
use crate::generate::internal;
use crate::model::Spec;

/// Where the vendor's own client sends null for what is not set, so do we.
pub(super) fn send_nulls(items: &mut [Item], spec: &Spec) {
    let names: Vec<_> = spec
        .nulls
        .iter()
        .map(|name| name.to_upper_camel_case())
        .collect();
    for item in items {
        if let Item::Struct(model) = item
            && names.contains(&model.ident.to_string())
        {
            for attribute in model.fields.iter_mut().flat_map(|field| &mut field.attrs) {
                let mut rename = None;
                let mut skips = false;
                if attribute.path().is_ident("serde") {
                    // What cannot be read this way is not of interest.
                    let _ = attribute.parse_nested_meta(|meta| {
                        let value: syn::LitStr = meta.value()?.parse()?;
                        skips |= meta.path.is_ident("skip_serializing_if");
                        if meta.path.is_ident("rename") {
                            rename = Some(value);
                        }
                        Ok(())
                    });
                }
                if skips {
                    *attribute = match rename {
                        Some(name) => parse_quote!(#[serde(rename = #name)]),
                        None => parse_quote!(#[serde(default)]),
                    };
                }
            }
        }
    }
}

/// `FromStr` of an enum takes the vendor's words for its values, too.
pub(super) fn take_aliases(items: &mut [Item], spec: &Spec) -> Result<(), Finding> {
    for aliases in &spec.aliases {
        let name = format!(
            "{}{}",
            aliases.schema,
            aliases.property.to_upper_camel_case()
        );
        let block = items.iter_mut().find_map(|item| match item {
            Item::Impl(block) if is_from_str(block, &name) => Some(block),
            _ => None,
        });
        let arms = block.and_then(arms);
        let arms = arms.ok_or_else(|| internal(format!("x-aliases: there is no enum {name}")))?;
        for (alias, value) in &aliases.names {
            let pattern = format!("{value:?}");
            let known = arms
                .iter()
                .find(|arm| arm.pat.to_token_stream().to_string() == pattern);
            let body = known.map(|arm| arm.body.clone());
            let body =
                body.ok_or_else(|| internal(format!("x-aliases: {name} has no value {value}")))?;
            let arm: Arm = parse_quote!(#alias => #body,);
            arms.insert(0, arm);
        }
    }
    Ok(())
}

fn is_from_str(block: &ItemImpl, name: &str) -> bool {
    let of = block.trait_.as_ref().is_some_and(|(path, _)| {
        path.segments
            .last()
            .is_some_and(|last| last.ident == "FromStr")
    });
    of && idents(&block.self_ty).contains(name)
}

fn arms(block: &mut ItemImpl) -> Option<&mut Vec<Arm>> {
    block.items.iter_mut().find_map(|item| match item {
        ImplItem::Fn(function) => {
            function
                .block
                .stmts
                .iter_mut()
                .find_map(|statement| match statement {
                    Stmt::Expr(Expr::Match(found), _) => Some(&mut found.arms),
                    _ => None,
                })
        }
        _ => None,
    })
}
