//! Maps and lists in lines of their own.

use super::patches::Patcher;
use super::scalar::{self, Quotes};
use super::state::{Slot, child};
use super::{lines, write};
use crate::load::{Kind, Node};

impl<'a> Patcher<'a> {
    pub(super) fn block(&mut self, node: &'a Node) {
        let Some(state) = self.states.get(node) else {
            let entries = node.entries().iter().map(|entry| &entry.value);
            for value in entries.chain(node.items()) {
                self.value_in_block(value);
            }
            return;
        };
        let indent = lines::column(self.text, self.layout.spot(node).start);
        let is_list = matches!(node.kind, Kind::List(_));
        // Behind what is put in what comes next.
        let mut behind = None;
        let mut waiting: Vec<String> = Vec::new();
        for slot in &state.slots {
            let old = slot.old.and_then(|at| Some((at, child(node, at)?)));
            match (old, &slot.value) {
                (Some(_), _) if slot.removed => {}
                (Some((at, value)), put) => {
                    let spot = self.layout.spot(value);
                    if !waiting.is_empty() {
                        let text = self.outdented(std::mem::take(&mut waiting), indent);
                        self.patch(spot.head..spot.head, text);
                    }
                    self.rename(node, at, slot);
                    match put {
                        Some(tree) => self.put_value(value, tree),
                        None => self.value_in_block(value),
                    }
                    behind = Some(lines::end(self.text, spot.end));
                }
                (None, Some(tree)) => {
                    let lines = match is_list {
                        true => write::item(tree, indent),
                        false => write::entry(&slot.key, tree, indent),
                    };
                    match behind {
                        None => waiting.extend(lines),
                        Some(at) => {
                            let text = lines
                                .iter()
                                .map(|line| format!("{}{line}", self.line_break));
                            self.patch(at..at, text.collect::<String>());
                        }
                    }
                }
                (None, None) => {}
            }
        }
        self.remove_lines(node, &state.slots);
    }

    fn value_in_block(&mut self, value: &'a Node) {
        match self.states.replacement(value) {
            Some(tree) => self.put_value(value, &tree),
            None => self.visit(value, false),
        }
    }

    /// Lines that go before an entry, which has its indentation already.
    fn outdented(&self, lines: Vec<String>, indent: usize) -> String {
        let margin = " ".repeat(indent);
        let lines = lines.join(self.line_break);
        let first = lines.strip_prefix(&margin).unwrap_or(&lines);
        format!("{first}{}{margin}", self.line_break)
    }

    /// Another key in the place of the old one, in its quotes.
    pub(super) fn rename(&mut self, node: &Node, at: usize, slot: &Slot) {
        let Some(entry) = node.entries().get(at) else {
            return;
        };
        if entry.key != slot.key {
            let quotes = match self.slice(entry.span.start, entry.span.end).chars().next() {
                Some('"') => Quotes::Double,
                Some('\'') => Quotes::Single,
                _ => self.quotes,
            };
            self.patch(entry.span.clone(), scalar::text(&slot.key, quotes));
        }
    }

    fn remove_lines(&mut self, node: &Node, slots: &[Slot]) {
        let old: Vec<_> = slots
            .iter()
            .filter_map(|slot| Some((slot.removed, self.layout.spot(child(node, slot.old?)?))))
            .collect();
        let mut done = 0;
        if let Some((true, first)) = old.first()
            && !lines::is_blank(self.slice(lines::start(self.text, first.head), first.head))
        {
            // It stands behind a dash; what follows takes its place, unless comments stand between.
            let kept = old
                .iter()
                .position(|(removed, _)| !removed)
                .unwrap_or(old.len());
            let pairs = old.iter().zip(old.iter().skip(1)).take(kept);
            let mut gaps = pairs.map(|((_, one), (_, next))| {
                self.slice(lines::next(self.text, one.end), next.head)
            });
            match old.get(kept) {
                Some((_, next)) if gaps.all(lines::is_blank) => {
                    self.patch(first.head..next.head, "");
                    done = kept;
                }
                _ => {
                    let before = self.slice(0, first.head).trim_end_matches(' ').len();
                    self.patch(before..lines::end(self.text, first.end), "");
                    done = 1;
                }
            }
        }
        for (_, spot) in old.iter().skip(done).filter(|(removed, _)| *removed) {
            let line = lines::start(self.text, spot.head);
            // With the line break before it: behind it something may be put in, which brings its own.
            match lines::break_before(self.text, line) {
                Some(start) => self.patch(start..lines::end(self.text, spot.end), ""),
                None => self.patch(line..lines::next(self.text, spot.end), ""),
            }
        }
    }
}
