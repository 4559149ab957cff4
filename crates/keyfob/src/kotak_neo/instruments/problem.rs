//! What could not be read.

use std::fmt;

use time::Date;

/// Something in a line that could not be read. The rest of the line was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    line: u64,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A value is not what its column has.
    Value {
        column: &'static str,
        text: String,
        wanted: &'static str,
    },
    /// A day by the usual count is ten years off what the trading symbol says, and by the other count is not.
    Decade {
        column: &'static str,
        text: String,
        taken: Date,
    },
    /// It had expired before the file was made: the file may be an older one.
    Expired {
        column: &'static str,
        day: Date,
        of_file: Date,
    },
    /// The line has another number of cells than the header.
    Cells { got: usize, expected: usize },
    /// The line is too long to be one.
    TooLong,
}

/// How much of a value is kept.
const SHOWN: usize = 40;

impl Problem {
    pub(super) fn new(line: u64, what: What) -> Self {
        Self { line, what }
    }

    /// The number of the line in the file; the header is 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The column, if it is about one.
    pub fn column(&self) -> Option<&str> {
        match &self.what {
            What::Value { column, .. }
            | What::Decade { column, .. }
            | What::Expired { column, .. } => Some(column),
            _ => None,
        }
    }
}

impl What {
    pub(super) fn value(column: &'static str, text: &str, wanted: &'static str) -> Self {
        let text = text.chars().take(SHOWN).collect();
        Self::Value {
            column,
            text,
            wanted,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.what {
            What::Value {
                column,
                text,
                wanted,
            } => write!(f, "{column} is {text:?}, which is no {wanted}"),
            What::Decade {
                column,
                text,
                taken,
            } => write!(
                f,
                "{column} is {text:?}, ten years off what the trading symbol says: taken for {taken}"
            ),
            What::Expired {
                column,
                day,
                of_file,
            } => write!(f, "{column} is {day}, before the file's own day {of_file}"),
            What::Cells { got, expected } => write!(f, "{got} cells instead of {expected}"),
            What::TooLong => f.write_str("too long, and left out"),
        }
    }
}
