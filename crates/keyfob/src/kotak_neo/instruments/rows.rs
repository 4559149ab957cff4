//! Rows as they come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::SystemTime;

use futures_util::Stream;
use keyfob_core::{ByteStream, Error};
use time::Date;

use super::day::days_since;
use super::lines::Lines;
use super::parser::Parser;
use super::{Instruments, Row, Segment};

/// The rows of a file while it is downloaded. At most a piece of the answer and one row are in memory.
///
/// It is a [`Stream`](futures_util::Stream), too. After an error nothing comes.
#[must_use = "nothing is downloaded unless it is asked for"]
pub struct Rows {
    day: Option<(String, Date)>,
    /// None when all has come, or could not.
    bytes: Option<ByteStream>,
    lines: Lines,
    parser: Parser,
}

impl Rows {
    pub(super) fn new(segment: Segment, day: Option<(String, Date)>, bytes: ByteStream) -> Self {
        Self {
            parser: Parser::new(segment, day.as_ref().map(|(_, day)| *day)),
            day,
            bytes: Some(bytes),
            lines: Lines::default(),
        }
    }

    /// The segment.
    pub fn segment(&self) -> Segment {
        self.parser.segment()
    }

    /// The day that the file is of, as the vendor writes it in its URL: `2026-07-14`. Empty if it does not.
    pub fn date(&self) -> &str {
        self.day.as_ref().map_or("", |(text, _)| text)
    }

    /// The day that the file is of, by its URL.
    pub fn day(&self) -> Option<Date> {
        self.parser.day()
    }

    /// How many days old the file is: 0 for today's, 1 for yesterday's, by the exchanges' clock.
    pub fn days_old(&self, now: SystemTime) -> Option<i64> {
        Some(days_since(self.day()?, now))
    }

    /// The next row; none when all have come.
    ///
    /// # Errors
    /// [`Error::Interrupted`] if the line is cut, and [`Error::Incomplete`] if what comes is no list, or one without instruments.
    pub async fn next(&mut self) -> Option<Result<Row, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All that still come, sorted for look-ups.
    ///
    /// # Errors
    /// Those of [`Rows::next`].
    pub async fn index(mut self) -> Result<Instruments, Error> {
        let mut index = Instruments::of(self.segment(), self.day());
        while let Some(row) = self.next().await {
            index.push(row?);
        }
        Ok(index.sorted())
    }

    /// The next row of what is there.
    fn row(&mut self) -> Result<Option<Row>, Error> {
        while let Some(line) = self.lines.next() {
            if let Some(row) = self.parser.row(line)? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// The row in the last line, if that has no break.
    fn last(&mut self) -> Result<Option<Row>, Error> {
        let last = match self.lines.last() {
            Some(line) => self.parser.row(line)?,
            None => None,
        };
        self.parser.end()?;
        Ok(last)
    }
}

impl Stream for Rows {
    type Item = Result<Row, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let row = self.row();
            if row.is_err() {
                self.bytes = None;
            }
            if let Some(row) = row.transpose() {
                return Poll::Ready(Some(row));
            }
            let Some(bytes) = &mut self.bytes else {
                return Poll::Ready(None);
            };
            match ready!(Pin::new(bytes).poll_next(context)) {
                Some(Ok(piece)) => self.lines.push(&piece),
                Some(Err(error)) => {
                    self.bytes = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.bytes = None;
                    return Poll::Ready(self.last().transpose());
                }
            }
        }
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = f.debug_struct("Rows");
        rows.field("segment", &self.segment());
        rows.field("date", &self.date()).finish_non_exhaustive()
    }
}
