//! A newer import under a person's edits: a three-way merge of specs.
//!
//! `base` is what the earlier import wrote, `mine` what a person has made of it, `theirs` what the import of the newer document writes.
//! What only the vendor changed is taken over into the text of `mine`, whose comments and layout stay. What a person edited stays; where
//! the vendor changed the same thing it is a conflict, which is listed.

mod change;
mod lists;
mod renames;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeSet;

use keyfob_codegen::edit::{EditError, Tree};
use keyfob_codegen::load::Document;

pub use self::change::{Change, Kind};
use self::walk::Walk;

/// What came of a merge.
#[derive(Debug)]
pub struct Merged {
    /// The spec with the person's edits and the vendor's changes.
    pub document: Document,
    /// What is other than in `mine`, and what could have been, in the order of the spec.
    pub changes: Vec<Change>,
}

impl Merged {
    /// Where both sides changed the same thing. The person's values are in the document.
    pub fn conflicts(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.is_conflict())
    }
}

/// Merges a newer import into what a person has made of an earlier one.
///
/// # Errors
/// If the text of `mine` is laid out in a way that cannot be edited.
pub fn merge(base: &Document, mine: &Document, theirs: &Document) -> Result<Merged, EditError> {
    let renames = renames::followed(base, mine, theirs);
    let base = renames::renamed(&Tree::from(&base.root), &renames);
    let theirs = renames::renamed(&Tree::from(&theirs.root), &renames);
    // What the vendor took away may be what a person has built upon; then it stays, and so does what that refers to.
    let mut used = BTreeSet::new();
    let (document, mut changes) = loop {
        let mut walk = Walk::new(&used);
        walk.value(Some(&base), &mine.root, &theirs);
        let (document, changes) = (walk.edits.apply(mine)?, walk.changes);
        let now = renames::used(&document.root);
        if !changes.iter().any(|change| change.takes_away_one_of(&now)) {
            break (document, changes);
        }
        used.extend(now);
    };
    for change in &mut changes {
        change.place = lists::locate(&document.root, &change.path);
    }
    changes.sort_by_key(|change| change.place);
    Ok(Merged { document, changes })
}
