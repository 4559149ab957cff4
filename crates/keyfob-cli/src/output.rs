//! What is shown: tables and sentences for people, JSON for programs.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};

use comfy_table::{CellAlignment, Table};
use keyfob::Decimal;
use serde::{Serialize, Serializer};

use crate::failure::Failure;

/// Where things are shown, and how.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    json: bool,
}

/// A column of a table.
pub struct Column {
    pub name: &'static str,
    pub is_number: bool,
}

/// A column of texts.
pub const fn text(name: &'static str) -> Column {
    Column {
        name,
        is_number: false,
    }
}

/// A column of numbers.
pub const fn number(name: &'static str) -> Column {
    Column {
        name,
        is_number: true,
    }
}

impl Output {
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether a program reads it.
    pub fn is_json(self) -> bool {
        self.json
    }

    /// Whether a person sees it come: a terminal, and no JSON.
    pub fn is_live(self) -> bool {
        !self.json && io::stdout().is_terminal()
    }

    /// A line for people, or a value for programs.
    pub fn say(self, line: &str, value: &impl Serialize) -> Result<(), Failure> {
        match self.json {
            true => self.value(value),
            false => self.line(line),
        }
    }

    /// A value for programs, in a line of its own.
    pub fn value(self, value: &impl Serialize) -> Result<(), Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        serde_json::to_writer(&mut out, value).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }

    /// A line for people.
    pub fn line(self, line: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", printable(line))?;
        Ok(out.flush()?)
    }

    /// A sentence for people, on the standard error: it is no part of the result. Programs find the error alone there.
    pub fn note(self, text: &str) {
        if !self.json {
            note(text);
        }
    }

    /// Bytes as they are.
    pub fn bytes(self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        Ok(out.flush()?)
    }

    /// Rows: a table for people, a list for programs. `none` is said where there are none.
    pub fn rows<R: Serialize>(
        self,
        columns: &[Column],
        rows: &[R],
        cells: impl Fn(&R) -> Vec<String>,
        none: &str,
    ) -> Result<(), Failure> {
        if self.json {
            return self.value(&rows);
        }
        if rows.is_empty() {
            note(none);
            return Ok(());
        }
        self.line(&table(columns, rows.iter().map(cells)))
    }

    /// Why a command ended early, on the standard error.
    pub fn failure(self, failure: &Failure) {
        let mut err = io::stderr().lock();
        // Nobody is left to tell if that fails.
        let _ = match self.json {
            true => {
                let shown = serde_json::to_string(&failure.shown()).unwrap_or_default();
                writeln!(err, "{shown}")
            }
            false => {
                let (on, off) = match has_colours() {
                    true => ("\u{1b}[1;31m", "\u{1b}[0m"),
                    false => ("", ""),
                };
                let told = writeln!(err, "{on}error:{off} {}", printable(&failure.message));
                match &failure.hint {
                    Some(hint) => told.and_then(|()| writeln!(err, "  {}", printable(hint))),
                    None => told,
                }
            }
        };
    }
}

/// A table without lines, a row a line whatever the cells hold.
fn table(columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_header(columns.iter().map(|column| column.name));
    for cells in rows {
        table.add_row(cells.iter().map(|cell| one_line(cell)));
    }
    for (at, column) in columns.iter().enumerate() {
        if let Some(shown) = table.column_mut(at) {
            shown.set_padding((0, 2));
            if column.is_number {
                shown.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let text = table.to_string();
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// The same of what is asked for on a terminal, whatever the result is.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}

/// What spans lines, without characters that would control the terminal: names of files and words of a vendor are other people's.
fn printable(text: &str) -> Cow<'_, str> {
    escaped(text, &['\n', '\t'])
}

/// The same of what stands in one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, &[])
}

/// Control characters but these as JSON writes them, so that JSON stays what it is.
fn escaped<'a>(text: &'a str, kept: &[char]) -> Cow<'a, str> {
    let is_plain = |c: char| !c.is_control() || kept.contains(&c);
    if text.chars().all(is_plain) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match is_plain(c) {
            true => shown.push(c),
            false => shown += &format!("\\u{:04x}", u32::from(c)),
        }
    }
    shown.into()
}

/// Whether the standard error may be coloured.
fn has_colours() -> bool {
    let is_off = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !is_off
}

/// What is there, or nothing.
pub fn or_blank(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// An exact number as a text: one of JSON may lose digits where it is read.
pub fn texts<S: Serializer>(number: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    number
        .map(|number| number.to_string())
        .serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_peoples_words_cannot_control_the_terminal() {
        let name = "a\u{1b}[31m\u{9b}2J\u{7}\r\nb\tü";
        assert_eq!(printable(name), "a\\u001b[31m\\u009b2J\\u0007\\u000d\nb\tü");
        let cell = vec![name.to_owned(), "1".to_owned()];
        let shown = table(&[text("Name"), number("Bytes")], [cell].into_iter());
        let rows: Vec<_> = shown
            .lines()
            .map(|row| row.split_whitespace().collect::<Vec<_>>())
            .collect();
        let escaped = "a\\u001b[31m\\u009b2J\\u0007\\u000d\\u000ab\\u0009ü";
        assert_eq!(rows, [["Name", "Bytes"], [escaped, "1"]]);
        // JSON stays the same JSON.
        let json = serde_json::to_string(name).unwrap();
        assert_eq!(
            serde_json::from_str::<String>(&printable(&json)).unwrap(),
            name
        );
    }
}
