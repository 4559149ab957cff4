//! From edited nodes to the text: what is to stand where.

use std::ops::Range;

use super::layout::{Layout, Spot};
use super::scalar::{self, Quotes};
use super::state::States;
use super::write::{self, Below, Written};
use super::{Tree, lines};
use crate::load::{Document, Kind, Node};

/// How long a line with braces may grow.
const LONGEST: usize = 120;

/// Collects what is to be changed in the text.
pub(super) struct Patcher<'a> {
    pub text: &'a str,
    root: &'a Node,
    pub layout: Layout<'a>,
    pub states: &'a States,
    /// How the file breaks its lines.
    pub line_break: &'static str,
    /// How keys and texts are quoted: as in JSON where all of the file is.
    pub quotes: Quotes,
    patches: Vec<(Range<usize>, String)>,
}

impl<'a> Patcher<'a> {
    pub(super) fn new(document: &'a Document, states: &'a States) -> Self {
        let text = document.text.as_str();
        let layout = Layout::of(document);
        let root = &document.root;
        let first = root.entries().first();
        let quoted = first.is_some_and(|entry| {
            text.get(entry.span.clone())
                .is_some_and(|key| key.starts_with('"'))
        });
        let is_json = layout.spot(root).flow && (quoted || first.is_none());
        Self {
            text,
            root,
            layout,
            states,
            line_break: if text.contains("\r\n") { "\r\n" } else { "\n" },
            quotes: if is_json {
                Quotes::Double
            } else {
                Quotes::Needed
            },
            patches: Vec::new(),
        }
    }

    /// The whole text with all that is to be changed.
    pub(super) fn patched(mut self) -> String {
        match self.states.replacement(self.root) {
            Some(tree) => self.replace_root(&tree),
            None => self.visit(self.root, false),
        }
        // What is put in comes before what is taken away behind it, and else in the order in which it was told.
        self.patches
            .sort_by_key(|(range, _)| (range.start, range.end));
        let mut result = String::with_capacity(self.text.len());
        let mut done = 0;
        for (range, with) in &self.patches {
            result.push_str(self.text.get(done..range.start).unwrap_or_default());
            result.push_str(with);
            done = done.max(range.end);
        }
        result.push_str(self.text.get(done..).unwrap_or_default());
        result
    }

    pub(super) fn patch(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.patches.push((range, with.into()));
    }

    /// A node that keeps its place. `within`: it stands in somebody else's braces.
    pub(super) fn visit(&mut self, node: &'a Node, within: bool) {
        let flow = self.layout.spot(node).flow;
        match node.kind {
            Kind::Map(_) | Kind::List(_) if flow && !within => self.outer_flow(node),
            Kind::Map(_) | Kind::List(_) if flow => self.flow(node),
            Kind::Map(_) | Kind::List(_) => self.block(node),
            _ => {}
        }
    }

    /// Braces below a key or a dash; what gets too long for them goes into lines of its own.
    fn outer_flow(&mut self, node: &'a Node) {
        if !self.states.any(node.id..=last(node)) {
            return;
        }
        let before = self.patches.len();
        self.flow(node);
        let spot = self.layout.spot(node);
        let is_root = std::ptr::eq(node, self.root);
        let several = self.slice(spot.start, spot.end).contains('\n');
        if is_root || several || self.quotes == Quotes::Double {
            return;
        }
        let patches = self.patches.get(before..).unwrap_or_default();
        let (gone, come) = patches.iter().fold((0, 0), |(gone, come), (range, with)| {
            (gone + range.len(), come + with.chars().count())
        });
        let line = self.slice(lines::start(self.text, spot.start), spot.end);
        if come > gone && line.chars().count() + come - gone > LONGEST {
            self.patches.truncate(before);
            let tree = self.states.meant(node);
            let (indent, below) = self.below(spot);
            self.put(spot, write::block(&tree, indent, below));
        }
    }

    /// Another value below a key or a dash.
    pub(super) fn put_value(&mut self, node: &Node, tree: &Tree) {
        let spot = self.layout.spot(node);
        let (indent, below) = self.below(spot);
        let line = |text: &str, quotes| Written {
            first: scalar::text(text, quotes),
            rest: Vec::new(),
        };
        let written = match (tree, self.quotes_of(node)) {
            (Tree::Text(text), Some(quotes)) if !text.contains('\n') => line(text, quotes),
            // Comments before the old value would become a part of a block of text.
            (Tree::Text(text), _) if self.is_preceded(spot) => line(text, self.quotes),
            _ => {
                let column = lines::column(self.text, spot.after) + 1;
                write::value(tree, indent, column, below)
            }
        };
        self.put(spot, written);
    }

    /// Whether comments have lines between a key and its value.
    fn is_preceded(&self, spot: Spot) -> bool {
        let first = lines::start(self.text, spot.start);
        !spot.inline && !lines::is_blank(self.slice(lines::next(self.text, spot.after), first))
    }

    /// The quotes that a text has.
    pub(super) fn quotes_of(&self, node: &Node) -> Option<Quotes> {
        let spot = self.layout.spot(node);
        if !matches!(node.kind, Kind::Text(_)) {
            return None;
        }
        match self.slice(spot.start, spot.end).chars().next() {
            _ if self
                .slice(spot.after, spot.start)
                .trim_start()
                .starts_with(['|', '>']) =>
            {
                None
            }
            Some('"') => Some(Quotes::Double),
            Some('\'') => Some(Quotes::Single),
            _ => None,
        }
    }

    fn put(&mut self, spot: Spot, written: Written) {
        let first = match written.first.as_str() {
            "" => String::new(),
            first => format!(" {first}"),
        };
        let rest: String = written
            .rest
            .iter()
            .map(|line| format!("{}{line}", self.line_break))
            .collect();
        let line_end = lines::end(self.text, spot.end);
        if spot.inline {
            // A comment behind the value stays behind what stands in its line now.
            self.patch(spot.after..spot.end, first);
            self.patch(line_end..line_end, rest);
        } else {
            self.patch(spot.after..spot.after, first);
            let line = lines::start(self.text, spot.start);
            let break_before = lines::break_before(self.text, line).unwrap_or(line);
            self.patch(break_before..line_end, rest);
        }
    }

    /// The column of the key or dash of a value, and which of the two it is.
    fn below(&self, spot: Spot) -> (usize, Below) {
        let head = self.slice(spot.head, spot.after);
        let below = if head == "-" { Below::Dash } else { Below::Key };
        (lines::column(self.text, spot.head), below)
    }

    fn replace_root(&mut self, tree: &Tree) {
        let spot = self.layout.spot(self.root);
        let line = match self.quotes {
            Quotes::Needed if !(tree.entries().is_empty() && tree.items().is_empty()) => {
                write::lines(tree, 0).join(self.line_break)
            }
            quotes => write::flow(tree, quotes),
        };
        // A comment behind the last value would become a part of what may be a block of text now.
        self.patch(spot.start..lines::end(self.text, spot.end), line);
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }
}

/// The highest id within a node.
fn last(node: &Node) -> usize {
    let entry = node.entries().last().map(|entry| &entry.value);
    entry.or(node.items().last()).map_or(node.id, last)
}
