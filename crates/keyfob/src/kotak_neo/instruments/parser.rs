//! Lines into rows.

use std::sync::Arc;

use csv_core::{ReadRecordResult, Reader};
use keyfob_core::Error;
use time::Date;

use super::columns::Columns;
use super::lines::Line;
use super::row::Cells;
use super::{DOWNLOAD, Row, Segment};

/// Reads a file line by line. The first line that is not empty is the header.
pub(super) struct Parser {
    segment: Segment,
    /// The day that the file is of.
    day: Option<Date>,
    columns: Option<Arc<Columns>>,
    line: u64,
    /// How many instruments came.
    named: u64,
    csv: Box<Reader>,
    /// Room for the cells of a line, kept from one to the next.
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Parser {
    pub(super) fn new(segment: Segment, day: Option<Date>) -> Self {
        Self {
            segment,
            day,
            columns: None,
            line: 0,
            named: 0,
            csv: Box::new(Reader::new()),
            bytes: Vec::new(),
            ends: Vec::new(),
        }
    }

    pub(super) fn segment(&self) -> Segment {
        self.segment
    }

    pub(super) fn day(&self) -> Option<Date> {
        self.day
    }

    /// The row that a line is; none if it is the header, or empty.
    pub(super) fn row(&mut self, line: Line<'_>) -> Result<Option<Row>, Error> {
        self.line += 1;
        let cells = match line {
            Line::Whole(line) if line.trim_ascii().is_empty() => return Ok(None),
            Line::Whole(line) => Some(self.cells(line)),
            Line::TooLong => None,
        };
        match (&self.columns, cells) {
            (Some(columns), Some(cells)) => {
                let row = Row::read(self.segment, self.day, self.line, cells, columns);
                self.named += u64::from(row.instrument().is_named());
                Ok(Some(row))
            }
            (Some(columns), None) => Ok(Some(Row::too_long(self.line, columns))),
            (None, cells) => {
                let columns = Columns::of(cells.unwrap_or_default().iter());
                self.columns = Some(Arc::new(known(columns)?));
                Ok(None)
            }
        }
    }

    /// What is to be said when nothing more comes.
    pub(super) fn end(&self) -> Result<(), Error> {
        match (&self.columns, self.named) {
            (None, _) => Err(no_list()),
            // On some days the vendor's files have been a header alone.
            (Some(_), 0) => Err(Error::incomplete(DOWNLOAD, "instruments")),
            _ => Ok(()),
        }
    }

    /// Each line is read for itself: were quotes to reach over lines, one stray quote would swallow the rest.
    fn cells(&mut self, line: &[u8]) -> Cells {
        self.csv.reset();
        // A cell needs at most a byte of the line, and no cell is longer in plain than in quotes.
        self.bytes.resize(line.len().max(1), 0);
        self.ends.resize(line.len() + 1, 0);
        let (mut written, mut cells, mut rest) = (0, 0, line);
        loop {
            let room = self.bytes.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(cells..).unwrap_or_default();
            let (result, read, more, ended) = self.csv.read_record(rest, room, ends);
            written += more;
            cells += ended;
            rest = rest.get(read..).unwrap_or_default();
            // An empty rest tells the reader that the line ends.
            if result != ReadRecordResult::InputEmpty {
                break;
            }
        }
        let bytes = self.bytes.get(..written).unwrap_or_default();
        Cells::new(bytes, self.ends.get(..cells).unwrap_or_default())
    }
}

/// Something else than a list, such as a page of an error, has neither of the columns that name an instrument.
fn known(columns: Columns) -> Result<Columns, Error> {
    let names = ["pSymbol", "pTrdSymbol"];
    let known = names.iter().any(|name| columns.position(name).is_some());
    known.then_some(columns).ok_or_else(no_list)
}

fn no_list() -> Error {
    Error::incomplete(DOWNLOAD, "pSymbol")
}
