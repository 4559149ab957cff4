//! Edits of a spec's text that keep what a person wrote: comments, order, quotes and layout.
//!
//! [`Edits`] are collected against the nodes of one [`Document`] and applied all at once: what is not edited stays byte for byte. The
//! result is read again and compared with what was meant, so an edit is made right or not at all.
//!
//! ```
//! # use std::path::Path;
//! use keyfob_codegen::edit::Edits;
//! use keyfob_codegen::load::Document;
//!
//! let text = "size: {type: integer} # in lots\n".to_owned();
//! let document = Document::parse(Path::new("acme.yaml"), text).map_err(|finding| finding.message)?;
//! let mut edits = Edits::default();
//! let size = document.root.get("size").ok_or("no size")?;
//! edits.set_after(size, "type", "format", "int64");
//! let edited = edits.apply(&document)?;
//! assert_eq!(edited.text, "size: {type: integer, format: int64} # in lots\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod block;
mod flow;
mod layout;
mod lines;
mod patches;
mod scalar;
mod state;
#[cfg(test)]
mod tests;
mod tree;
mod write;

use std::collections::BTreeMap;
use std::fmt;

use self::patches::Patcher;
use self::state::States;
pub use self::tree::Tree;
use crate::finding::{Finding, Place};
use crate::load::{Document, Node};

/// Edits of one document.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// Those of each node, by its id, in the order in which they are made.
    by_node: BTreeMap<usize, Vec<Edit>>,
}

/// An edit of one node.
#[derive(Debug, Clone, PartialEq)]
enum Edit {
    Replace(Tree),
    Set {
        key: String,
        value: Tree,
        after: Option<String>,
    },
    Tell {
        key: String,
        sentence: String,
    },
    Remove(String),
    Rename {
        from: String,
        to: String,
    },
    Append(Tree),
    RemoveItem(usize),
}

/// Why edits are not made. The document stays as it is.
#[derive(Debug, Clone)]
pub enum EditError {
    /// A key was to be edited where no map stands.
    NotAMap(Place),
    /// An item was to be edited where no list stands.
    NotAList(Place),
    /// A key was to be renamed to one that is there.
    Taken {
        /// Where the map stands.
        place: Place,
        /// The key.
        key: String,
    },
    /// The text is laid out in a way that cannot be edited: it would not be YAML any more.
    Broken(Finding),
    /// The text is laid out in a way that cannot be edited: it would not read as it is meant to.
    Misread,
}

impl Edits {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.by_node.is_empty()
    }

    /// Puts another value in the place of this one.
    pub fn replace(&mut self, node: &Node, value: impl Into<Tree>) {
        self.push(node, Edit::Replace(value.into()));
    }

    /// Gives a key of a map this value: in its place if it is there, else at the end.
    pub fn set(&mut self, map: &Node, key: &str, value: impl Into<Tree>) {
        let (key, value) = (key.to_owned(), value.into());
        let after = None;
        self.push(map, Edit::Set { key, value, after });
    }

    /// The same, but a new key stands behind the key `after`, if that is there.
    pub fn set_after(&mut self, map: &Node, after: &str, key: &str, value: impl Into<Tree>) {
        let (key, value) = (key.to_owned(), value.into());
        let after = Some(after.to_owned());
        self.push(map, Edit::Set { key, value, after });
    }

    /// Adds a sentence to the text under a key of a map, unless it says so already.
    pub fn tell(&mut self, map: &Node, key: &str, sentence: impl Into<String>) {
        let (key, sentence) = (key.to_owned(), sentence.into());
        self.push(map, Edit::Tell { key, sentence });
    }

    /// Takes a key of a map away; one that is not there stays away.
    pub fn remove(&mut self, map: &Node, key: &str) {
        self.push(map, Edit::Remove(key.to_owned()));
    }

    /// Gives a key of a map another name; its value stays.
    pub fn rename(&mut self, map: &Node, from: &str, to: &str) {
        let (from, to) = (from.to_owned(), to.to_owned());
        self.push(map, Edit::Rename { from, to });
    }

    /// Adds an item to the end of a list.
    pub fn append(&mut self, list: &Node, value: impl Into<Tree>) {
        self.push(list, Edit::Append(value.into()));
    }

    /// Takes an item of a list away, counted from 0 in the document as it is.
    pub fn remove_item(&mut self, list: &Node, index: usize) {
        self.push(list, Edit::RemoveItem(index));
    }

    /// Adds the edits of another collection, but for those that are there already.
    pub fn extend(&mut self, other: &Self) {
        for (node, edits) in &other.by_node {
            let known = self.by_node.entry(*node).or_default();
            for edit in edits {
                if !known.contains(edit) {
                    known.push(edit.clone());
                }
            }
        }
    }

    /// Makes all edits at once. An edit within what another one takes away or replaces is passed over.
    ///
    /// # Errors
    /// What cannot be edited; nothing is changed then.
    pub fn apply(&self, document: &Document) -> Result<Document, EditError> {
        let states = States::new(&self.by_node, &document.root)?;
        let meant = states.meant(&document.root);
        let text = Patcher::new(document, &states).patched();
        let edited = Document::parse(&document.path, text).map_err(EditError::Broken)?;
        if Tree::from(&edited.root) != meant {
            return Err(EditError::Misread);
        }
        Ok(edited)
    }

    fn push(&mut self, node: &Node, edit: Edit) {
        self.by_node.entry(node.id).or_default().push(edit);
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAMap(Place { line, .. }) => write!(f, "line {line} begins no map"),
            Self::NotAList(Place { line, .. }) => write!(f, "line {line} begins no list"),
            Self::Taken { place, key } => {
                write!(f, "`{key}` is in the map in line {} already", place.line)
            }
            Self::Broken(finding) => {
                let (line, message) = (finding.place.line, &finding.message);
                write!(
                    f,
                    "the edited text would not be YAML (line {line}: {message})"
                )
            }
            Self::Misread => write!(f, "the edited text would not read as it is meant to"),
        }
    }
}

impl std::error::Error for EditError {}
