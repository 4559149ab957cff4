//! New values as text: short ones in braces, the others in lines of their own.

use super::Tree;
use super::scalar::{self, Quotes};

/// How long a line with braces may be.
pub(super) const WIDTH: usize = 120;

/// How many entries a map in braces may have.
const FEW: usize = 4;

/// A value under a key or behind a dash.
pub(super) struct Written {
    /// What stands in the line of the key; may be nothing.
    pub first: String,
    /// The lines below, with their indentation.
    pub rest: Vec<String>,
}

/// What a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    Key,
    Dash,
}

/// A value below a key or a dash that stands in column `indent`.
pub(super) fn value(tree: &Tree, indent: usize, below: Below) -> Written {
    let short = flow(tree, Quotes::Needed);
    match tree {
        Tree::Text(text) => {
            literal(text, indent).unwrap_or_else(|| inline(scalar::text(text, Quotes::Line)))
        }
        Tree::Map(entries) if !entries.is_empty() && !is_short(tree, &short, indent) => {
            block(tree, indent, below)
        }
        Tree::List(items) if !items.is_empty() && !is_short(tree, &short, indent) => {
            block(tree, indent, below)
        }
        _ => inline(short),
    }
}

/// The same, and in lines of its own even if it is short.
pub(super) fn block(tree: &Tree, indent: usize, below: Below) -> Written {
    let inner = indent + 2;
    let margin = " ".repeat(inner);
    let mut lines: Vec<String> = Vec::new();
    for (key, value) in tree.entries() {
        lines.extend(entry(key, value, inner));
    }
    for value in tree.items() {
        lines.extend(item(value, inner));
    }
    let mut lines = lines.into_iter();
    let first = match below {
        Below::Key => String::new(),
        Below::Dash => lines.next().unwrap_or_default(),
    };
    let first = first.strip_prefix(&margin).unwrap_or(&first).to_owned();
    Written {
        first,
        rest: lines.collect(),
    }
}

/// The lines of an entry of a map in column `indent`.
pub(super) fn entry(key: &str, tree: &Tree, indent: usize) -> Vec<String> {
    let key = scalar::text(key, Quotes::Line);
    joined(format!("{key}:"), value(tree, indent, Below::Key), indent)
}

/// The lines of an item of a list in column `indent`.
pub(super) fn item(tree: &Tree, indent: usize) -> Vec<String> {
    joined("-".to_owned(), value(tree, indent, Below::Dash), indent)
}

fn joined(head: String, written: Written, indent: usize) -> Vec<String> {
    let margin = " ".repeat(indent);
    let first = match written.first.is_empty() {
        true => format!("{margin}{head}"),
        false => format!("{margin}{head} {}", written.first),
    };
    std::iter::once(first).chain(written.rest).collect()
}

/// A value in one line; with [`Quotes::Double`] it is JSON.
pub(super) fn flow(tree: &Tree, quotes: Quotes) -> String {
    match tree {
        Tree::Null => "null".to_owned(),
        Tree::Bool(value) => value.to_string(),
        Tree::Number(number) => number.to_string(),
        Tree::Text(text) => scalar::text(text, quotes),
        Tree::List(items) => {
            let items: Vec<_> = items.iter().map(|item| flow(item, quotes)).collect();
            format!("[{}]", items.join(", "))
        }
        Tree::Map(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| pair(key, value, quotes))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// An entry of a map in one line.
pub(super) fn pair(key: &str, value: &Tree, quotes: Quotes) -> String {
    format!("{}: {}", scalar::text(key, quotes), flow(value, quotes))
}

fn inline(first: String) -> Written {
    Written {
        first,
        rest: Vec::new(),
    }
}

fn is_short(tree: &Tree, line: &str, indent: usize) -> bool {
    let plain = |tree: &Tree| tree.entries().is_empty() && tree.items().is_empty();
    let shallow = |tree: &Tree| {
        tree.entries().len() <= FEW
            && tree.entries().iter().all(|(_, value)| plain(value))
            && tree.items().iter().all(plain)
    };
    // As `tags`, `required` and `{type: array, items: {type: string}}`.
    let fits = match tree {
        Tree::List(items) => items.iter().all(plain),
        Tree::Map(entries) => {
            entries.len() <= FEW && entries.iter().all(|(_, value)| shallow(value))
        }
        _ => true,
    };
    let is_line = !line.contains("\\n");
    fits && is_line && indent + line.chars().count() + 24 <= WIDTH
}

/// A text of several lines as a block, where that can be read back.
fn literal(text: &str, indent: usize) -> Option<Written> {
    let body = text.trim_end_matches('\n');
    let ends = text.len() - body.len();
    let fine = |c: char| {
        c == '\n'
            || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{85}'))
    };
    let begins = body.chars().next()?;
    if !body.contains('\n') || begins.is_whitespace() || !text.chars().all(fine) {
        return None;
    }
    let header = match ends {
        0 => "|-",
        1 => "|",
        _ => "|+",
    };
    let margin = " ".repeat(indent + 2);
    let line = |line: &str| match line.is_empty() {
        true => String::new(),
        false => format!("{margin}{line}"),
    };
    let rest = body.split('\n').map(line);
    let blank = std::iter::repeat_n(String::new(), ends.saturating_sub(1));
    Some(Written {
        first: header.to_owned(),
        rest: rest.chain(blank).collect(),
    })
}
