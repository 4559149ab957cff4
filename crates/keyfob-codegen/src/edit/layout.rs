//! Where exactly everything stands in the text.

use super::lines;
use crate::load::{Document, Kind, Node};

/// The bytes of a value and of what it belongs to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spot {
    /// Where its key begins, or the dash of its item; in a list of brackets itself.
    pub head: usize,
    /// Behind the colon or the dash.
    pub after: usize,
    /// Where it begins. A block of text begins behind its header.
    pub start: usize,
    /// Behind its last character. Comments that follow do not belong to it.
    pub end: usize,
    /// It stands in brackets or braces of its own.
    pub flow: bool,
    /// It begins in the line of its key or dash.
    pub inline: bool,
}

/// The spots of all values.
pub(super) struct Layout<'a> {
    text: &'a str,
    /// By the nodes' ids.
    spots: Vec<Spot>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut layout = Self {
            text: &document.text,
            spots: Vec::new(),
        };
        layout.lay(&document.root, 0, 0);
        layout
    }

    pub(super) fn spot(&self, node: &Node) -> Spot {
        self.spots.get(node.id).copied().unwrap_or_default()
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Returns where it ends.
    fn lay(&mut self, node: &Node, head: usize, after: usize) -> usize {
        let mut spot = Spot {
            head,
            after,
            start: node.span.start,
            end: node.span.end,
            flow: is_flow(node, self.text),
            inline: true,
        };
        match &node.kind {
            Kind::Null if self.is_implied(node) => (spot.start, spot.end) = (after, after),
            Kind::List(items) if spot.flow => {
                for item in items {
                    self.lay(item, item.span.start, item.span.start);
                }
                spot.end += 1;
            }
            Kind::Map(map) if spot.flow => {
                for entry in map.entries() {
                    let colon = self.behind_colon(entry.span.end);
                    self.lay(&entry.value, entry.span.start, colon);
                }
                spot.end += 1;
            }
            Kind::List(items) => {
                spot.end = after;
                for (at, item) in items.iter().enumerate() {
                    let dash = self.dash(spot.end);
                    spot.start = if at == 0 { dash } else { spot.start };
                    spot.end = self.lay(item, dash, dash + 1);
                }
            }
            Kind::Map(map) => {
                for entry in map.entries() {
                    let colon = self.behind_colon(entry.span.end);
                    spot.end = self.lay(&entry.value, entry.span.start, colon);
                }
            }
            Kind::Text(_) if self.header(after, spot.start).is_some() => {
                spot.end = self.end_of_block(after, spot.start, spot.end);
            }
            _ => spot.end = spot.start + self.slice(spot.start, spot.end).trim_end().len(),
        }
        let is_block =
            matches!(node.kind, Kind::Text(_)) && self.header(after, spot.start).is_some();
        spot.inline = is_block || !self.slice(after, spot.start).contains('\n');
        if self.spots.len() <= node.id {
            self.spots.resize(node.id + 1, Spot::default());
        }
        if let Some(place) = self.spots.get_mut(node.id) {
            *place = spot;
        }
        spot.end
    }

    /// Whether a null is told by nothing.
    fn is_implied(&self, node: &Node) -> bool {
        let text = self.slice(node.span.start, node.span.end);
        !["~", "null", "Null", "NULL"].contains(&text)
    }

    /// The header of a block of text: `|`, `>-`.
    fn header(&self, after: usize, start: usize) -> Option<&'a str> {
        let header = self.slice(after, start).trim_start();
        header.starts_with(['|', '>']).then_some(header)
    }

    /// Behind the last line that is told by the block; the parser takes what is blank before the next key, too.
    fn end_of_block(&self, after: usize, start: usize, end: usize) -> usize {
        let header = self.header(after, start).unwrap_or_default();
        let kept = header
            .lines()
            .next()
            .and_then(|line| line.split('#').next())
            .is_some_and(|line| line.contains('+'));
        let block = self.slice(after, end);
        let rest = match kept {
            false => block.trim_end(),
            true => {
                let rest = block.trim_end_matches([' ', '\t']);
                let rest = rest.strip_suffix('\n').unwrap_or(rest);
                rest.strip_suffix('\r').unwrap_or(rest)
            }
        };
        after + rest.len()
    }

    /// Behind the colon that follows a key; behind the key where there is none.
    fn behind_colon(&self, key_end: usize) -> usize {
        let rest = self.text.get(key_end..).unwrap_or_default();
        let trimmed = rest.trim_start();
        match trimmed.starts_with(':') {
            true => key_end + (rest.len() - trimmed.len()) + 1,
            false => key_end,
        }
    }

    /// The next dash of a list, comments left aside.
    fn dash(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(rest) = self.text.get(at..) {
            let trimmed = rest.trim_start();
            at += rest.len() - trimmed.len();
            match trimmed.chars().next() {
                Some('#') => at = lines::next(self.text, at),
                // The mark of a document's beginning, or something that the parser tells otherwise.
                Some('-') if trimmed.starts_with("---") => at += 3,
                Some(_) => return at,
                None => return from,
            }
        }
        from
    }
}

/// Whether a list or a map stands in brackets or braces.
fn is_flow(node: &Node, text: &str) -> bool {
    let open = text
        .get(node.span.start..)
        .and_then(|rest| rest.chars().next());
    match &node.kind {
        // The first item of a list with dashes may be a list in brackets, and begin where the list is said to begin.
        Kind::List(items) => {
            let first = items.first().map(|item| item.span.start);
            open == Some('[') && first != Some(node.span.start)
        }
        Kind::Map(_) => open == Some('{'),
        _ => false,
    }
}
