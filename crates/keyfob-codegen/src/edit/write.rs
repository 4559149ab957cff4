//! YAML as people write it: short maps and lists in one line, the others in lines of their own, long texts in blocks.

use super::Tree;
use super::scalar::{self, Quotes};

/// How long a new line may be, unless a word is longer.
const WIDTH: usize = 100;

/// How deep maps and lists in one line go.
const DEEPEST: usize = 3;

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

/// The text of a document.
pub(super) fn document(tree: &Tree) -> String {
    let lines = match tree {
        Tree::Map(entries) if !entries.is_empty() => lines(tree, 0),
        Tree::List(items) if !items.is_empty() => lines(tree, 0),
        _ => vec![flow(tree, Quotes::Needed)],
    };
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// The lines of what is in a map or a list, in column `indent`.
pub(super) fn lines(tree: &Tree, indent: usize) -> Vec<String> {
    let entries = tree.entries().iter();
    let items = tree.items().iter();
    entries
        .flat_map(|(key, value)| entry(key, value, indent))
        .chain(items.flat_map(|value| item(value, indent)))
        .collect()
}

/// The lines of an entry of a map in column `indent`.
pub(super) fn entry(key: &str, tree: &Tree, indent: usize) -> Vec<String> {
    let head = format!("{}:", scalar::text(key, Quotes::Line));
    let column = indent + head.chars().count() + 1;
    joined(&head, value(tree, indent, column, Below::Key), indent)
}

/// The lines of an item of a list in column `indent`.
pub(super) fn item(tree: &Tree, indent: usize) -> Vec<String> {
    joined("-", value(tree, indent, indent + 2, Below::Dash), indent)
}

/// A value that begins in column `column`, below a key or a dash in column `indent`.
pub(super) fn value(tree: &Tree, indent: usize, column: usize, below: Below) -> Written {
    if let Some(line) = one_line(tree, indent, column) {
        return inline(line);
    }
    match tree {
        Tree::Text(text) => long(text, indent + 2),
        _ => block(tree, indent, below),
    }
}

/// A map or a list in lines of its own, even if it is short.
pub(super) fn block(tree: &Tree, indent: usize, below: Below) -> Written {
    let inner = indent + 2;
    let mut lines = lines(tree, inner).into_iter();
    let first = match below {
        Below::Key => String::new(),
        Below::Dash => lines.next().unwrap_or_default(),
    };
    Written {
        first: first.trim_start_matches(' ').to_owned(),
        rest: lines.collect(),
    }
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

fn joined(head: &str, written: Written, indent: usize) -> Vec<String> {
    let margin = " ".repeat(indent);
    let first = match written.first.is_empty() {
        true => format!("{margin}{head}"),
        false => format!("{margin}{head} {}", written.first),
    };
    std::iter::once(first).chain(written.rest).collect()
}

fn inline(first: String) -> Written {
    Written {
        first,
        rest: Vec::new(),
    }
}

/// The value in one line, if that is how people would write it.
fn one_line(tree: &Tree, indent: usize, column: usize) -> Option<String> {
    let (is_top, height) = (indent == 0, height(tree));
    let is_open = match tree {
        Tree::Map(entries) => !entries.is_empty() && (is_top || height > DEEPEST),
        Tree::List(_) => height > DEEPEST || (is_top && height > 1),
        _ => false,
    };
    if is_open || has_lines(tree) {
        return None;
    }
    let line = match tree {
        Tree::Text(text) => scalar::text(text, Quotes::Line),
        _ => flow(tree, Quotes::Needed),
    };
    let fits = column + line.chars().count() <= WIDTH;
    let is_atom = !matches!(tree, Tree::Text(_)) && height < 2 && line.len() < 32;
    (fits || is_atom).then_some(line)
}

/// How many levels of maps and lists there are.
fn height(tree: &Tree) -> usize {
    let values = tree.entries().iter().map(|(_, value)| value);
    let deepest = values.chain(tree.items()).map(height).max();
    match tree {
        Tree::Map(_) | Tree::List(_) => 1 + deepest.unwrap_or(0),
        _ => 0,
    }
}

/// Whether a text in it has several lines.
fn has_lines(tree: &Tree) -> bool {
    match tree {
        Tree::Text(text) => text.trim_end_matches('\n').contains('\n'),
        _ => {
            let mut values = tree.entries().iter().map(|(_, value)| value);
            values.any(has_lines) || tree.items().iter().any(has_lines)
        }
    }
}

/// A text that is too long for its line: as a block if one can hold it, with its lines in column `indent`.
fn long(text: &str, indent: usize) -> Written {
    let body = text.trim_end_matches('\n');
    let is_printable = |c: char| c == '\n' || !scalar::must_be_escaped(c);
    let is_fine = text.chars().all(is_printable)
        && !body.starts_with(char::is_whitespace)
        && !body.ends_with(char::is_whitespace)
        && !body.is_empty();
    if !is_fine {
        return inline(scalar::text(text, Quotes::Double));
    }
    let breaks = text.len() - body.len();
    let (header, lines) = match (body.contains('\n'), breaks) {
        (false, 0) => (">-", wrapped(text, WIDTH.saturating_sub(indent).max(40))),
        (true, 0) => ("|-", body.split('\n').collect()),
        (_, 1) => ("|", body.split('\n').collect()),
        _ => ("|+", body.split('\n').collect()),
    };
    let margin = " ".repeat(indent);
    let line = |line: &str| match line.is_empty() {
        true => String::new(),
        false => format!("{margin}{line}"),
    };
    let blank = std::iter::repeat_n(String::new(), breaks.saturating_sub(1));
    Written {
        first: header.to_owned(),
        rest: lines.into_iter().map(line).chain(blank).collect(),
    }
}

/// Lines that are one again when their ends are read as blanks: only where one blank stands between words.
fn wrapped(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0_usize;
    let mut last: Option<usize> = None;
    let mut length = 0_usize;
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        length += 1;
        let follows = letters.peek().map_or(' ', |(_, next)| *next);
        if c == ' ' && !before.is_whitespace() && !follows.is_whitespace() {
            last = Some(at);
        }
        before = c;
        if length > width
            && let Some(end) = last.take()
        {
            lines.extend(text.get(start..end));
            start = end + 1;
            length = text.get(start..=at).map_or(0, |rest| rest.chars().count());
        }
    }
    lines.extend(text.get(start..));
    lines
}
