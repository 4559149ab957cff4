//! Maps and lists in braces and brackets; JSON is nothing else.

use super::layout::Spot;
use super::patches::Patcher;
use super::scalar::{self, Quotes};
use super::state::{Slot, child};
use super::{Tree, lines, write};
use crate::load::{Kind, Node};

impl<'a> Patcher<'a> {
    pub(super) fn flow(&mut self, node: &'a Node) {
        let Some(state) = self.states.get(node) else {
            let entries = node.entries().iter().map(|entry| &entry.value);
            for value in entries.chain(node.items()) {
                self.value_in_flow(value);
            }
            return;
        };
        let between = self.between(node);
        let is_list = matches!(node.kind, Kind::List(_));
        let mut behind: Option<Spot> = None;
        let mut waiting = String::new();
        for (at, slot) in state.slots.iter().enumerate() {
            let old = slot.old.and_then(|at| Some((at, child(node, at)?)));
            match (old, &slot.value) {
                (Some(_), _) if slot.removed => {}
                (Some((at, value)), put) => {
                    let spot = self.layout.spot(value);
                    self.patch(spot.head..spot.head, std::mem::take(&mut waiting));
                    self.rename(node, at, slot);
                    match put {
                        Some(tree) => self.put_in_flow(value, tree),
                        None => self.value_in_flow(value),
                    }
                    behind = Some(spot);
                }
                (None, Some(tree)) => {
                    let written = match is_list {
                        true => write::flow(tree, self.quotes),
                        false => write::pair(&slot.key, tree, self.quotes),
                    };
                    let rest = state.slots.get(at..).unwrap_or_default();
                    let next = rest.iter().find(|slot| slot.old.is_some());
                    match behind {
                        None => waiting = format!("{waiting}{written}{between}"),
                        Some(spot) => self.put_behind(spot, next, &between, &written),
                    }
                }
                (None, None) => {}
            }
        }
        self.remove_in_flow(node, &state.slots);
    }

    /// What stands between two entries: each may have a line of its own.
    fn between(&self, node: &Node) -> String {
        let first = child(node, 0).map_or(0, |first| self.layout.spot(first).head);
        let margin = self.slice(lines::start(self.text, first), first);
        match lines::is_blank(margin) && self.layout.spot(node).start < first {
            true => format!(",{}{margin}", self.line_break),
            false => ", ".to_owned(),
        }
    }

    fn put_behind(&mut self, spot: Spot, next: Option<&Slot>, between: &str, written: &str) {
        let line = self.slice(spot.end, lines::end(self.text, spot.end));
        let comment = line.trim_start().trim_start_matches(',').trim_start();
        // A comment behind an entry stays with it.
        if between.len() > 2 && comment.starts_with('#') && next.is_none_or(|next| !next.removed) {
            let line_end = spot.end + line.len();
            let lines = between.trim_start_matches(',');
            if line.trim_start().starts_with(',') {
                self.patch(line_end..line_end, format!("{lines}{written},"));
            } else {
                self.patch(spot.end..spot.end, ",");
                self.patch(line_end..line_end, format!("{lines}{written}"));
            }
        } else {
            self.patch(spot.end..spot.end, format!("{between}{written}"));
        }
    }

    fn value_in_flow(&mut self, value: &'a Node) {
        match self.states.replacement(value) {
            Some(tree) => self.put_in_flow(value, &tree),
            None => self.visit(value, true),
        }
    }

    fn put_in_flow(&mut self, node: &Node, tree: &Tree) {
        let spot = self.layout.spot(node);
        let written = match (tree, self.quotes_of(node)) {
            (Tree::Text(text), Some(quotes)) => scalar::text(text, quotes),
            _ => write::flow(tree, self.quotes),
        };
        let implied = spot.start == spot.end && spot.head != spot.after;
        let colon = self.slice(spot.head, spot.after).ends_with(':');
        let written = match (implied, colon) {
            (true, true) => format!(" {written}"),
            (true, false) => format!(": {written}"),
            (false, _) => written,
        };
        self.patch(spot.start..spot.end, written);
    }

    fn remove_in_flow(&mut self, node: &Node, slots: &[Slot]) {
        let old: Vec<_> = slots
            .iter()
            .filter_map(|slot| Some((slot.removed, self.layout.spot(child(node, slot.old?)?))))
            .collect();
        let inner = self.layout.spot(node);
        if self.slice(inner.start, inner.end).contains('#') && self.quotes != Quotes::Double {
            for (_, spot) in old.iter().filter(|(removed, _)| *removed) {
                self.remove_with_comma(*spot);
            }
            return;
        }
        let kept = old.iter().position(|(removed, _)| !removed);
        if let (Some(kept @ 1..), Some((_, first))) = (kept, old.first())
            && let Some((_, next)) = old.get(kept)
        {
            self.patch(first.head..next.head, "");
        }
        let rest = old.iter().zip(old.iter().skip(1)).skip(kept.unwrap_or(0));
        for ((_, before), (removed, spot)) in rest {
            if *removed {
                self.patch(before.end..spot.end, "");
            }
        }
    }

    /// An entry with the comma behind it, and its line if nothing else is in it; comments stay.
    fn remove_with_comma(&mut self, spot: Spot) {
        let rest = self.text.get(spot.end..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let comma = rest.trim_start_matches(' ').starts_with(',');
        let end = if comma {
            spot.end + spaces + 1
        } else {
            spot.end
        };
        let (line, next) = (
            lines::start(self.text, spot.head),
            lines::next(self.text, end),
        );
        let alone =
            lines::is_blank(self.slice(line, spot.head)) && lines::is_blank(self.slice(end, next));
        match alone {
            true => self.patch(line..next, ""),
            false => self.patch(spot.head..end, ""),
        }
    }
}
