//! Documents at random, in every layout.

use fastrand::Rng;

use crate::edit::Tree;
use crate::edit::scalar::{self, Quotes};

/// A text that YAML reads, with comments that are numbered.
pub(super) struct Writer {
    pub random: Rng,
    pub text: String,
    comments: usize,
}

const TEXTS: [&str; 10] = [
    "a", "b c", "true", "1", "", "x: y", "#/a/b", "it's", "größe", "a, [b]",
];

impl Writer {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            random: Rng::with_seed(seed),
            text: String::new(),
            comments: 0,
        }
    }

    pub(super) fn tree(&mut self, depth: usize) -> Tree {
        match self.random.usize(0..if depth == 0 { 5 } else { 9 }) {
            0 => Tree::Null,
            1 => Tree::Bool(self.random.bool()),
            2 => Tree::Number(self.random.i64(-5..500).into()),
            3 if self.random.bool() => Tree::from("one\ntwo\n\n  three\n"),
            3 | 4 => Tree::from(*self.random.choice(&TEXTS).unwrap()),
            5 | 6 => Tree::List(
                (0..self.random.usize(0..4))
                    .map(|_| self.tree(depth - 1))
                    .collect(),
            ),
            _ => self.map(depth),
        }
    }

    pub(super) fn map(&mut self, depth: usize) -> Tree {
        let keys = ["k0", "k1", "a b", "200", "ü", "/x/{y}"];
        let mut entries: Vec<(String, Tree)> = Vec::new();
        for _ in 0..self.random.usize(0..5) {
            let key = self.key(&keys);
            if entries.iter().all(|(known, _)| *known != key) {
                entries.push((key, self.tree(depth.saturating_sub(1))));
            }
        }
        Tree::Map(entries)
    }

    pub(super) fn key(&mut self, keys: &[&str]) -> String {
        (*self.random.choice(keys).unwrap()).to_owned()
    }

    fn quotes(&mut self) -> Quotes {
        [
            Quotes::Needed,
            Quotes::Needed,
            Quotes::Single,
            Quotes::Double,
        ][self.random.usize(0..4)]
    }

    /// A comment in a line of its own, perhaps after an empty line.
    fn comment(&mut self, indent: usize) {
        if self.random.usize(0..4) == 0 {
            self.text
                .push_str(if self.random.bool() { "\n" } else { "" });
            self.text
                .push_str(&format!("{}# c{}c\n", " ".repeat(indent), self.comments));
            self.comments += 1;
        }
    }

    /// The end of a line, perhaps with a comment.
    fn end(&mut self) {
        if self.random.usize(0..5) == 0 {
            self.text.push_str(" # trailing");
        }
        self.text.push('\n');
    }

    /// A map or a list that has something in it.
    pub(super) fn block(&mut self, tree: &Tree, indent: usize, mut first: bool) {
        let margin = " ".repeat(indent);
        let mut begin = |this: &mut Self| {
            if !std::mem::take(&mut first) {
                this.comment(indent);
                this.text.push_str(&margin);
            }
        };
        for (key, value) in tree.entries() {
            begin(self);
            let quotes = self.quotes();
            self.text.push_str(&scalar::text(key, quotes));
            self.text.push(':');
            let compact = matches!(value, Tree::List(_)) && self.random.bool();
            self.value(value, indent, if compact { 0 } else { 2 }, false);
        }
        for value in tree.items() {
            begin(self);
            self.text.push('-');
            self.value(value, indent, 2, true);
        }
    }

    fn value(&mut self, tree: &Tree, indent: usize, deeper: usize, dash: bool) {
        let full = !tree.entries().is_empty() || !tree.items().is_empty();
        match tree {
            Tree::Null if self.random.bool() => self.end(),
            Tree::Text(text) if text.contains('\n') => {
                self.text.push_str(if self.random.bool() {
                    " |"
                } else {
                    " | # header"
                });
                for line in text.trim_end().split('\n') {
                    let line = if line.is_empty() {
                        String::new()
                    } else {
                        format!("{}{line}", " ".repeat(indent + 2))
                    };
                    self.text.push_str(&format!("\n{line}"));
                }
                self.text
                    .push_str(if self.random.bool() { "\n\n" } else { "\n" });
            }
            _ if full && self.random.usize(0..4) > 0 => {
                if dash && self.random.bool() {
                    self.text.push(' ');
                    self.block(tree, indent + deeper, true);
                } else {
                    self.end();
                    self.block(tree, indent + deeper, false);
                }
            }
            _ => {
                self.text.push(' ');
                let several = self.random.usize(0..4) == 0;
                self.flow(tree, if several { Some(indent + 2) } else { None });
                self.end();
            }
        }
    }

    /// In braces: in one line, or with a line for each entry.
    pub(super) fn flow(&mut self, tree: &Tree, indent: Option<usize>) {
        let count = tree.entries().len() + tree.items().len();
        let lines = indent.filter(|_| count > 0);
        let gap = |this: &mut Self, less: usize| {
            if let Some(indent) = lines {
                this.end();
                this.text.push_str(&" ".repeat(indent + 2 - less));
            }
        };
        match tree {
            Tree::Map(entries) => {
                self.text.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    gap(self, 0);
                    let quotes = self.quotes();
                    self.text.push_str(&scalar::text(key, quotes));
                    self.text.push_str(": ");
                    self.flow(value, lines.map(|indent| indent + 2));
                    let comma = at + 1 < count;
                    self.text.push_str(if !comma {
                        ""
                    } else if lines.is_some() {
                        ","
                    } else {
                        ", "
                    });
                }
                gap(self, 2);
                self.text.push('}');
            }
            Tree::List(items) => {
                self.text.push('[');
                for (at, value) in items.iter().enumerate() {
                    gap(self, 0);
                    self.flow(value, lines.map(|indent| indent + 2));
                    let comma = at + 1 < count;
                    self.text.push_str(if !comma {
                        ""
                    } else if lines.is_some() {
                        ","
                    } else {
                        ", "
                    });
                }
                gap(self, 2);
                self.text.push(']');
            }
            Tree::Text(text) => {
                let quotes = self.quotes();
                self.text.push_str(&scalar::text(text, quotes));
            }
            other => self
                .text
                .push_str(&crate::edit::write::flow(other, Quotes::Needed)),
        }
    }
}
