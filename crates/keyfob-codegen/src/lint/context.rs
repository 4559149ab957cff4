//! What the rules look at.

use std::collections::BTreeMap;
use std::ops::Deref;

pub(super) use super::nodes::{content, list, place_of};
use super::parts::Parts;
use super::sites::{self, Site};
use crate::load::{Document, Node};

/// A document, taken apart, with its schemas.
pub(super) struct Context<'a> {
    parts: Parts<'a>,
    /// Each schema, and each schema within.
    pub sites: Vec<Site<'a>>,
    /// The parameters, by the ids of their schemas.
    owners: BTreeMap<usize, &'a Node>,
}

impl<'a> Context<'a> {
    pub fn new(document: &'a Document) -> Self {
        let parts = Parts::new(document);
        let owners = parts
            .parameters
            .iter()
            .filter_map(|parameter| Some((parameter.node.get("schema")?.id, parameter.node)));
        Self {
            sites: sites::collect(&parts),
            owners: owners.collect(),
            parts,
        }
    }

    /// Where a reader is told of a schema: at its parameter, or else at itself.
    pub fn described(&self, schema: &'a Node) -> &'a Node {
        self.owners.get(&schema.id).copied().unwrap_or(schema)
    }
}

impl<'a> Deref for Context<'a> {
    type Target = Parts<'a>;

    fn deref(&self) -> &Parts<'a> {
        &self.parts
    }
}
