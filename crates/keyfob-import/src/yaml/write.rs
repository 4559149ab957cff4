//! YAML as people write it: short maps and lists on one line, long texts in blocks.

use super::Yaml;
use super::scalars::{double_quoted, key, scalar};

/// No line is longer, unless a word is.
const WIDTH: usize = 100;

/// How deep maps and lists on one line go.
const DEEPEST: usize = 3;

/// The text of a document. It reads back as the same values.
#[must_use]
pub fn write(yaml: &Yaml) -> String {
    let mut out = String::new();
    match yaml {
        Yaml::Map(entries) if !entries.is_empty() => map(entries, 0, 0, &mut out),
        Yaml::List(items) if !items.is_empty() => list(items, 0, 0, &mut out),
        other => {
            out.push_str(&flow(other).unwrap_or_else(|| plain(other)));
            out.push('\n');
        }
    }
    out
}

/// Entries in a block; the first one stands where the writing is.
fn map(entries: &[(String, Yaml)], indent: usize, depth: usize, out: &mut String) {
    for (index, (name, value)) in entries.iter().enumerate() {
        if index > 0 {
            pad(indent, out);
        }
        let name = key(name);
        out.push_str(&name);
        out.push(':');
        below(
            value,
            indent,
            indent + name.chars().count() + 2,
            depth + 1,
            out,
        );
    }
}

fn list(items: &[Yaml], indent: usize, depth: usize, out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            pad(indent, out);
        }
        out.push('-');
        if let Some(line) = one_line(item, indent + 2, depth + 1) {
            out.push(' ');
            out.push_str(&line);
            out.push('\n');
            continue;
        }
        match item {
            Yaml::Map(entries) => {
                out.push(' ');
                map(entries, indent + 2, depth + 1, out);
            }
            Yaml::List(items) => {
                out.push(' ');
                list(items, indent + 2, depth + 1, out);
            }
            other => below(other, indent, indent + 2, depth + 1, out),
        }
    }
}

/// What stands behind a key: on the same line if it fits there, else below.
fn below(value: &Yaml, indent: usize, column: usize, depth: usize, out: &mut String) {
    if let Some(line) = one_line(value, column, depth) {
        out.push(' ');
        out.push_str(&line);
        out.push('\n');
        return;
    }
    match value {
        Yaml::Map(entries) => {
            out.push('\n');
            pad(indent + 2, out);
            map(entries, indent + 2, depth, out);
        }
        Yaml::List(items) => {
            out.push('\n');
            pad(indent + 2, out);
            list(items, indent + 2, depth, out);
        }
        Yaml::Text(text) => {
            out.push(' ');
            long(text, indent + 2, out);
        }
        other => {
            out.push(' ');
            out.push_str(&plain(other));
            out.push('\n');
        }
    }
}

/// The value on one line, if that is how people would write it.
fn one_line(value: &Yaml, column: usize, depth: usize) -> Option<String> {
    let is_open = match value {
        Yaml::Map(entries) => !entries.is_empty() && (depth < 2 || height(value) > DEEPEST),
        Yaml::List(items) => {
            !items.is_empty() && (height(value) > DEEPEST || (depth < 2 && height(value) > 1))
        }
        _ => false,
    };
    if is_open {
        return None;
    }
    let line = match value {
        Yaml::Text(text) => scalar(text, false)?,
        other => flow(other)?,
    };
    let fits = column + line.chars().count() <= WIDTH;
    let is_atom = !matches!(value, Yaml::Text(_)) && height(value) < 2 && line.len() < 32;
    (fits || is_atom).then_some(line)
}

/// How many levels of maps and lists there are.
fn height(value: &Yaml) -> usize {
    match value {
        Yaml::Map(entries) => {
            1 + entries
                .iter()
                .map(|(_, value)| height(value))
                .max()
                .unwrap_or(0)
        }
        Yaml::List(items) => 1 + items.iter().map(height).max().unwrap_or(0),
        _ => 0,
    }
}

/// The value in braces and brackets; nothing if there is a text in it that has several lines.
fn flow(value: &Yaml) -> Option<String> {
    match value {
        Yaml::Text(text) => scalar(text, true),
        Yaml::Map(entries) => {
            let mut parts = Vec::with_capacity(entries.len());
            for (name, value) in entries {
                parts.push(format!("{}: {}", key(name), flow(value)?));
            }
            Some(format!("{{{}}}", parts.join(", ")))
        }
        Yaml::List(items) => {
            let mut parts = Vec::with_capacity(items.len());
            for item in items {
                parts.push(flow(item)?);
            }
            Some(format!("[{}]", parts.join(", ")))
        }
        other => Some(plain(other)),
    }
}

/// A value that is no map and no list, on one line whatever it is.
fn plain(value: &Yaml) -> String {
    match value {
        Yaml::Null => "null".to_owned(),
        Yaml::Bool(value) => value.to_string(),
        Yaml::Number(number) => number.to_string(),
        Yaml::Text(text) => double_quoted(text),
        Yaml::List(_) => "[]".to_owned(),
        Yaml::Map(_) => "{}".to_owned(),
    }
}

/// A text that does not fit on the line: in a block if one can hold it.
fn long(text: &str, indent: usize, out: &mut String) {
    let lines: Vec<&str> = text.split('\n').collect();
    let is_plain = text.chars().all(|c| c == '\n' || is_printable(c));
    let begins = text.starts_with(|c: char| !c.is_whitespace());
    let ends = text.ends_with(|c: char| !c.is_whitespace())
        || text
            .strip_suffix('\n')
            .is_some_and(|rest| rest.ends_with(|c: char| !c.is_whitespace()));
    if !is_plain || !begins || !ends {
        out.push_str(&double_quoted(text));
        out.push('\n');
        return;
    }
    let strips = !text.ends_with('\n');
    let single = lines.len() == 1;
    out.push_str(match (single, strips) {
        (true, _) => ">-",
        (false, true) => "|-",
        (false, false) => "|",
    });
    out.push('\n');
    if single {
        for line in wrapped(text, WIDTH.saturating_sub(indent).max(40)) {
            pad(indent, out);
            out.push_str(line);
            out.push('\n');
        }
        return;
    }
    let body = text.strip_suffix('\n').unwrap_or(text);
    for line in body.split('\n') {
        if !line.is_empty() {
            pad(indent, out);
            out.push_str(line);
        }
        out.push('\n');
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

/// Whether a character stands in a block as it is.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{85}' | '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        )
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}
