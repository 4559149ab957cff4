//! Which group of operations an item belongs to.

use std::collections::BTreeMap;

use quote::format_ident;
use syn::{File, Item};

use crate::generate::gates::{idents, types_by};
use crate::model::{Operation, Spec};
use crate::names;

/// The groups by the names of what belongs to one of them alone.
pub(super) struct Owners(BTreeMap<String, String>);

impl Owners {
    pub(super) fn of(file: &File, spec: &Spec) -> Self {
        let mut owners = BTreeMap::new();
        let types = file.items.iter().find_map(|item| match item {
            Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
            _ => None,
        });
        if let Some((_, types)) = types {
            let by_type = types_by(types, spec, |operation| operation.group.clone());
            let own = by_type.into_iter().filter_map(|(name, groups)| {
                let mut groups = groups.into_iter();
                groups
                    .next()
                    .filter(|_| groups.next().is_none())
                    .map(|only| (name, only))
            });
            owners.extend(own);
        }
        for group in &spec.groups {
            owners.insert(names::builder(&group.name), group.name.clone());
        }
        for operation in &spec.operations {
            let own = own_names(operation).into_iter();
            owners.extend(own.map(|name| (name, operation.group.clone())));
        }
        Self(owners)
    }

    /// The group of an item, if it is of one alone.
    pub(super) fn group(&self, item: &Item) -> Option<&str> {
        let find = |name: &str| self.0.get(name).map(String::as_str);
        match item {
            Item::Struct(model) => find(&model.ident.to_string()),
            Item::Enum(model) => find(&model.ident.to_string()),
            Item::Impl(block) => idents(&block.self_ty).iter().find_map(|name| find(name)),
            _ => None,
        }
    }
}

/// What an operation has of its own: its builder, and the two halves of its mock.
fn own_names(operation: &Operation) -> [String; 3] {
    let mock = names::builder(&operation.id);
    [
        format_ident!("{}", operation.builder()).to_string(),
        format!("{mock}When"),
        format!("{mock}Then"),
    ]
}
