//! Diff: what changed between two documents of one vendor, and what it is to those who use the crate made of them.
//!
//! Judged is what is generated: names in Rust, types of fields and setters, constants, features, mocks. YAML that is written in another
//! way or order is no change.

mod calls;
mod mocks;
mod operations;
mod show;
mod side;
mod surface;
mod texts;
mod types;
mod vendor;

use serde::Serialize;

use self::side::Side;
use crate::load::Document;

/// What a change is to those who use the crate. The order is that in which changes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// What compiled may not compile any more.
    Source,
    /// What compiles is refused, by the client before it is sent.
    Calls,
    /// What compiles does something else.
    Behavior,
    /// Nothing that was written has to change.
    Compatible,
}

impl Impact {
    /// Whether a program has to be changed for it.
    pub fn is_breaking(self) -> bool {
        matches!(self, Self::Source | Self::Calls)
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The operation as callers write it (`orders.place`), the type and its member (`Order.status`), or a part of the document.
    pub subject: String,
    /// What changed, as the rest of a sentence: "`quantity` is now required".
    pub what: String,
    /// What it is to those who use the crate.
    pub impact: Impact,
    /// Why it is that, where it breaks something.
    pub why: Option<String>,
    /// The line in the old document, if it is there.
    pub old: Option<usize>,
    /// The line in the new document, if it is there.
    pub new: Option<usize>,
}

/// The changes of a vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The vendor's name.
    pub vendor: String,
    /// Those that break something first.
    pub changes: Vec<Change>,
    /// How many descriptions, examples and sources are other ones.
    pub texts: usize,
}

impl Diff {
    /// What changed between two documents that lint clean.
    pub fn of(old: &Document, new: &Document) -> Self {
        let mut changes = Changes::default();
        let (before, after) = (Side::of(old), Side::of(new));
        let renamed = types::compare(&before, &after, &mut changes);
        operations::compare(&before, &after, &renamed, &mut changes);
        vendor::compare(&before, &after, &mut changes);
        let mut changes = changes.0;
        // What changes how often a call is sent comes before all else that compiles.
        let repeats = |change: &Change| !change.what.starts_with("`x-retry`");
        changes.sort_by(|a, b| {
            let key = |one: &Change| (one.impact, repeats(one));
            (key(a), &a.subject, &a.what).cmp(&(key(b), &b.subject, &b.what))
        });
        changes.dedup();
        Self {
            vendor: new.name.clone(),
            changes,
            texts: texts::changed(&old.root, &new.root),
        }
    }

    /// How many changes break something.
    pub fn breaking(&self) -> usize {
        let breaking = |change: &&Change| change.impact.is_breaking();
        self.changes.iter().filter(breaking).count()
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.texts == 0
    }
}

/// Where comparisons write down what they find.
#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn add(
        &mut self,
        (subject, what): (impl Into<String>, impl Into<String>),
        lines: (Option<usize>, Option<usize>),
        impact: Impact,
        why: &str,
    ) {
        self.0.push(Change {
            subject: subject.into(),
            what: what.into(),
            impact,
            why: (!why.is_empty()).then(|| why.to_owned()),
            old: lines.0,
            new: lines.1,
        });
    }
}
