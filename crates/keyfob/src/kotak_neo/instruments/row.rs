//! One row as it stands in the file.

use std::sync::Arc;

use time::Date;

use super::columns::Columns;
use super::problem::{Problem, What};
use super::{Instrument, Segment};

/// One line of a file: the instrument, the cells that it was read from, and what could not be read of them.
#[derive(Debug, Clone)]
pub struct Row {
    line: u64,
    instrument: Instrument,
    problems: Vec<Problem>,
    cells: Cells,
    columns: Arc<Columns>,
}

/// The cells of a line, in one text.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Row {
    pub(super) fn read(
        segment: Segment,
        day: Option<Date>,
        line: u64,
        cells: Cells,
        columns: &Arc<Columns>,
    ) -> Self {
        let (got, expected) = (cells.ends.len(), columns.count());
        let mut problems = Vec::new();
        if got != expected {
            problems.push(Problem::new(line, What::Cells { got, expected }));
        }
        let cell = |column| columns.read(column).and_then(|at| cells.get(at));
        let told = |what| problems.push(Problem::new(line, what));
        Self {
            line,
            instrument: Instrument::read(segment, day, cell, told),
            problems,
            cells,
            columns: Arc::clone(columns),
        }
    }

    /// Of a line that was not read.
    pub(super) fn too_long(line: u64, columns: &Arc<Columns>) -> Self {
        Self {
            line,
            instrument: Instrument::default(),
            problems: vec![Problem::new(line, What::TooLong)],
            cells: Cells::default(),
            columns: Arc::clone(columns),
        }
    }

    /// The number of the line in the file; the header is 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What was read.
    pub fn instrument(&self) -> &Instrument {
        &self.instrument
    }

    /// What could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Both, without the cells.
    pub fn into_parts(self) -> (Instrument, Vec<Problem>) {
        (self.instrument, self.problems)
    }

    /// The text of a cell, by the vendor's name of its column without blanks and semicolon: `pFaceValue`. None if it is
    /// empty, or if there is no such column.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(self.columns.position(column)?)
    }
}

impl Cells {
    /// The bytes of all cells one after the other, and where each ends. What is not UTF-8 is replaced.
    pub(super) fn new(bytes: &[u8], ends: &[usize]) -> Self {
        if let Ok(text) = std::str::from_utf8(bytes)
            && text.is_ascii()
        {
            return Self {
                text: text.to_owned(),
                ends: ends.to_vec(),
            };
        }
        let mut cells = Self::default();
        let mut start = 0;
        for end in ends {
            let cell = bytes.get(start..*end).unwrap_or_default();
            cells.text.push_str(&String::from_utf8_lossy(cell));
            cells.ends.push(cells.text.len());
            start = *end;
        }
        cells
    }

    /// A cell without blanks around it; none if nothing is left.
    fn get(&self, at: usize) -> Option<&str> {
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        let cell = self.text.get(start..*self.ends.get(at)?)?;
        let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        let bytes = cell.as_bytes();
        // Most cells have none.
        let cell = match is_bare(bytes.first()) && is_bare(bytes.last()) {
            true => cell,
            false => cell.trim(),
        };
        (!cell.is_empty()).then_some(cell)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|at| self.get(at).unwrap_or_default())
    }
}
