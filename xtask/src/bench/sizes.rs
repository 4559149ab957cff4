//! How large an error and the future of a call are.

use std::io::{self, Error};
use std::path::Path;
use std::process::Command;

use super::row::{Budget, Row};

/// The sizes in bytes.
///
/// # Errors
/// The program fails.
pub fn sizes(program: &Path) -> io::Result<Vec<Row>> {
    let output = Command::new(program).arg("sizes").output()?;
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let rows = output.lines().map(|line| {
        let (size, what) = line.split_once(' ')?;
        Some(Row {
            what: format!("bytes of {what}"),
            ours: size.parse().ok()?,
            theirs: None,
            budget: Budget::AtMost(if what == "an error" { 64.0 } else { 4096.0 }),
        })
    });
    let rows: Option<Vec<_>> = rows.collect();
    rows.filter(|rows| !rows.is_empty())
        .ok_or_else(|| Error::other("the program tells no sizes"))
}
