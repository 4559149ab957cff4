//! Programs under valgrind: what they do is counted, whatever else the machine does.

use std::io::{self, Error};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::succeed;

/// More than any of these runs takes.
const LIMIT: Duration = Duration::from_secs(600);

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub enum Count {
    /// Instructions.
    Instructions,
    /// Allocations; one that grows counts again.
    Allocations,
    /// The bytes that were allocated at the time when they were most.
    PeakBytes,
}

/// What a run of this program with these arguments counts, and what it printed.
///
/// # Errors
/// It fails, or there is no valgrind.
pub fn counted(count: Count, program: &Path, arguments: &[&str]) -> io::Result<(f64, String)> {
    let (options, marker): (&[&str], &str) = match count {
        Count::Instructions => (
            &["--tool=callgrind", "--callgrind-out-file=/dev/null"],
            "Collected :",
        ),
        Count::Allocations => (
            &[
                "--tool=memcheck",
                "--leak-check=no",
                "--undef-value-errors=no",
            ],
            "total heap usage:",
        ),
        Count::PeakBytes => (&["--tool=dhat", "--dhat-out-file=/dev/null"], "At t-gmax:"),
    };
    let mut command = Command::new("valgrind");
    command.args(options).arg(program).args(arguments);
    let ran = succeed(&mut command, LIMIT)?;
    let told = ran.errors.lines().find_map(|line| {
        let (_, told) = line.split_once(marker)?;
        let number = told.split_whitespace().next()?.replace(',', "");
        number.parse().ok()
    });
    let told = told.ok_or_else(|| Error::other(format!("valgrind tells no `{marker}`")))?;
    Ok((told, ran.output))
}

/// What one more of something counts, by a run of so many and one of twice as many: what comes before and after is left out.
///
/// # Errors
/// Those of [`counted`].
pub fn of_one(
    count: Count,
    program: &Path,
    times: u32,
    arguments: impl Fn(&str) -> Vec<String>,
) -> io::Result<f64> {
    let run = |times: u32| {
        let arguments = arguments(&times.to_string());
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        Ok::<_, Error>(counted(count, program, &arguments)?.0)
    };
    Ok((run(2 * times)? - run(times)?) / f64::from(times))
}
