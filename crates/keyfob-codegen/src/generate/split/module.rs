//! Taking a module apart.

use std::collections::BTreeMap;
use std::mem;
use std::path::Path;

use proc_macro2::Span;
use quote::format_ident;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, File, Ident, Item, ItemMod, Lit, Meta, Token, Visibility, parse_quote};

use super::owners::Owners;
use super::rust_file;
use crate::generate::Files;
use crate::names;

pub(super) struct Splitter<'a> {
    owners: &'a Owners,
    files: &'a mut Files,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(owners: &'a Owners, files: &'a mut Files) -> Self {
        Self { owners, files }
    }

    /// Moves what is in a module into a file below this folder, and what belongs to a group into a file of the group's name.
    pub(super) fn split(&mut self, module: &mut ItemMod, folder: &Path) {
        let Some((_, items)) = module.content.take() else {
            return;
        };
        module.semi = Some(Token![;](Span::call_site()));
        let folder = folder.join(module.ident.to_string());
        let mut own = Vec::new();
        let mut groups: BTreeMap<String, Vec<Item>> = BTreeMap::new();
        for mut item in items {
            if let Some(group) = self.owners.group(&item) {
                groups.entry(group.to_owned()).or_default().push(item);
                continue;
            }
            if let Item::Mod(inner) = &mut item {
                self.split(inner, &folder);
            }
            own.push(item);
        }
        let mut declared = Vec::new();
        for (group, mut items) in groups {
            let name = module_name(&group);
            items
                .iter_mut()
                .for_each(|item| Deeper.visit_item_mut(item));
            declared.push(parse_quote!(mod #name;));
            declared.push(parse_quote!(pub use self::#name::*;));
            self.write(&folder.join(name.to_string()), items, true);
        }
        declared.extend(own);
        self.write(&folder, declared, false);
    }

    fn write(&mut self, folder: &Path, items: Vec<Item>, is_below: bool) {
        let mut file = File {
            shebang: None,
            attrs: vec![parse_quote!(#![allow(unused_imports, clippy::all)])],
            items,
            frontmatter: None,
        };
        if is_below {
            file.items.insert(
                0,
                parse_quote!(
                    use super::*;
                ),
            );
        }
        let text = prettyplease::unparse(&file);
        self.files.insert(rust_file(folder), text);
    }
}

/// A module has the name of its group, unless that is the name of a module which is there already.
fn module_name(group: &str) -> Ident {
    match group {
        "builder" => format_ident!("builder_group"),
        _ => format_ident!("{}", names::argument(group)),
    }
}

/// What stands one module deeper than before: `super` is one more step up.
struct Deeper;

impl VisitMut for Deeper {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let is_super = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "super");
        if path.leading_colon.is_none() && is_super {
            path.segments.insert(0, parse_quote!(super));
        }
    }

    fn visit_visibility_mut(&mut self, visibility: &mut Visibility) {
        if let Visibility::Restricted(restricted) = visibility
            && restricted.path.is_ident("super")
        {
            *visibility = parse_quote!(pub(in super::super));
        }
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::NameValue(pair) = &mut attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(literal) = &mut pair.value
            && let Lit::Str(text) = &mut literal.lit
        {
            let deeper = text.value().replace("](super::", "](super::super::");
            *text = syn::LitStr::new(
                &deeper,
                mem::replace(text, syn::LitStr::new("", Span::call_site())).span(),
            );
        }
    }
}
