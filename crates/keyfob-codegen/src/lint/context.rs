//! What the rules look at.

use std::ops::Deref;

pub(super) use super::nodes::{content, list, place_of};
use super::parts::Parts;
use super::sites::{self, Site};
use crate::load::Document;

/// A document, taken apart, with its schemas.
pub(super) struct Context<'a> {
    parts: Parts<'a>,
    /// Each schema, and each schema within.
    pub sites: Vec<Site<'a>>,
}

impl<'a> Context<'a> {
    pub fn new(document: &'a Document) -> Self {
        let parts = Parts::new(document);
        Self {
            sites: sites::collect(&parts),
            parts,
        }
    }
}

impl<'a> Deref for Context<'a> {
    type Target = Parts<'a>;

    fn deref(&self) -> &Parts<'a> {
        &self.parts
    }
}
