//! A list in memory, and how it comes there.

use std::time::SystemTime;

use keyfob_core::Error;
use time::Date;

use super::day::days_since;
use super::lines::Lines;
use super::look_up::{Name, by_symbol, symbol, token, trading_symbol};
use super::parser::Parser;
use super::{Instrument, Problem, Row, Segment};

/// The instruments of a segment, sorted by symbol, expiry, option type and strike: a look-up is a binary search, and what belongs
/// together lies together. The case of a symbol's letters does not count.
#[derive(Debug, Clone)]
pub struct Instruments {
    segment: Segment,
    day: Option<Date>,
    pub(super) rows: Vec<Instrument>,
    /// Places in `rows`, sorted by token and by trading symbol.
    pub(super) by_token: Vec<usize>,
    pub(super) by_trading_symbol: Vec<usize>,
    problems: Vec<Problem>,
    problem_count: usize,
}

/// How much of a file is taken at once.
const PIECE: usize = 64 * 1024;

/// How many problems are kept; were a column to change, every row had one.
const KEPT: usize = 100;

impl Instruments {
    pub(super) fn of(segment: Segment, day: Option<Date>) -> Self {
        Self {
            segment,
            day,
            rows: Vec::new(),
            by_token: Vec::new(),
            by_trading_symbol: Vec::new(),
            problems: Vec::new(),
            problem_count: 0,
        }
    }

    /// Reads a file that was kept. Of which day it is, it does not tell itself.
    ///
    /// # Errors
    /// [`Error::Incomplete`] if it is no list, or one without instruments.
    pub fn parse(segment: Segment, csv: &[u8]) -> Result<Self, Error> {
        let mut index = Self::of(segment, None);
        let (mut parser, mut lines) = (Parser::new(segment, None), Lines::default());
        // In pieces: what is pushed is copied.
        for piece in csv.chunks(PIECE) {
            lines.push(piece);
            while let Some(line) = lines.next() {
                parser
                    .row(line)?
                    .into_iter()
                    .for_each(|row| index.push(row));
            }
        }
        if let Some(line) = lines.last() {
            parser
                .row(line)?
                .into_iter()
                .for_each(|row| index.push(row));
        }
        parser.end()?;
        Ok(index.sorted())
    }

    pub(super) fn push(&mut self, row: Row) {
        let (instrument, problems) = row.into_parts();
        self.problem_count += problems.len();
        let room = KEPT.saturating_sub(self.problems.len());
        self.problems.extend(problems.into_iter().take(room));
        // What has no name cannot be traded.
        if instrument.is_named() {
            self.rows.push(instrument);
        }
    }

    pub(super) fn sorted(mut self) -> Self {
        self.rows.shrink_to_fit();
        // Stable: among equals the order of the file stays.
        self.rows.sort_by(|a, b| {
            let rest = |it: &Instrument| (it.expiry, it.option_type, it.strike);
            by_symbol(symbol(a), symbol(b)).then_with(|| rest(a).cmp(&rest(b)))
        });
        self.by_token = self.order(token);
        self.by_trading_symbol = self.order(trading_symbol);
        self
    }

    /// The segment.
    pub fn segment(&self) -> Segment {
        self.segment
    }

    /// The day that the file was of, by its URL.
    pub fn day(&self) -> Option<Date> {
        self.day
    }

    /// How many days old the file is: 0 for today's, 1 for yesterday's, by the exchanges' clock.
    pub fn days_old(&self, now: SystemTime) -> Option<i64> {
        Some(days_since(self.day?, now))
    }

    /// All of them, sorted.
    pub fn all(&self) -> &[Instrument] {
        &self.rows
    }

    /// What could not be read: the first hundred.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How much could not be read.
    pub fn problem_count(&self) -> usize {
        self.problem_count
    }

    /// The places of those that have a name, sorted by it.
    fn order(&self, name: Name) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        let mut named: Vec<_> = rows.filter_map(|(at, it)| Some((name(it)?, at))).collect();
        named.sort_unstable();
        named.into_iter().map(|(_, at)| at).collect()
    }
}
