//! What an index of instruments costs, against csv and typed rows.

use std::io::{self, Error};
use std::path::Path;

use super::calls::SIDES;
use super::row::{Budget, Row};
use super::valgrind::{Count, counted};

const INSTRUMENTS: u32 = 100_000;

/// The instructions and the memory of an index of 100,000 instruments. The file's own bytes in memory are left out.
///
/// # Errors
/// A program fails, or there is no valgrind.
pub fn instruments(root: &Path, program: &Path) -> io::Result<Vec<Row>> {
    let file = root.join("target/bench/instruments.csv");
    std::fs::create_dir_all(root.join("target/bench"))?;
    let file = file.to_string_lossy().into_owned();
    let count = INSTRUMENTS.to_string();
    let status = std::process::Command::new(program)
        .args(["write", &file, &count])
        .status()?;
    if !status.success() {
        return Err(Error::other("the list cannot be written"));
    }
    let measured = |count| {
        let [ours, theirs] = SIDES.map(|side| counted(count, program, &["index", side, &file]));
        Ok::<_, Error>((ours?, theirs?))
    };
    let ((ours, _), (theirs, _)) = measured(Count::Instructions)?;
    let instructions = Row {
        what: format!("instructions of an index of {count}"),
        ours,
        theirs: Some(theirs),
        budget: Budget::Times(1.2),
    };
    let ((ours, said), (theirs, _)) = measured(Count::PeakBytes)?;
    let bytes = said.split_whitespace().nth(1);
    let bytes: Option<f64> = bytes.and_then(|bytes| bytes.parse().ok());
    let bytes = bytes.ok_or_else(|| Error::other("the program tells no size"))?;
    let memory = Row {
        what: format!("bytes of an index of {count}, at most"),
        ours: ours - bytes,
        theirs: Some(theirs - bytes),
        budget: Budget::Times(1.2),
    };
    Ok(vec![instructions, memory])
}
