//! What a merge did, for readers.

use std::collections::BTreeSet;
use std::fmt;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::finding::Place;

/// One thing that a merge did or left.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where: the keys from the root on. A parameter, a tag or a server goes by its name.
    pub path: Vec<String>,
    /// Where that stands in the merged spec, or what is left of it.
    pub place: Option<Place>,
    /// What happened.
    pub kind: Kind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// The vendor's new one is in the spec.
    Added(Tree),
    /// The vendor's other value is in the spec.
    Changed {
        /// What was there.
        from: Tree,
        /// What is there now.
        to: Tree,
    },
    /// The vendor took it away and nobody had edited it.
    Removed,
    /// The vendor took it away, and it stays, as a person has edited it or refers to it.
    Kept,
    /// The vendor changed what a person has taken away, and it stays away.
    StaysAway,
    /// Both changed it, and the person's value stays.
    Conflict {
        /// The person's.
        mine: Tree,
        /// The vendor's.
        theirs: Tree,
    },
}

/// How much of a value is shown.
const SHOWN: usize = 100;

impl Change {
    /// Whether a person has to look at it.
    pub fn is_conflict(&self) -> bool {
        matches!(self.kind, Kind::Conflict { .. })
    }

    /// Whether it takes a schema away that is one of these.
    pub(super) fn takes_away_one_of(&self, schemas: &BTreeSet<String>) -> bool {
        match (self.path.as_slice(), &self.kind) {
            ([components, kind, name], Kind::Removed) => {
                components == "components" && kind == "schemas" && schemas.contains(name)
            }
            _ => false,
        }
    }

    /// Where it is, in words: `GET /orders parameters query limit`, `schema Order properties size`.
    pub fn subject(&self) -> String {
        let path: Vec<_> = self.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
                words(&format!("{} {path}", method.to_uppercase()), rest)
            }
            ["paths", rest @ ..] => words("path", rest),
            ["components", "schemas", rest @ ..] => words("schema", rest),
            ["components", rest @ ..] => words("", rest),
            [] => "the document".to_owned(),
            rest => words("", rest),
        }
    }
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn words(first: &str, rest: &[&str]) -> String {
    let all = std::iter::once(first).chain(rest.iter().copied());
    let all = all.filter(|word| !word.is_empty());
    all.collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = self.subject();
        match &self.kind {
            Kind::Added(Tree::Map(_) | Tree::List(_)) => write!(f, "added    {subject}"),
            Kind::Added(value) => write!(f, "added    {subject}: {}", shown(value)),
            Kind::Changed { from, to } => {
                write!(f, "changed  {subject}: {} -> {}", shown(from), shown(to))
            }
            Kind::Removed => write!(f, "removed  {subject}"),
            Kind::Kept => write!(
                f,
                "kept     {subject}: the vendor took it away, and it is edited or used here"
            ),
            Kind::StaysAway => {
                write!(
                    f,
                    "left out {subject}: the vendor changed it, and it is taken away here"
                )
            }
            Kind::Conflict { mine, theirs } => write!(
                f,
                "conflict {subject}: here {}, the vendor {}",
                shown(mine),
                shown(theirs)
            ),
        }
    }
}

/// A value in one line that is not too long.
fn shown(tree: &Tree) -> String {
    let line = tree.to_string();
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
