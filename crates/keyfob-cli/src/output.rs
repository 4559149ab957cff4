//! What is shown: tables and sentences for people, JSON for programs.

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
        writeln!(out, "{line}")?;
        Ok(out.flush()?)
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
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table.set_header(columns.iter().map(|column| column.name));
        for row in rows {
            table.add_row(cells(row));
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
        self.line(&lines.join("\n"))
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
                let told = writeln!(err, "{on}error:{off} {}", failure.message);
                match &failure.hint {
                    Some(hint) => told.and_then(|()| writeln!(err, "  {hint}")),
                    None => told,
                }
            }
        };
    }
}

/// A sentence for people, on the standard error: it is no part of the result.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
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
