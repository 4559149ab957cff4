//! What it costs to decode an order book, against serde on typed structs.

use std::io;
use std::path::Path;

use super::calls::SIDES;
use super::row::{Budget, Row};
use super::valgrind::{Count, of_one};

/// Rows, and how often they are decoded in the shorter run.
const BOOKS: [(u32, u32); 4] = [(10, 100), (100, 10), (1_000, 2), (10_000, 1)];

/// A row of the longest book may cost so many times one of the shortest.
const LINEAR: f64 = 1.10;

/// The instructions of a row, in books of each size; and those of a row of the longest against one of the shortest.
///
/// # Errors
/// A program fails, or there is no valgrind.
pub fn decode(program: &Path) -> io::Result<Vec<Row>> {
    let books = BOOKS.map(|(rows, times)| {
        let of_side = |side: &str| {
            of_one(Count::Instructions, program, times, |times| {
                ["decode", side, &rows.to_string(), times]
                    .map(str::to_owned)
                    .to_vec()
            })
        };
        let [ours, theirs] = SIDES.map(of_side);
        Ok(Row {
            what: format!("instructions of a row, book of {rows}"),
            ours: ours? / f64::from(rows),
            theirs: Some(theirs? / f64::from(rows)),
            budget: Budget::Times(1.5),
        })
    });
    let mut books: Vec<_> = books.into_iter().collect::<io::Result<_>>()?;
    if let (Some(first), Some(last)) = (books.first(), books.last()) {
        let linear = Row {
            what: "a row of the longest book against the shortest".to_owned(),
            ours: last.ours,
            theirs: Some(first.ours),
            budget: Budget::Times(LINEAR),
        };
        books.push(linear);
    }
    Ok(books)
}
